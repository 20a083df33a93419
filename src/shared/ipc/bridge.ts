import type { Result } from '../errors/result.ts'
import type { IpcEvent, IpcEventName, IpcRequest, IpcRequestName, IpcResponse } from './contract.ts'

/** What the preload script puts on `window.outpost`: the whole surface between a window and the main process. */
export interface OutpostBridge {
  /**
   * Never rejects for a reason of the product's own: failures come as a Result. `siteId`: the site that is asked; left out,
   * the one that the window looks at when the request arrives.
   */
  request<N extends IpcRequestName>(name: N, request: IpcRequest<N>, siteId?: string): Promise<Result<IpcResponse<N>>>
  /**
   * Hands over files that were dropped on the page, as the system gave them to it: only those have a place on the disk. A page
   * cannot name a place, and this request cannot be made in another way.
   */
  dropFiles(
    files: readonly object[],
    folder: string,
    siteId?: string,
  ): Promise<Result<IpcResponse<typeof DROP_REQUEST>>>
  /** `siteId`: the site that the event is of; null: of the app. Returns the function that ends the subscription. */
  subscribe<N extends IpcEventName>(name: N, listener: (event: IpcEvent<N>, siteId: string | null) => void): () => void
}

/** The one request that only the preload script makes. */
export const DROP_REQUEST = 'uploads:drop'
export const BRIDGE_KEY = 'outpost'
/** The one channel requests travel on, and the one events travel on. */
export const IPC_REQUEST_CHANNEL = 'outpost:request'
export const IPC_EVENT_CHANNEL = 'outpost:event'
/** Tells a page that it is quiet, and that memory which nothing needs is to be given back. */
export const IPC_RELEASE_CHANNEL = 'outpost:release-memory'
