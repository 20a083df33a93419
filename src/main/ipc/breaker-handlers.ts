import type { IpcHandlers } from './handler-types.ts'
import type { BreakersPort } from './services.ts'

type BreakerRequestName = Extract<keyof IpcHandlers, `breakers:${string}`>

export function breakerHandlers(breakers: BreakersPort): Pick<IpcHandlers, BreakerRequestName> {
  return {
    'breakers:list': async () => ({ breakers: breakers.list() }),
    'breakers:force': async ({ name, mode }) => {
      breakers.force(name, mode)
      return {}
    },
    'breakers:reset': async ({ name }) => {
      breakers.reset(name)
      return {}
    },
  }
}
