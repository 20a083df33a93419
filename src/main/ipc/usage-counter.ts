import { COUNTED_REQUESTS, type CountedRequest } from '#shared/domain/usage.ts'
import type { IpcRequest } from '#shared/ipc/contract.ts'
import type { IpcHandlers } from './handler-types.ts'

/** By name; what it is no name of is not counted. */
export type CountUsage = (key: string) => void

/**
 * Handlers that count what was done with them, once it was: by the name of the request, and of changes by their kind. What a
 * request is about, and what was answered, is not looked at.
 */
export function countUsage(handlers: IpcHandlers, count: CountUsage): IpcHandlers {
  const counted = { ...handlers }
  for (const name of Object.keys(COUNTED_REQUESTS) as CountedRequest[])
    Object.assign(counted, withCount(handlers, name, count))
  const enqueue = handlers['operations:enqueue']
  return {
    ...counted,
    'operations:enqueue': async (request, context) => {
      const answer = await enqueue(request, context)
      for (const intent of request.intents) count(keyOf(intent))
      return answer
    },
  }
}

function withCount(handlers: IpcHandlers, name: CountedRequest, count: CountUsage): Partial<IpcHandlers> {
  const handler = handlers[name] as (request: unknown, context: unknown) => Promise<unknown>
  const counted = async (request: unknown, context: unknown): Promise<unknown> => {
    const answer = await handler(request, context)
    count(`act.${COUNTED_REQUESTS[name]}`)
    return answer
  }
  return { [name]: counted }
}

function keyOf(intent: IpcRequest<'operations:enqueue'>['intents'][number]): string {
  return intent.kind === 'command' ? `command.${intent.command}` : `${intent.kind}.${intent.entityType}`
}
