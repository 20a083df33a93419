import type { IpcHandlers } from './handler-types.ts'
import type { UsagePort } from './services.ts'

type UsageRequest = Extract<keyof IpcHandlers, `usage:${string}` | `flags:${string}`>

export function usageHandlers(usage: UsagePort): Pick<IpcHandlers, UsageRequest> {
  return {
    'usage:read': () => usage.read(),
    'usage:clear': () => usage.clear(),
    'usage:export': (_request, { windowId }) => usage.export(windowId),
    'usage:seen': async (seen) => {
      await usage.seen(seen)
      return {}
    },
    'flags:read': () => usage.flags(),
  }
}
