import { createStore, type StoreApi } from 'zustand/vanilla'
import type { OperationView } from '#shared/domain/queue.ts'
import type { IpcRequest } from '#shared/ipc/contract.ts'
import { collect } from '../app/time.ts'
import { type Client, type RequestError, toRequestError } from '../ipc/client.ts'

/** Most operations of one request; the contract's limit. */
export const OPERATION_PAGE = 1_000
/** A burst of changes asks for the list once in this time. */
const REFRESH_DELAY_MS = 120

export type OperationQuery = Omit<IpcRequest<'operations:list'>, 'offset' | 'limit' | 'text'>

export interface OperationListState {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly operations: readonly OperationView[]
  /** All that match, also those not loaded. */
  readonly total: number
  readonly error: RequestError | null
  readonly start: () => () => void
  readonly reload: () => Promise<void>
  readonly showMore: () => void
  /** Loads all that match, a page at a time. */
  readonly showAll: () => void
  /** Limits those that wait to what holds all these words. Rows stay until the answer is there. */
  readonly search: (text: string) => void
}

export type OperationList = StoreApi<OperationListState>

/** Reads the first `limit` operations, page by page. */
export async function readOperations(
  client: Client,
  query: Omit<IpcRequest<'operations:list'>, 'offset' | 'limit'>,
  limit: number,
): Promise<{ readonly total: number; readonly operations: readonly OperationView[] }> {
  const operations: OperationView[] = []
  for (let offset = 0; ; offset += OPERATION_PAGE) {
    const size = Math.min(OPERATION_PAGE, limit - offset)
    const page = await client.request('operations:list', { ...query, offset, limit: size })
    operations.push(...page.operations)
    // A page may come a little shorter than it was asked for: what cannot be read is listed elsewhere.
    const isEnd = page.operations.length === 0 || operations.length >= Math.min(limit, page.total)
    if (isEnd) return { total: page.total, operations }
  }
}

/** One list of operations as a page shows it, read anew whenever the main process says that operations changed. */
export function createOperationList(client: Client, query: OperationQuery, firstLimit = OPERATION_PAGE): OperationList {
  return createStore<OperationListState>((set, get) => {
    let limit = firstLimit
    let latest = 0
    let text = ''
    let isStarted = false
    const refresh = collect(REFRESH_DELAY_MS, () => void get().reload())

    return {
      status: 'loading',
      operations: [],
      total: 0,
      error: null,
      start() {
        const end = client.subscribe('operations:changed', refresh.call)
        isStarted = true
        void get().reload()
        return () => {
          isStarted = false
          end()
          refresh.cancel()
        }
      },
      async reload() {
        latest += 1
        const turn = latest
        try {
          const { total, operations } = await readOperations(
            client,
            { ...query, ...(text === '' ? {} : { text }) },
            limit,
          )
          if (turn === latest) set({ status: 'ready', total, operations, error: null })
        } catch (error) {
          if (turn === latest) set({ status: 'failed', error: toRequestError(error) })
        }
      },
      showMore() {
        limit += OPERATION_PAGE
        void get().reload()
      },
      showAll() {
        limit = Math.max(limit, get().total)
        void get().reload()
      },
      search(next) {
        if (next.trim() === text) return
        text = next.trim()
        if (isStarted) refresh.call()
      },
    }
  })
}
