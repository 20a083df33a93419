import type { IpcHandlers } from './handler-types.ts'
import type { OperationsPort } from './services.ts'

type OperationsRequestName = Extract<keyof IpcHandlers, `operations:${string}` | `queue:${string}`>

export function operationsHandlers(operations: OperationsPort): Pick<IpcHandlers, OperationsRequestName> {
  return {
    'operations:enqueue': (request, { windowId }) => operations.enqueue(request, windowId),
    'operations:list': (query) => operations.list(query),
    'operations:transitions': ({ key }) => operations.transitions(key),
    'operations:payload': ({ key }) => operations.payload(key),
    'operations:retry': ({ keys }) => operations.retry(keys),
    'operations:rollback': ({ keys }) => operations.rollBack(keys),
    'operations:discard': ({ keys }) => operations.discard(keys),
    'operations:confirm': ({ keys }) => operations.confirmAgain(keys),
    'operations:prioritize': (request) => operations.prioritize(request),
    'operations:edit': (request) => operations.edit(request),
    'operations:chain': ({ key }) => operations.chain(key),
    'operations:keep-mine': ({ keys }) => operations.keepMine(keys),
    'queue:pause': async ({ isPaused }) => {
      await operations.setPaused(isPaused)
      return {}
    },
  }
}
