import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { Settings } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { TokenStore } from '../config/token-store.ts'
import { type Connector, ConnectorError } from '../connection/connector.ts'
import type { LifecycleSettings } from '../connection/lifecycle-settings.ts'
import { WorkerStore } from '../database/worker-store.ts'
import type { BootClock } from '../platform/boot-clock.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { HelperProcesses } from '../platform/helper-process.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { Service } from '../platform/service.ts'
import type { AttemptReport } from '../resilience/breaker.ts'
import { type DemoAddress, DemoSite } from './demo-site.ts'
import { SiteEngine } from './site-engine.ts'
import { type EventSink, tellEverything, tellWindows } from './site-events.ts'
import { type SiteTarget, siteTarget } from './site-target.ts'

/** Revisions of one site stay below this distance to the next site's. */
const REVISION_GAP = 1_000_000

export interface SiteHostDependencies {
  readonly clock: Clock
  readonly boot: BootClock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  readonly connector: Connector
  readonly settings: () => Settings
  readonly tokens: TokenStore
  readonly sink: EventSink
  readonly processes: HelperProcesses
  /** Folder that holds one folder for each site. */
  readonly sitesDirectory: string
  readonly storageWorker: URL
  readonly demoScript: string
  /** Telemetry of every attempt to reach a server. */
  readonly onAttempt: (report: AttemptReport) => void
  /** Called when a site is open, before it runs. */
  readonly onOpened: (site: SiteEngine) => void
  /** Called when another site has taken the place of the one that was open. */
  readonly onSwitched: () => void
}

interface OpenSite {
  readonly target: SiteTarget
  readonly engine: SiteEngine
  readonly endTelling: Cancel
  demo: DemoSite | null
  token: string | null
  address: DemoAddress | null
}

/** Keeps the site open that the settings ask for, and changes over when they ask for another. */
export class SiteHost implements Service {
  readonly #dependencies: SiteHostDependencies
  #open: OpenSite | null = null
  #lastChange: Promise<void> = Promise.resolve()

  constructor(dependencies: SiteHostDependencies) {
    this.#dependencies = dependencies
  }

  /** Opens the site. Rejects with a StoreError when its database cannot be opened. */
  async run(): Promise<void> {
    const opening = this.#openSite(siteTarget(this.#dependencies.settings()), 0).then((open) => {
      this.#open = open
    })
    // Whoever stops meanwhile closes what is being opened.
    this.#lastChange = opening.catch(() => undefined)
    await opening
  }

  async stop(): Promise<void> {
    await this.#lastChange
    const open = this.#open
    this.#open = null
    if (open !== null) await this.#closeSite(open)
  }

  get site(): SiteEngine {
    if (this.#open === null) throw new Error('no site is open')
    return this.#open.engine
  }

  get hasSite(): boolean {
    return this.#open !== null
  }

  /** As the connection sees it; while the demo's server starts there is nothing to dial yet, which is connecting all the same. */
  connectionStatus(): ConnectionStatus {
    const open = this.#open
    const status = this.site.connectionStatus()
    const isStarting = open?.target.kind === 'demo' && open.address === null && this.#wantsConnection
    return isStarting ? { ...status, state: 'connecting', reason: 'none', detail: null } : status
  }

  /** The settings have changed: reconfigures the connection, or changes over to another site. */
  settingsChanged(): Promise<void> {
    this.#lastChange = this.#lastChange
      .then(() => this.#follow())
      .catch((error: unknown) => {
        this.#dependencies.logger.error('the site could not be changed', {
          cause: error instanceof Error ? error.message : '',
        })
      })
    return this.#lastChange
  }

  /** Signs in with a new token: stored, used from now on, the queue untouched. */
  async setToken(token: string): Promise<void> {
    const open = this.#open
    if (open === null) return
    if (open.target.kind === 'server') await this.#dependencies.tokens.set(open.target, token)
    open.token = token
    await open.engine.connection.renewToken(token).catch((error: unknown) => {
      // The token is somebody else's: their connection is another one, under which nothing of the one before is sent.
      if (!(error instanceof ConnectorError) || error.code !== 'forbidden') throw error
      open.engine.connection.disconnect()
    })
    open.engine.connection.connect()
  }

  /** There is a token for the site that is open. */
  get hasToken(): boolean {
    return this.#open !== null && this.#open.token !== null
  }

  /**
   * Forgets the token of the site that is open, and disconnects; the queue stays. Rejects with OutpostError: `bad-request` for
   * the demo, `storage-failed` when the token could not be taken from the disk.
   */
  async signOut(): Promise<void> {
    const open = this.#open
    if (open === null) return
    if (open.target.kind === 'demo') {
      throw new OutpostError('bad-request', 'The demo signs in by itself: there is nothing to sign out of.')
    }
    open.token = null
    try {
      await open.engine.signOut()
      await this.#dependencies.tokens.forget(open.target)
    } catch (error) {
      const message = 'You are signed out now, but this could not be stored: a restart may sign you in again.'
      throw new OutpostError('storage-failed', message, { cause: error })
    }
  }

  async #follow(): Promise<void> {
    const open = this.#open
    if (open === null) return
    const target = siteTarget(this.#dependencies.settings())
    if (target.folder === open.target.folder) {
      open.engine.connection.reconfigure(this.#connectionOf(open.target, open.address))
      return
    }
    const firstRevision = open.engine.replica.revision + REVISION_GAP
    // The new site is opened first: if that fails, the operator keeps the old one.
    const next = await this.#openSite(target, firstRevision)
    this.#open = next
    tellEverything(next.engine, this.#dependencies.sink, this.connectionStatus())
    this.#dependencies.onSwitched()
    await this.#closeSite(open)
  }

  async #openSite(target: SiteTarget, firstRevision: number): Promise<OpenSite> {
    const { clock, boot, random, ids, logger, connector, settings, sink, sitesDirectory, storageWorker } =
      this.#dependencies
    const directory = join(sitesDirectory, target.folder)
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const token = target.kind === 'server' ? await this.#dependencies.tokens.token(target) : null
    const store = await WorkerStore.open(
      storageWorker,
      { file: join(directory, 'site.sqlite'), at: clock.now() },
      logger,
    )
    const holder: { open: OpenSite | null } = { open: null }
    const engine = await SiteEngine.open({
      clock,
      boot,
      random,
      ids,
      logger,
      store,
      connector,
      connection: this.#connectionOf(target, null),
      settings,
      token: () => holder.open?.token ?? null,
      firstRevision,
      onAttempt: this.#dependencies.onAttempt,
    })
    const open: OpenSite = {
      target,
      engine,
      endTelling: tellWindows(engine, sink, clock, () =>
        holder.open === this.#open ? this.connectionStatus() : engine.connectionStatus(),
      ),
      demo: null,
      token,
      address: null,
    }
    holder.open = open
    this.#dependencies.onOpened(engine)
    await engine.run()
    engine.delivery.setPaused(!settings().backgroundSync)
    if (target.kind === 'demo') this.#startDemo(open, join(directory, 'server'))
    else this.#autoConnect(engine)
    return open
  }

  #startDemo(open: OpenSite, data: string): void {
    const { clock, logger, processes, demoScript, settings } = this.#dependencies
    const { demoDevices, demoSeed, demoEventsPerSecond } = settings()
    open.demo = new DemoSite({
      processes,
      script: demoScript,
      options: { data, devices: demoDevices, seed: demoSeed, eventsPerSecond: demoEventsPerSecond },
      clock,
      logger: logger.child('demo'),
      onAddress: (address) => {
        open.address = address
        open.token = address.token
        open.engine.connection.reconfigure(this.#connectionOf(open.target, address))
        this.#autoConnect(open.engine)
      },
    })
    void open.demo.start()
  }

  #autoConnect(engine: SiteEngine): void {
    if (this.#wantsConnection) engine.connection.connect()
  }

  get #wantsConnection(): boolean {
    const { autoConnect, realtimeEnabled } = this.#dependencies.settings()
    return autoConnect && realtimeEnabled
  }

  async #closeSite(open: OpenSite): Promise<void> {
    open.endTelling()
    await open.engine.stop()
    await open.demo?.stop()
  }

  #connectionOf(target: SiteTarget, address: DemoAddress | null): LifecycleSettings {
    const settings = this.#dependencies.settings()
    const place = target.kind === 'server' ? { serverUrl: target.serverUrl, tenant: target.tenant } : null
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
}
