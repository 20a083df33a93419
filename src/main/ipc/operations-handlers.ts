import type { IpcHandlers } from './handler-types.ts'
import type { OfSite, OperationsPort, RequestContext } from './services.ts'

type OperationsRequestName = Extract<keyof IpcHandlers, `operations:${string}` | `queue:${string}`>

export function operationsHandlers(operations: OfSite<OperationsPort>): Pick<IpcHandlers, OperationsRequestName> {
  /** The window that has done something with these says what becomes of them. */
  const acting = async (keys: readonly string[], context: RequestContext): Promise<OperationsPort> => {
    const port = await operations(context)
    port.actedOn(keys, context.windowId)
    return port
  }
  return {
    'operations:enqueue': async (request, context) => (await operations(context)).enqueue(request, context.windowId),
    'operations:list': async (query, context) => (await operations(context)).list(query),
    'operations:outline': async (request, context) => (await operations(context)).outline(request),
    'operations:transitions': async ({ key }, context) => (await operations(context)).transitions(key),
    'operations:payload': async ({ key }, context) => (await operations(context)).payload(key),
    'operations:retry': async ({ keys }, context) => (await acting(keys, context)).retry(keys),
    'operations:rollback': async ({ keys }, context) => (await operations(context)).rollBack(keys),
    'operations:discard': async ({ keys }, context) => (await operations(context)).discard(keys),
    'operations:restore': async ({ keys }, context) => (await operations(context)).restore(keys),
    'operations:consequences': async ({ keys }, context) => (await operations(context)).consequences(keys),
    'operations:confirm': async ({ keys }, context) => (await acting(keys, context)).confirmAgain(keys),
    'operations:prioritize': async (request, context) => (await operations(context)).prioritize(request),
    'operations:edit': async (request, context) => (await acting([request.key], context)).edit(request),
    'operations:chain': async ({ key }, context) => (await operations(context)).chain(key),
    'operations:keep-mine': async ({ keys }, context) => (await acting(keys, context)).keepMine(keys),
    'queue:pause': async ({ isPaused }, context) => {
      await (await operations(context)).setPaused(isPaused)
      return {}
    },
  }
}
