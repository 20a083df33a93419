import type { IpcHandlers } from './handler-types.ts'
import type { BreakersPort, OfSite } from './services.ts'

type BreakerRequestName = Extract<keyof IpcHandlers, `breakers:${string}`>

export function breakerHandlers(breakers: OfSite<BreakersPort>): Pick<IpcHandlers, BreakerRequestName> {
  return {
    'breakers:list': async (_request, context) => ({ breakers: (await breakers(context)).list() }),
    'breakers:force': async ({ name, mode }, context) => {
      ;(await breakers(context)).force(name, mode)
      return {}
    },
    'breakers:reset': async ({ name }, context) => {
      ;(await breakers(context)).reset(name)
      return {}
    },
  }
}
