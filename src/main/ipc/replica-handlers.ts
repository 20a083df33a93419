import type { IpcHandlers } from './handler-types.ts'
import type { ReplicaPort } from './services.ts'

export function replicaHandlers(replica: ReplicaPort): Pick<IpcHandlers, 'replica:snapshot'> {
  return {
    'replica:snapshot': async ({ entityType, page }, { windowId }) => replica.page(windowId, entityType, page),
  }
}
