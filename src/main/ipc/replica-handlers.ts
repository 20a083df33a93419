import type { IpcHandlers } from './handler-types.ts'
import type { OfSite, ReplicaPort } from './services.ts'

export function replicaHandlers(replica: OfSite<ReplicaPort>): Pick<IpcHandlers, 'replica:snapshot' | 'replica:feed'> {
  return {
    'replica:snapshot': async ({ entityType, page }, context) =>
      (await replica(context)).page(context.windowId, entityType, page),
    'replica:feed': async (_request, context) => {
      const port = await replica(context)
      port.openFeed(context.windowId)
      return {}
    },
  }
}
