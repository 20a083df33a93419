import type { IpcHandlers } from './handler-types.ts'
import type { TransferPort } from './services.ts'

type TransferRequestName = Extract<keyof IpcHandlers, `bundle:${string}` | `quarantine:${string}`>

/** Files come and go through the system's own dialogs: no request names a path. */
export function bundleHandlers(transfer: TransferPort): Pick<IpcHandlers, TransferRequestName> {
  return {
    'bundle:export': (_request, { windowId }) => transfer.exportBundle(windowId),
    'bundle:inspect': (_request, { windowId }) => transfer.inspectBundle(windowId),
    'bundle:import': ({ token }) => transfer.importBundle(token),
    'quarantine:export': ({ keys }, { windowId }) => transfer.exportRefused(windowId, keys),
    'quarantine:import': ({ as }, { windowId }) => transfer.importRefused(windowId, as),
  }
}
