import { alarmHandlers } from './alarm-handlers.ts'
import { analyticsHandlers } from './analytics-handlers.ts'
import { appHandlers } from './app-handlers.ts'
import { boardHandlers } from './board-handlers.ts'
import { breakerHandlers } from './breaker-handlers.ts'
import { bundleHandlers } from './bundle-handlers.ts'
import { conflictHandlers } from './conflict-handlers.ts'
import { connectionHandlers } from './connection-handlers.ts'
import { diagnosticsHandlers } from './diagnostics-handlers.ts'
import { figureHandlers } from './figure-handlers.ts'
import type { IpcHandlers } from './handler-types.ts'
import { ledgerHandlers } from './ledger-handlers.ts'
import { listHandlers } from './list-handlers.ts'
import { metricsHandlers } from './metrics-handlers.ts'
import { operationsHandlers } from './operations-handlers.ts'
import { replicaHandlers } from './replica-handlers.ts'
import { reportHandlers } from './report-handlers.ts'
import type { IpcServices, OfSite, SiteServices } from './services.ts'
import { sessionHandlers } from './session-handlers.ts'
import { settingsHandlers } from './settings-handlers.ts'
import { siteHandlers } from './site-handlers.ts'
import { telemetryHandlers } from './telemetry-handlers.ts'
import { updateHandlers } from './update-handlers.ts'
import { uploadHandlers } from './upload-handlers.ts'
import { usageHandlers } from './usage-handlers.ts'
import { windowHandlers } from './window-handlers.ts'
import { workplaceHandlers } from './workplace-handlers.ts'

export function createHandlers(services: IpcServices): IpcHandlers {
  const of =
    <N extends keyof SiteServices>(name: N): OfSite<SiteServices[N]> =>
    async (context) =>
      (await services.site(context))[name]
  return {
    ...appHandlers(async (context) => (await services.early(context)).app),
    ...replicaHandlers(async (context) => (await services.early(context)).replica),
    ...operationsHandlers(of('operations')),
    ...conflictHandlers(of('conflicts')),
    ...alarmHandlers(of('alarms')),
    ...uploadHandlers(of('uploads'), of('connection')),
    ...connectionHandlers(of('connection'), of('channels')),
    ...settingsHandlers(services.settings),
    ...metricsHandlers(services.metrics),
    ...telemetryHandlers(services.telemetry),
    ...updateHandlers(services.updates),
    ...boardHandlers(services.boards, of('stream')),
    ...listHandlers(services.lists),
    ...usageHandlers(services.usage),
    ...breakerHandlers(of('breakers')),
    ...bundleHandlers(of('transfer')),
    ...ledgerHandlers(of('ledger')),
    ...figureHandlers(of('figures')),
    ...analyticsHandlers(of('analytics')),
    ...reportHandlers(of('reports')),
    ...diagnosticsHandlers(services.diagnostics),
    ...sessionHandlers(of('session')),
    ...siteHandlers(services.sites),
    ...windowHandlers(services.windows),
    ...workplaceHandlers(services.workplace),
  }
}
