import type { IpcHandlers } from './handler-types.ts'
import type { ReplicaPort } from './services.ts'

export function replicaHandlers(replica: ReplicaPort): Pick<IpcHandlers, 'replica:snapshot' | 'replica:feed'> {
  return {
    'replica:snapshot': async ({ entityType, page }, { windowId }) => replica.page(windowId, entityType, page),
    'replica:feed': async (_request, { windowId }) => {
      replica.openFeed(windowId)
      return {}
    },
  }
}
