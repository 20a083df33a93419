import { useSyncExternalStore } from 'react'
import type { ReportFormat } from '#shared/domain/report-formats.ts'
import type { IpcEvent, IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { type Kept, useOutpost } from '../../app/context.tsx'
import { type Client, type RequestError, toRequestError } from '../../ipc/client.ts'

type ReportAnswer = IpcResponse<'reports:export'>

export type ReportRunState =
  | { readonly status: 'idle' }
  /** `progress`: null while the place is being chosen. */
  | {
      readonly status: 'running'
      readonly format: ReportFormat
      readonly progress: IpcEvent<'reports:progress'> | null
    }
  | { readonly status: 'answered'; readonly answer: ReportAnswer }
  | { readonly status: 'failed'; readonly error: RequestError }

/** One report after the other, for as long as the window looks at the site: a page that is left does not end it. */
export class ReportRun {
  readonly #client: Pick<Client, 'request' | 'subscribe'>
  readonly #listeners = new Set<() => void>()
  #state: ReportRunState = { status: 'idle' }

  constructor(client: Pick<Client, 'request' | 'subscribe'>) {
    this.#client = client
  }

  readonly state = (): ReportRunState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Never rejects: what went wrong is in the state. Does nothing while one is being written. */
  readonly write = async (request: IpcRequest<'reports:export'>): Promise<void> => {
    if (this.#state.status === 'running') return
    const { format } = request
    this.#become({ status: 'running', format, progress: null })
    const end = this.#client.subscribe('reports:progress', (progress) =>
      this.#become({ status: 'running', format, progress }),
    )
    try {
      this.#become({ status: 'answered', answer: await this.#client.request('reports:export', request) })
    } catch (error) {
      this.#become({ status: 'failed', error: toRequestError(error) })
    } finally {
      end()
    }
  }

  /** The answer to what is being written then says that it was cancelled. */
  readonly cancel = (): void => {
    void this.#client.request('reports:cancel', {}).catch(() => undefined)
  }

  #become(state: ReportRunState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

const KEPT_NAME = 'performance/report'

function runOf(kept: Kept, client: Client): ReportRun {
  const known = kept.get(KEPT_NAME) as ReportRun | undefined
  const run = known ?? new ReportRun(client)
  kept.set(KEPT_NAME, run)
  return run
}

/** The report that this window writes of the site, or wrote last. */
export function useReportRun(): { readonly run: ReportRun; readonly state: ReportRunState } {
  const { kept, client } = useOutpost()
  const run = runOf(kept, client)
  return { run, state: useSyncExternalStore(run.subscribe, run.state) }
}
