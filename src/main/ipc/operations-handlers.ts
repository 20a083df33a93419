import type { IpcHandlers } from './handler-types.ts'
import type { OfSite, OperationsPort } from './services.ts'

type OperationsRequestName = Extract<keyof IpcHandlers, `operations:${string}` | `queue:${string}`>

export function operationsHandlers(operations: OfSite<OperationsPort>): Pick<IpcHandlers, OperationsRequestName> {
  return {
    'operations:enqueue': async (request, context) => (await operations(context)).enqueue(request, context.windowId),
    'operations:list': async (query, context) => (await operations(context)).list(query),
    'operations:transitions': async ({ key }, context) => (await operations(context)).transitions(key),
    'operations:payload': async ({ key }, context) => (await operations(context)).payload(key),
    'operations:retry': async ({ keys }, context) => (await operations(context)).retry(keys),
    'operations:rollback': async ({ keys }, context) => (await operations(context)).rollBack(keys),
    'operations:discard': async ({ keys }, context) => (await operations(context)).discard(keys),
    'operations:confirm': async ({ keys }, context) => (await operations(context)).confirmAgain(keys),
    'operations:prioritize': async (request, context) => (await operations(context)).prioritize(request),
    'operations:edit': async (request, context) => (await operations(context)).edit(request),
    'operations:chain': async ({ key }, context) => (await operations(context)).chain(key),
    'operations:keep-mine': async ({ keys }, context) => (await operations(context)).keepMine(keys),
    'queue:pause': async ({ isPaused }, context) => {
      await (await operations(context)).setPaused(isPaused)
      return {}
    },
  }
}
