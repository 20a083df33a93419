import { isAllowedServerUrl } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { AppState } from '#shared/ipc/contract.ts'
import type { SettingsService } from '../config/settings-service.ts'
import type { Connector } from '../connection/connector.ts'
import type { ConnectionPort, IpcServices, OperationsPort, WindowsPort } from '../ipc/services.ts'
import type { Clock } from '../platform/clock.ts'
import type { SnapshotReader } from '../replica/snapshot-reader.ts'
import { conflictsPort } from './conflicts-port.ts'
import type { Measuring } from './measuring.ts'
import type { OperationOrigins } from './operation-origins.ts'
import type { SessionDesk } from './session.ts'
import type { SiteHost } from './site-host.ts'
import { operationsPort, outpostErrorOfConnector } from './site-ipc.ts'
import { breakersPort } from './site-resilience.ts'
import type { WindowChannels } from './window-channels.ts'

export interface AppIpcDependencies {
  readonly host: SiteHost
  readonly settings: SettingsService
  readonly connector: Connector
  readonly channels: WindowChannels
  readonly snapshots: SnapshotReader
  readonly openFeed: (windowId: number) => void
  readonly metrics: Measuring
  readonly session: SessionDesk
  readonly windows: WindowsPort
  readonly origins: OperationOrigins
  readonly files: Pick<IpcServices, 'transfer' | 'ledger'>
  readonly clock: Clock
  readonly about: Omit<AppState['app'], 'notices'>
  /** Things about this start that the operator must see. */
  readonly notices: () => AppState['app']['notices']
}

const PROBE_TIMEOUT_MS = 5_000

/** What windows can ask of the app, joined from its services. */
export function ipcServices(dependencies: AppIpcDependencies): IpcServices {
  const { host, settings, channels, metrics } = dependencies
  const site = () => host.site
  return {
    app: { state: async () => appState(dependencies) },
    replica: {
      page: (windowId, entityType, page) => dependencies.snapshots.page(windowId, entityType, page),
      openFeed: dependencies.openFeed,
    },
    operations: guardedOperations(operationsPort(site), dependencies),
    conflicts: conflictsPort(site),
    connection: connectionPort(dependencies),
    channels,
    settings: { update: (changes) => settings.update(changes) },
    metrics,
    breakers: breakersPort(() => site().resilience.breakers),
    session: dependencies.session,
    windows: dependencies.windows,
    ...dependencies.files,
  }
}

function appState({ host, settings, about, notices }: AppIpcDependencies): AppState {
  const { site } = host
  return {
    app: { ...about, notices: notices() },
    connection: host.connectionStatus(),
    queue: site.queueStatus(),
    sync: site.inbound.status(),
    storage: site.storageStatus(),
    settings: settings.current(),
  }
}

/**
 * An administrator may have switched off work without a connection: then nothing is accepted that cannot be sent now. After
 * signing out nothing is accepted either: it would belong to whoever was here before.
 */
function guardedOperations(
  operations: OperationsPort,
  { host, settings, metrics, origins }: AppIpcDependencies,
): OperationsPort {
  return {
    ...operations,
    async enqueue(intents, windowId) {
      if (host.site.identity.isSignedOut) {
        const message = 'Nobody is signed in, so nobody knows whose change this would be. Sign in first.'
        throw new OutpostError('signed-out', message)
      }
      const { state } = host.connectionStatus()
      if (!settings.values.offlineSupport && state !== 'online' && state !== 'degraded') {
        const message = 'This PC is set to work with a connection only, and there is none now. Nothing was accepted.'
        throw new OutpostError('not-connected', message)
      }
      const accepted = await metrics.measure('queue_accept', () => operations.enqueue(intents, windowId))
      origins.remember(
        accepted.operations.map(({ key }) => key),
        windowId,
      )
      return accepted
    },
  }
}

function connectionPort({ host, connector, settings, clock }: AppIpcDependencies): ConnectionPort {
  return {
    async connect() {
      if (!settings.values.realtimeEnabled) {
        throw new OutpostError('invalid-setting', 'The live connection is switched off in the settings.', {
          field: 'realtimeEnabled',
        })
      }
      host.site.connection.connect()
    },
    disconnect: async () => host.site.connection.disconnect(),
    async setToken(token) {
      await host.setToken(token).catch((error: unknown) => {
        throw outpostErrorOfConnector(error)
      })
    },
    async test(serverUrl) {
      if (!isAllowedServerUrl(serverUrl)) {
        return {
          isReachable: false,
          message: 'Use an https:// address; http:// is for this PC (127.0.0.1) only.',
          rttMs: null,
        }
      }
      const result = await connector.probe(serverUrl, PROBE_TIMEOUT_MS)
      return { isReachable: result.ok, message: result.message, rttMs: result.ok ? result.rttMs : null }
    },
    async syncNow() {
      const { site } = host
      if (site.connection.session() === null) site.connection.connect()
      else site.resyncNow('asked by the operator')
    },
    stages: () => ({ stages: host.site.inbound.stages(), resyncs: host.site.inbound.resyncs }),
    async request({ name, timeoutMs }) {
      const { connection, resilience } = host.site
      const limit = timeoutMs === undefined ? {} : { timeoutMs }
      const result = await resilience.request(() => connection.request(name, { at: clock.now() }, limit))
      if (!result.ok) throw outpostErrorOfConnector(result.error)
      return { value: result.value }
    },
  }
}
