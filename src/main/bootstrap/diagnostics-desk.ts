import { OutpostError } from '#shared/errors/result.ts'
import type { IpcEvent, IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { DiagnosticsPort } from '../ipc/services.ts'
import { fileTrouble } from '../outbox/file-trouble.ts'
import type { Clock } from '../platform/clock.ts'
import type { FileKind } from '../platform/file-dialogs.ts'
import type { DiagnosticsSource } from '../reports/diagnostics/source.ts'
import type { DiagnosticsWatch } from '../reports/diagnostics/write-zip.ts'
import { type AskedFiles, fileNameOf, orRefused } from './asked-files.ts'

const ARCHIVE: FileKind = { name: 'diagnostics', extension: 'zip' }
/** Progress is for people. */
const TELL_EVERY_MS = 100

export interface DiagnosticsDeskDependencies {
  readonly files: AskedFiles
  readonly clock: Clock
  /** What there is to tell, as of now. */
  readonly source: (now: number) => DiagnosticsSource | Promise<DiagnosticsSource>
  readonly tell: (windowId: number, progress: IpcEvent<'diagnostics:progress'>) => void
}

/** Diagnostics bundles that operators ask for: one at a time for each window, and each can be cancelled. */
export class DiagnosticsDesk implements DiagnosticsPort {
  readonly #dependencies: DiagnosticsDeskDependencies
  readonly #running = new Map<number, AbortController>()

  constructor(dependencies: DiagnosticsDeskDependencies) {
    this.#dependencies = dependencies
  }

  async export(
    windowId: number,
    request: IpcRequest<'diagnostics:export'>,
  ): Promise<IpcResponse<'diagnostics:export'>> {
    if (this.#running.has(windowId)) {
      throw new OutpostError('rate-limited', 'This window is writing a bundle already. Wait for it, or cancel it.')
    }
    const controller = new AbortController()
    this.#running.set(windowId, controller)
    try {
      return await orRefused(() => this.#write(windowId, request, controller.signal))
    } catch (error) {
      if (error instanceof CancelledError) return { outcome: 'cancelled' }
      throw error
    } finally {
      this.#running.delete(windowId)
    }
  }

  /** Also when the window is gone: nobody waits for the file any more. */
  cancel(windowId: number): void {
    this.#running.get(windowId)?.abort(new CancelledError())
  }

  stop(): void {
    for (const windowId of this.#running.keys()) this.cancel(windowId)
  }

  async #write(
    windowId: number,
    request: IpcRequest<'diagnostics:export'>,
    signal: AbortSignal,
  ): Promise<IpcResponse<'diagnostics:export'>> {
    const { clock, files, source } = this.#dependencies
    const suggestedName = fileNameOf('outpost-diagnostics', clock.now(), ARCHIVE.extension)
    const file = await files.save(windowId, { title: 'diagnostics', suggestedName, kind: ARCHIVE })
    if (file === null) return { outcome: 'cancelled' }
    const now = clock.now()
    try {
      // Read when it is needed: nearly nobody asks for it.
      const { collectDiagnostics } = await import('../reports/diagnostics/collect.ts')
      const watch = { signal, onProgress: this.#throttled(windowId) }
      const written = await collectDiagnostics(await source(now), { ...request, path: file.path, now }, watch)
      return { outcome: 'written', fileName: file.name, ...written, broken: [...written.broken] }
    } catch (error) {
      throw error instanceof CancelledError ? error : fileTrouble(error, 'written')
    }
  }

  #throttled(windowId: number): DiagnosticsWatch['onProgress'] {
    const { clock, tell } = this.#dependencies
    let [lastStep, lastAt] = ['', Number.NEGATIVE_INFINITY]
    return (step, bytes) => {
      const now = clock.monotonic()
      if (step === lastStep && now - lastAt < TELL_EVERY_MS) return
      ;[lastStep, lastAt] = [step, now]
      tell(windowId, { step, bytes })
    }
  }
}

/** The operator has changed their mind: no failure. */
class CancelledError extends Error {}
