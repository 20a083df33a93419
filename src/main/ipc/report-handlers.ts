import type { IpcHandlers } from './handler-types.ts'
import type { OfSite, ReportsPort } from './services.ts'

type ReportRequest = 'reports:export' | 'reports:cancel' | 'reports:schedule' | 'reports:choose-folder'

export function reportHandlers(reports: OfSite<ReportsPort>): Pick<IpcHandlers, ReportRequest> {
  return {
    'reports:export': async (request, context) => (await reports(context)).export(context.windowId, request),
    'reports:schedule': async (_request, context) => (await reports(context)).schedule(),
    'reports:choose-folder': async (_request, context) => (await reports(context)).chooseFolder(context.windowId),
    'reports:cancel': async (_request, context) => {
      const port = await reports(context)
      port.cancel(context.windowId)
      return {}
    },
  }
}
