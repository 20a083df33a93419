import type { Progress } from './progress.ts'

/** What is being done for one caller of the command line. */
interface Call {
  readonly tell: (progress: Progress) => void
  readonly ending: AbortController
}

/** How a file is written for somebody: whether they still want it, and what they hear meanwhile. */
export interface CallWatch {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** The commands that are being answered: each hears how far it is, and what is done for it ends when it has gone. */
export class CommandCalls {
  readonly #calls = new Map<number, Call>()

  begin(caller: number, tell: (progress: Progress) => void): void {
    this.#calls.set(caller, { tell, ending: new AbortController() })
  }

  /** It is answered. */
  end(caller: number): void {
    this.#calls.delete(caller)
  }

  /** It has gone, and hears no more. */
  left(caller: number): void {
    this.#calls.get(caller)?.ending.abort()
  }

  /** @param windowId of a window: nobody hears anything */
  tell(windowId: number, progress: Progress): void {
    const call = this.#calls.get(windowId)
    if (call !== undefined && !call.ending.signal.aborted) call.tell(progress)
  }

  /** Windows are asked about nothing here: what is written for one is written to its end. */
  watch(windowId: number): CallWatch {
    const signal = this.#calls.get(windowId)?.ending.signal ?? new AbortController().signal
    return { signal, onProgress: (progress) => this.tell(windowId, progress) }
  }
}
