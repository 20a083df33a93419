import type { IpcHandlers } from './handler-types.ts'
import type { OfSite, TransferPort } from './services.ts'

type TransferRequestName = Extract<keyof IpcHandlers, `bundle:${string}` | `quarantine:${string}`>

/** Files come and go through the system's own dialogs: no request names a path. */
export function bundleHandlers(transfer: OfSite<TransferPort>): Pick<IpcHandlers, TransferRequestName> {
  return {
    'bundle:export': async (_request, context) => (await transfer(context)).exportBundle(context.windowId),
    'bundle:inspect': async (_request, context) => (await transfer(context)).inspectBundle(context.windowId),
    'bundle:import': async ({ token }, context) => (await transfer(context)).importBundle(token),
    'quarantine:export': async ({ keys }, context) => (await transfer(context)).exportRefused(context.windowId, keys),
    'quarantine:import': async (request, context) => (await transfer(context)).importRefused(context.windowId, request),
  }
}
