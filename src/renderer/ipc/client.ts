import type { ErrorCode, Failure } from '#shared/errors/result.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import type { IpcEvent, IpcEventName, IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import type { ClientSite } from './client-site.ts'
import { type FeedListener, type FeedSource, followFeed, portSource } from './feed.ts'

/** A request that the main process refused or could not answer. Exists only inside the renderer. */
export class RequestError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined

  constructor(failure: Failure) {
    super(failure.message)
    this.name = 'RequestError'
    this.code = failure.code
    this.field = failure.field
  }
}

/** The bridge as the renderer uses it: the value, or a RequestError thrown. */
export interface Client {
  request<N extends IpcRequestName>(name: N, request: IpcRequest<N>): Promise<IpcResponse<N>>
  /** Files that were dropped on the page, as the system gave them to it. */
  dropFiles(files: readonly File[], folder: string): Promise<IpcResponse<'uploads:drop'>>
  /** Returns the function that ends the subscription. */
  subscribe<N extends IpcEventName>(name: N, listener: (event: IpcEvent<N>) => void): () => void
  /** Follows the changes of the replica this window looks at. */
  follow(listener: FeedListener): () => void
}

/**
 * Asks of one site, and hears of it and of the app only: whatever is on its way while the window switches belongs to the site
 * it was made for.
 */
export function createClient(
  bridge: OutpostBridge,
  site: Readonly<ClientSite> = { id: null },
  feed: FeedSource = portSource(bridge, site),
): Client {
  return {
    async request(name, request) {
      const { id } = site
      const result = id === null ? await bridge.request(name, request) : await bridge.request(name, request, id)
      if (!result.ok) throw new RequestError(result.error)
      return result.value
    },
    async dropFiles(files, folder) {
      const { id } = site
      const result = id === null ? await bridge.dropFiles(files, folder) : await bridge.dropFiles(files, folder, id)
      if (!result.ok) throw new RequestError(result.error)
      return result.value
    },
    subscribe: (name, listener) =>
      bridge.subscribe(name, (event, of) => {
        if (of === null || site.id === null || of === site.id) listener(event)
      }),
    follow: (listener) => followFeed(feed, listener),
  }
}

/** Any thrown value as a RequestError, so that pages handle one kind. */
export function toRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error
  return new RequestError({ code: 'internal', message: error instanceof Error ? error.message : String(error) })
}
