import { isAllowedServerUrl } from '#shared/domain/server-url.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { AppState } from '#shared/ipc/console-requests.ts'
import type { IpcEvent } from '#shared/ipc/contract.ts'
import type { SettingsService } from '../config/settings-service.ts'
import type { Connector } from '../connection/connector.ts'
import { StreamRollup } from '../inbound/stream-rollup.ts'
import type { ConnectionPort, MetricsPort, OperationsPort, SiteServices } from '../ipc/services.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { type SnapshotHooks, SnapshotReader } from '../replica/snapshot-reader.ts'
import type { FeedPort } from '../replica/window-feed.ts'
import { WindowFeeds } from '../replica/window-feeds.ts'
import { alarmsPort } from './alarm-record.ts'
import { conflictsPort } from './conflicts-port.ts'
import type { FigureDesk } from './figure-desk.ts'
import type { FileServicesOf } from './file-services.ts'
import type { HostedSite } from './hosted-site.ts'
import type { OperationOrigins } from './operation-origins.ts'
import type { ReportDesk } from './report-desk.ts'
import { serverReads } from './server-reads.ts'
import { SessionDesk } from './session.ts'
import { operationsPort, outpostErrorOfConnector } from './site-ipc.ts'
import { breakersPort } from './site-resilience.ts'
import { WindowChannels } from './window-channels.ts'

export interface SiteServicesDependencies {
  readonly settings: Pick<SettingsService, 'values' | 'current'>
  readonly connector: Connector
  readonly files: FileServicesOf
  readonly reports: ReportDesk
  readonly figures: FigureDesk
  readonly clock: Clock
  readonly ids: Ids
  readonly metrics: MetricsPort & { measure<T>(name: string, work: () => Promise<T>): Promise<T> }
  /** Which window made which change. */
  readonly origins: OperationOrigins
  readonly about: Omit<AppState['app'], 'notices'>
  /** Things about this start that the operator must see, whichever site it is. */
  readonly notices: () => AppState['app']['notices']
  /** The way to the page of a window; null: the window is gone. */
  readonly openPort: (windowId: number, siteId: string) => FeedPort | null
  readonly isHidden: (windowId: number) => boolean
  readonly snapshots: SnapshotHooks
  readonly sendTo: (windowId: number, siteId: string, event: IpcEvent<'channel:event'>) => void
}

const PROBE_TIMEOUT_MS = 5_000

/** What windows can ask of one open site. */
export class OpenSiteServices {
  readonly ports: SiteServices
  readonly #snapshots: SnapshotReader
  readonly #feeds: WindowFeeds
  readonly #channels: WindowChannels
  readonly #session: SessionDesk
  readonly #cancels: readonly Cancel[]

  /** @param isLooking whether the window looks at this site. */
  constructor(site: HostedSite, isLooking: (windowId: number) => boolean, dependencies: SiteServicesDependencies) {
    const { clock, ids, files, reports, figures, sendTo, openPort, isHidden } = dependencies
    const { engine, sink } = site
    this.#snapshots = new SnapshotReader(() => engine.replica, dependencies.snapshots)
    this.#feeds = new WindowFeeds({ clock, replica: engine.replica, isHidden })
    this.#session = new SessionDesk({ host: sessionHost(site), sink, clock })
    const send = (windowId: number, event: IpcEvent<'channel:event'>): void => sendTo(windowId, site.id, event)
    this.#channels = new WindowChannels({ site: () => engine, ids, send })
    const stream = new StreamRollup(clock)
    this.#cancels = [
      engine.onFeedEvent((event) => this.#channels.tell(event)),
      engine.onFeedEvent((event) => stream.take(event)),
      this.#session.watch(engine),
    ]
    this.ports = {
      app: { state: async () => appState(site, dependencies) },
      replica: {
        page: (windowId, entityType, page) => this.#snapshots.page(windowId, entityType, page),
        openFeed: (windowId) => {
          // The window may look at another site by now: then nobody would listen.
          const port = isLooking(windowId) ? openPort(windowId, site.id) : null
          if (port !== null) this.#feeds.open(windowId, port)
        },
      },
      operations: guardedOperations(
        operationsPort(() => engine),
        site,
        dependencies,
      ),
      conflicts: conflictsPort(() => engine),
      connection: connectionPort(site, dependencies),
      channels: this.#channels,
      alarms: alarmsPort(engine),
      breakers: breakersPort(() => engine.resilience.breakers),
      session: this.#session,
      stream,
      reports: reports.portOf(site),
      figures: figures.portOf(site),
      ...files(engine),
    }
  }

  /** The window is gone, or looks at another site: what was held for it is let go. */
  windowLeft(windowId: number): void {
    this.#snapshots.forget(windowId)
    this.#feeds.close(windowId)
    this.#channels.windowClosed(windowId)
  }

  setHidden(windowId: number, isHidden: boolean): void {
    this.#feeds.setHidden(windowId, isHidden)
  }

  /** Something that the session may hang on has changed. */
  refresh(): void {
    this.#session.refresh()
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel()
    this.#channels.clear()
    this.#feeds.stop()
    this.#session.stop()
  }
}

function sessionHost(site: HostedSite): ConstructorParameters<typeof SessionDesk>[0]['host'] {
  return {
    hasSite: true,
    site: site.engine,
    get hasToken() {
      return site.hasToken
    },
    signOut: () => site.signOut(),
  }
}

/** What one site and the console are like now. */
export function appState(
  site: Pick<HostedSite, 'id' | 'engine' | 'connectionStatus'>,
  { settings, about, notices }: Pick<SiteServicesDependencies, 'settings' | 'about' | 'notices'>,
): AppState {
  const { engine } = site
  const stored = engine.problems.map((message) => ({ code: 'stored-data', message }))
  return {
    siteId: site.id,
    app: { ...about, notices: [...notices(), ...stored] },
    connection: site.connectionStatus(),
    queue: engine.queueStatus(),
    sync: engine.inbound.status(),
    storage: engine.storageStatus(),
    settings: settings.current(),
  }
}

/**
 * An administrator may have switched off work without a connection: then nothing is accepted that cannot be sent now. After
 * signing out nothing is accepted either: it would belong to whoever was here before.
 */
export function guardedOperations(
  operations: OperationsPort,
  site: Pick<HostedSite, 'engine' | 'connectionStatus'>,
  {
    settings,
    metrics,
    origins,
  }: Pick<SiteServicesDependencies, 'settings' | 'origins'> & {
    readonly metrics: Pick<SiteServicesDependencies['metrics'], 'measure'>
  },
): OperationsPort {
  return {
    ...operations,
    actedOn: (keys, windowId) => origins.remember(keys, windowId),
    async enqueue(intents, windowId) {
      if (site.engine.identity.isSignedOut) {
        const message = 'Nobody is signed in, so nobody knows whose change this would be. Sign in first.'
        throw new OutpostError('signed-out', message)
      }
      const { state } = site.connectionStatus()
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

function connectionPort(site: HostedSite, dependencies: SiteServicesDependencies): ConnectionPort {
  const { connector, settings, clock } = dependencies
  const { connection, resilience } = site.engine
  return {
    async connect() {
      if (!settings.values.realtimeEnabled) {
        throw new OutpostError('invalid-setting', 'The live connection is switched off in the settings.', {
          field: 'realtimeEnabled',
        })
      }
      connection.connect()
    },
    disconnect: async () => connection.disconnect(),
    async setToken(token) {
      await site.setToken(token).catch((error: unknown) => {
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
      if (connection.session() === null) connection.connect()
      else site.engine.resyncNow('asked by the operator')
    },
    stages: () => ({ stages: site.engine.inbound.stages(), resyncs: site.engine.inbound.resyncs }),
    async request({ name, timeoutMs }) {
      const limit = timeoutMs === undefined ? {} : { timeoutMs }
      const result = await resilience.request(() => connection.request(name, { at: clock.now() }, limit))
      if (!result.ok) throw outpostErrorOfConnector(result.error)
      return { value: result.value }
    },
    ...serverReads({
      promised: () => connection.session()?.welcome.capabilities,
      serverNow: () => clock.now() + (site.connectionStatus().serverAheadMs ?? 0),
      ask: (name, request) => resilience.request(() => connection.request(name, request)),
    }),
  }
}
