import type { IpcHandlers } from './handler-types.ts'
import type { AnalyticsPort, OfSite } from './services.ts'

type AnalyticsRequest = Extract<keyof IpcHandlers, `analytics:${string}`>

export function analyticsHandlers(analytics: OfSite<AnalyticsPort>): Pick<IpcHandlers, AnalyticsRequest> {
  return {
    'analytics:fleet': async (request, context) => (await analytics(context)).fleet(context.windowId, request),
    'analytics:plays': async (request, context) => (await analytics(context)).plays(request),
    'analytics:export': async (request, context) => (await analytics(context)).export(context.windowId, request),
  }
}
