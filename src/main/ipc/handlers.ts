import { appHandlers } from './app-handlers.ts'
import { breakerHandlers } from './breaker-handlers.ts'
import { bundleHandlers } from './bundle-handlers.ts'
import { conflictHandlers } from './conflict-handlers.ts'
import { connectionHandlers } from './connection-handlers.ts'
import type { IpcHandlers } from './handler-types.ts'
import { ledgerHandlers } from './ledger-handlers.ts'
import { metricsHandlers } from './metrics-handlers.ts'
import { operationsHandlers } from './operations-handlers.ts'
import { replicaHandlers } from './replica-handlers.ts'
import type { IpcServices } from './services.ts'
import { sessionHandlers } from './session-handlers.ts'
import { settingsHandlers } from './settings-handlers.ts'
import { windowHandlers } from './window-handlers.ts'

export function createHandlers(services: IpcServices): IpcHandlers {
  return {
    ...appHandlers(services.app),
    ...replicaHandlers(services.replica),
    ...operationsHandlers(services.operations),
    ...conflictHandlers(services.conflicts),
    ...connectionHandlers(services.connection, services.channels),
    ...settingsHandlers(services.settings),
    ...metricsHandlers(services.metrics),
    ...breakerHandlers(services.breakers),
    ...bundleHandlers(services.transfer),
    ...ledgerHandlers(services.ledger),
    ...sessionHandlers(services.session),
    ...windowHandlers(services.windows),
  }
}
