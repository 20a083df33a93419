import type { ErrorCode, Result } from '#shared/errors/result.ts'
import { DROP_REQUEST, IPC_EVENT_CHANNEL, IPC_REQUEST_CHANNEL, type OutpostBridge } from '#shared/ipc/bridge.ts'
import type { IpcEvent, IpcEventName, IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { isEventName, isRequestName } from './channel-names.ts'

/** The two functions of Electron's `ipcRenderer` that the bridge needs. */
export interface IpcPort {
  invoke(channel: string, message: unknown): Promise<unknown>
  on(channel: string, listener: (source: unknown, message: unknown) => void): unknown
}

type AnyListener = (event: never, siteId: string | null) => void

/**
 * Builds what a window may call. Only names of the contract pass, in both directions.
 *
 * @param pathOf where a file lies that the system has handed to the page; empty: it came from elsewhere
 */
export function createBridge(ipc: IpcPort, pathOf: (file: object) => string): OutpostBridge {
  const listeners = new Map<IpcEventName, Set<AnyListener>>()
  let requests = 0

  ipc.on(IPC_EVENT_CHANNEL, (_source, message) => {
    const { name, event, site } = (message ?? {}) as { name?: unknown; event?: unknown; site?: unknown }
    if (!isEventName(name)) return
    const siteId = typeof site === 'string' ? site : null
    // A copy: a listener may end its own subscription while it runs.
    for (const listener of Array.from(listeners.get(name) ?? [])) listener(event as never, siteId)
  })

  async function request<N extends IpcRequestName>(
    name: N,
    body: IpcRequest<N>,
    siteId?: string,
  ): Promise<Result<IpcResponse<N>>> {
    const isKnown = isRequestName(name) && name !== DROP_REQUEST
    return isKnown ? send(name, body, siteId) : failure('0', 'bad-request', 'The window asked for something unknown.')
  }

  async function send<N extends IpcRequestName>(
    name: N,
    body: IpcRequest<N>,
    siteId: string | undefined,
  ): Promise<Result<IpcResponse<N>>> {
    requests += 1
    const id = String(requests)
    try {
      const site = siteId === undefined ? {} : { site: siteId }
      return (await ipc.invoke(IPC_REQUEST_CHANNEL, { v: 1, id, name, request: body, ...site })) as Result<
        IpcResponse<N>
      >
    } catch {
      return failure(id, 'internal', 'The console did not answer. Try again, or restart it if this repeats.')
    }
  }

  function subscribe<N extends IpcEventName>(
    name: N,
    listener: (event: IpcEvent<N>, siteId: string | null) => void,
  ): () => void {
    if (!isEventName(name)) return () => undefined
    // A wrapper of its own, so that the same function subscribed twice is ended twice.
    const entry: AnyListener = (event, siteId) => listener(event, siteId)
    const set = listeners.get(name) ?? new Set<AnyListener>()
    listeners.set(name, set.add(entry))
    return () => void set.delete(entry)
  }

  async function dropFiles(files: readonly object[], folder: string, siteId?: string) {
    const paths = files.map(pathOf).filter((path) => path !== '')
    if (paths.length > 0) return send(DROP_REQUEST, { paths, folder }, siteId)
    return failure('0', 'bad-request', 'Nothing that was dropped is a file of this PC.')
  }

  return { request, subscribe, dropFiles }
}

function failure(id: string, code: ErrorCode, message: string): Result<never> {
  return { v: 1, id, ok: false, error: { code, message } }
}
