import { mkdirSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { SiteEntry } from '#shared/domain/sites.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { TokenStore } from '../config/token-store.ts'
import { type Connector, ConnectorError } from '../connection/connector.ts'
import type { LifecycleSettings } from '../connection/lifecycle-settings.ts'
import type { StorageThread } from '../database/storage-thread.ts'
import { type OnStorageTimes, WorkerStore } from '../database/worker-store.ts'
import type { BootClock } from '../platform/boot-clock.ts'
import { afterThisTurn, type Cancel, type Clock } from '../platform/clock.ts'
import type { HelperProcesses } from '../platform/helper-process.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import type { AttemptReport } from '../resilience/breaker.ts'
import type { UploadRate } from '../uploads/upload-rate.ts'
import { type DemoAddress, DemoSite } from './demo-site.ts'
import { SiteEngine } from './site-engine.ts'
import { type EventSink, tellWindows } from './site-events.ts'
import type { SiteResilienceOptions } from './site-resilience.ts'
import { type SiteTarget, siteDatabase, siteFolder, siteTarget } from './site-target.ts'

export interface HostedSiteDependencies {
  readonly clock: Clock
  readonly boot: BootClock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  readonly connector: Connector
  /** Who may vouch for servers, besides those whom the runtime trusts. */
  readonly secureContext?: SecureContextSource
  /** All sites keep below the limit together. */
  readonly uploadRate?: UploadRate
  readonly settings: () => Settings
  readonly tokens: TokenStore
  /** What happens at a site goes to the windows that look at it. */
  readonly sinkOf: (siteId: string) => EventSink
  readonly processes: HelperProcesses
  /** Helper processes may be started from then on. */
  readonly mayStartProcesses: Promise<unknown>
  /** A window that opens has the processor to itself until then. */
  readonly mayReadOn: Promise<unknown>
  /** Folder that holds one folder for each site. */
  readonly sitesDirectory: string
  readonly storageThread: () => StorageThread
  readonly demoScript: string
  /** Telemetry of every attempt to reach a server. */
  readonly onAttempt: (report: AttemptReport) => void
  readonly onCall?: SiteResilienceOptions['onCall']
  readonly onRtt?: (rttMs: number) => void
  readonly onSent?: (waitedMs: number) => void
  readonly onStorageTimes?: OnStorageTimes
  /** Called when a site can be looked at, before it is read to the end and runs. Returns what is to be ended with it. */
  readonly onOpened: (site: HostedSite) => Cancel
}

/** One open site with what only it has: its place, its token, its store, its connection, and the demo's server where it is one. */
export class HostedSite {
  readonly id: string
  readonly target: SiteTarget
  readonly engine: SiteEngine
  readonly sink: EventSink
  readonly #dependencies: HostedSiteDependencies
  readonly #store: WorkerStore
  readonly #cancels: Cancel[] = []
  #entry: SiteEntry
  #demo: DemoSite | null = null
  #token: string | null
  #address: DemoAddress | null = null

  private constructor(
    parts: { entry: SiteEntry; target: SiteTarget; engine: SiteEngine; store: WorkerStore; token: string | null },
    dependencies: HostedSiteDependencies,
  ) {
    this.id = parts.entry.id
    this.#entry = parts.entry
    this.target = parts.target
    this.engine = parts.engine
    this.#store = parts.store
    this.#token = parts.token
    this.sink = dependencies.sinkOf(this.id)
    this.#dependencies = dependencies
  }

  /** Opens the site and starts it. Rejects with a StoreError when its database cannot be opened. */
  static async open(
    entry: SiteEntry,
    firstRevision: number,
    dependencies: HostedSiteDependencies,
  ): Promise<HostedSite> {
    const { clock, logger: appLogger, settings, sitesDirectory, storageThread, tokens } = dependencies
    const logger = appLogger.child(entry.id)
    const target = siteTarget(entry)
    const directory = siteFolder(sitesDirectory, target)
    // At once, and not waited for: until Electron is ready, Node is not told that it is done.
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const options = { file: siteDatabase(sitesDirectory, target), at: clock.now() }
    const [store, token] = await Promise.all([
      WorkerStore.open(storageThread(), options, logger, dependencies.onStorageTimes),
      target.kind === 'server' ? tokens.token(target) : null,
    ])
    const holder: { site: HostedSite | null } = { site: null }
    const engine = await SiteEngine.begin({
      ...dependencies,
      logger,
      store,
      connector: store.status().state === 'newer' ? ONLY_READ : dependencies.connector,
      alarmStore: store.alarms,
      uploadStore: store.uploads,
      connection: connectionOf(target, null, settings()),
      token: () => (holder.site === null ? token : holder.site.#token),
      firstRevision,
      pace: { mayReadOn: dependencies.mayReadOn, letOthers: () => new Promise(afterThisTurn) },
    }).catch(async (error: unknown) => {
      await store.close().catch(() => undefined)
      throw error
    })
    const site = new HostedSite({ entry, target, engine, store, token }, dependencies)
    holder.site = site
    await site.#start(join(directory, 'server')).catch(async (error: unknown) => {
      await site.close().catch(() => undefined)
      throw error
    })
    return site
  }

  /** The file of its database. */
  get databaseFile(): string {
    return siteDatabase(this.#dependencies.sitesDirectory, this.target)
  }

  /** Copies its database, with all that was accepted, into a file that is not there yet. Rejects with a StoreError. */
  backUp(to: string): Promise<void> {
    return this.engine.isOnlyRead ? copyFile(this.databaseFile, to) : this.#store.backUp(to)
  }

  get entry(): SiteEntry {
    return this.#entry
  }

  /** There is a token for it. */
  get hasToken(): boolean {
    return this.#token !== null
  }

  /** Its token, to be taken out of what leaves this PC; never for a window. Null: there is none. */
  get secret(): string | null {
    return this.#token
  }

  /** As the connection sees it; while the demo's server starts there is nothing to dial yet, which is connecting all the same. */
  connectionStatus(): ConnectionStatus {
    const status = this.engine.connectionStatus()
    const isStarting =
      !this.engine.isOnlyRead && this.target.kind === 'demo' && this.#address === null && this.#wantsConnection
    return isStarting ? { ...status, state: 'connecting', reason: 'none', detail: null } : status
  }

  /** The settings have changed, or what the site is called here. */
  reconfigure(entry: SiteEntry): void {
    this.#entry = entry
    this.#configureConnection()
  }

  /**
   * Signs in with a new token: stored, used from now on, the queue untouched. While somebody is signed in the server is
   * asked first; rejects with a ConnectorError when it does not take the token, and the one before stays in use.
   */
  async setToken(token: string): Promise<void> {
    const { connection } = this.engine
    const isRenewed = connection.session() !== null && (await this.#renewed(token))
    if (this.target.kind === 'server') await this.#dependencies.tokens.set(this.target, token)
    this.#token = token
    // What began with the token before may be another user's: under it nothing of the one before is sent.
    if (!isRenewed) connection.disconnect()
    connection.connect()
  }

  /** False: the token is another user's, whose connection is another one. */
  #renewed(token: string): Promise<boolean> {
    return this.engine.connection.renewToken(token).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ConnectorError && error.code === 'forbidden') return false
        throw error
      },
    )
  }

  /**
   * Forgets the site's token, and disconnects; the queue stays. Rejects with OutpostError: `bad-request` for the demo,
   * `storage-failed` when the token could not be taken from the disk.
   */
  async signOut(): Promise<void> {
    const { target } = this
    if (target.kind === 'demo') {
      throw new OutpostError('bad-request', 'The demo signs in by itself: there is nothing to sign out of.')
    }
    this.#token = null
    try {
      await this.engine.signOut()
      await this.#dependencies.tokens.forget(target)
    } catch (error) {
      const message = 'You are signed out now, but this could not be stored: a restart may sign you in again.'
      throw new OutpostError('storage-failed', message, { cause: error })
    }
  }

  /** Nothing is told any more from the call on. */
  async close(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel()
    await this.engine.stop()
    await this.#demo?.stop()
  }

  async #start(demoData: string): Promise<void> {
    const { clock, settings, onOpened } = this.#dependencies
    const { engine } = this
    this.#cancels.push(
      tellWindows(engine, this.sink, clock, () => this.connectionStatus()),
      onOpened(this),
    )
    await engine.run()
    if (engine.isOnlyRead) return
    engine.delivery.setPaused(!settings().backgroundSync)
    if (this.target.kind !== 'demo') return this.#autoConnect()
    await this.#dependencies.mayStartProcesses
    this.#startDemo(demoData)
  }

  #startDemo(data: string): void {
    const { clock, logger, processes, demoScript, settings } = this.#dependencies
    const { demoDevices, demoSeed, demoEventsPerSecond } = settings()
    this.#demo = new DemoSite({
      processes,
      script: demoScript,
      options: { data, devices: demoDevices, seed: demoSeed, eventsPerSecond: demoEventsPerSecond, showsCodes: true },
      clock,
      logger: logger.child('demo'),
      onAddress: (address) => {
        this.#address = address
        this.#token = address.token
        this.#configureConnection()
        this.#autoConnect()
      },
    })
    void this.#demo.start()
  }

  #configureConnection(): void {
    const settings = this.#dependencies.settings()
    this.engine.connection.reconfigure(connectionOf(this.target, this.#address, settings))
  }

  #autoConnect(): void {
    if (this.#wantsConnection) this.engine.connection.connect()
  }

  get #wantsConnection(): boolean {
    const { autoConnect, realtimeEnabled } = this.#dependencies.settings()
    return autoConnect && realtimeEnabled
  }
}

/** What a newer version of the program keeps here is shown, and nothing else: no server is asked. */
const ONLY_READ: Connector = {
  name: 'none',
  connect: async () => {
    throw new ConnectorError('refused', 'disabled', 'Nothing is connected until the program is updated.')
  },
  probe: async () => ({ ok: false, message: 'Nothing is connected until the program is updated.' }),
}

/** @param address of the demo, once its server runs */
export function connectionOf(target: SiteTarget, address: DemoAddress | null, settings: Settings): LifecycleSettings {
  const place = target.kind === 'server' ? target : null
  return {
    serverUrl: place?.serverUrl ?? address?.url ?? null,
    tenant: place?.tenant ?? address?.tenant ?? settings.tenant,
    heartbeatIntervalMs: settings.heartbeatIntervalMs,
    reconnectDelayMaxMs: settings.reconnectDelayMaxMs,
    maxReconnectAttempts: settings.maxReconnectAttempts,
    requestTimeoutMs: settings.requestTimeoutMs,
    isDemo: target.kind === 'demo',
  }
}
