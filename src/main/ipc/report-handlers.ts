import type { IpcHandlers } from './handler-types.ts'
import type { OfSite, ReportsPort } from './services.ts'

export function reportHandlers(reports: OfSite<ReportsPort>): Pick<IpcHandlers, 'reports:export' | 'reports:cancel'> {
  return {
    'reports:export': async (request, context) => (await reports(context)).export(context.windowId, request),
    'reports:cancel': async (_request, context) => {
      const port = await reports(context)
      port.cancel(context.windowId)
      return {}
    },
  }
}
