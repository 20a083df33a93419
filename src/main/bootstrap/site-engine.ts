import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { QueueStatus, StorageStatus } from '#shared/domain/queue.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { Connector, Session } from '../connection/connector.ts'
import { LifecycleDeliveryServer } from '../connection/delivery-server.ts'
import { feedSessionOf } from '../connection/feed-session.ts'
import { ConnectionLifecycle } from '../connection/lifecycle.ts'
import type { LifecycleSettings } from '../connection/lifecycle-settings.ts'
import type { AlarmStore } from '../database/alarm-store.ts'
import type { Store, StoredHead } from '../database/store.ts'
import type { UploadStore } from '../database/upload-store.ts'
import type { ConflictDesk } from '../delivery/conflict-desk/conflict-desk.ts'
import { Delivery } from '../delivery/delivery.ts'
import { guardServer } from '../delivery/guarded-server.ts'
import { Inbound } from '../inbound/inbound.ts'
import type { OperationDesk } from '../outbox/desk.ts'
import type { OperationList } from '../outbox/operation-list.ts'
import { Outbox } from '../outbox/outbox.ts'
import { Timekeeper } from '../outbox/timekeeper.ts'
import type { BootClock } from '../platform/boot-clock.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { Service } from '../platform/service.ts'
import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import { Replica } from '../replica/replica.ts'
import type { AttemptReport } from '../resilience/breaker.ts'
import { retryPaceOf } from '../resilience/policy.ts'
import type { UploadRate } from '../uploads/upload-rate.ts'
import { AlarmRecordService } from './alarm-record.ts'
import { BackgroundRefresh } from './background-refresh.ts'
import { conflictSettings } from './conflict-settings.ts'
import { inboundPace } from './inbound-pace.ts'
import { inspectLater } from './inspection.ts'
import { type RestorePace, restoreSite } from './restore-site.ts'
import { siteDesks } from './site-desks.ts'
import { onlyThisSite } from './site-guard.ts'
import { SiteIdentity } from './site-identity.ts'
import { SiteResilience, type SiteResilienceOptions } from './site-resilience.ts'
import { SiteResync } from './site-resync.ts'
import { SiteUploads } from './site-uploads.ts'
import { validityWindows } from './validity-settings.ts'

export interface SiteEngineOptions {
  readonly clock: Clock
  readonly boot: BootClock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  readonly store: Store
  /** Where what happens to alarms is kept; left out: nowhere. */
  readonly alarmStore?: AlarmStore
  /** Where files on their way are kept; left out: nothing is uploaded. */
  readonly uploadStore?: UploadStore
  /** Who may vouch for the server that files go to. */
  readonly secureContext?: SecureContextSource | undefined
  readonly uploadRate?: UploadRate | undefined
  readonly connector: Connector
  readonly connection: LifecycleSettings
  readonly settings: () => Settings
  readonly token: () => string | null
  /** Replica revisions of this site count from here. */
  readonly firstRevision: number
  /** How what is stored is read; left out: as fast as can be. */
  readonly pace?: Omit<RestorePace, 'onQueue'>
  /** Telemetry of every attempt to reach the server. */
  readonly onAttempt?: ((report: AttemptReport) => void) | undefined
  readonly onCall?: SiteResilienceOptions['onCall']
  /** Telemetry of the round trips of heartbeats, and of how long operations have waited when they leave. Milliseconds. */
  readonly onRtt?: ((rttMs: number) => void) | undefined
  readonly onSent?: ((waitedMs: number) => void) | undefined
}

/**
 * Everything that belongs to one site, wired: store, replica, outbox, delivery, inbound, connection. Needs no window,
 * so the app, the command line and the tests run the same one.
 */
export class SiteEngine implements Service {
  /** Who this PC is to the site, and who works on it. */
  readonly identity: SiteIdentity
  readonly store: Store
  readonly replica: Replica
  readonly alarms: AlarmRecordService | null
  readonly outbox: Outbox
  readonly desk: OperationDesk
  readonly conflicts: ConflictDesk
  readonly list: OperationList
  readonly delivery: Delivery
  readonly timekeeper: Timekeeper
  readonly inbound: Inbound
  readonly connection: ConnectionLifecycle
  readonly resilience: SiteResilience
  readonly uploads: SiteUploads | null
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #cancels: Cancel[] = []
  readonly #refresh: BackgroundRefresh
  readonly #resync: SiteResync
  #problems: readonly string[] = []
  #restored: Promise<void> = Promise.resolve()

  private constructor(
    options: SiteEngineOptions,
    identity: SiteIdentity,
    meta: StoredHead['meta'],
    { replica, alarms }: Pick<SiteEngine, 'replica' | 'alarms'>,
  ) {
    const { clock, ids, random, store, settings, logger } = options
    this.#clock = clock
    this.#logger = logger.child('site')
    this.identity = identity
    this.store = store
    this.replica = replica
    this.alarms = alarms
    this.timekeeper = new Timekeeper({ clock, boot: options.boot, serverNow: () => this.connection.serverNow() })
    this.timekeeper.restore(meta)
    this.outbox = new Outbox({
      store,
      overlays: replica,
      clock,
      ids,
      logger: logger.child('outbox'),
      limits: () => ({ count: settings().queueMaxCount, bytes: settings().queueMaxBytes }),
      ...{ user: () => this.identity.user, firstUserId: () => this.identity.firstUserId },
      timekeeper: this.timekeeper,
    })
    this.inbound = this.#createInbound(options)
    this.connection = new ConnectionLifecycle({
      connector: onlyThisSite(options.connector, () => this.identity.siteId),
      clock,
      random,
      logger,
      settings: options.connection,
      clientId: identity.clientId,
      tokenSource: options.token,
      cursor: () => replica.cursor,
      onRtt: options.onRtt,
      resync: (session, signal) => this.inbound.resync(feedSessionOf(session, settings().requestTimeoutMs), signal),
    })
    this.#resync = new SiteResync({ connection: this.connection, inbound: this.inbound, logger: this.#logger })
    this.resilience = new SiteResilience({ ...options, logger: logger.child('resilience') })
    const breaker = this.resilience.breakers.get(this.resilience.nameOf('operations'))
    const server = guardServer(new LifecycleDeliveryServer(this.connection), breaker, clock)
    this.delivery = new Delivery({
      outbox: this.outbox,
      server,
      clock,
      random,
      ids,
      logger: logger.child('delivery'),
      timekeeper: this.timekeeper,
      retryLimit: () => settings().retryAttempts,
      retryPace: () => retryPaceOf(settings()),
      windows: () => validityWindows(settings()),
      confirmationDeadlineMs: () => settings().commandConfirmationMs,
      conflicts: () => conflictSettings(settings()),
      base: (ref) => replica.base(ref),
      onSent: options.onSent,
    })
    const { desk, conflicts, list } = siteDesks({
      ...{ outbox: this.outbox, store, replica, timekeeper: this.timekeeper, ids },
      user: () => this.identity.user,
      conflicts: () => conflictSettings(settings()),
      ...{ block: () => this.delivery.block(), isUnstored: (key: string) => this.delivery.isUnstored(key) },
      isSignedOut: () => this.identity.isSignedOut,
    })
    this.uploads = options.uploadStore ? new SiteUploads(this, { ...options, store: options.uploadStore }) : null
    this.#refresh = this.#createRefresh(settings)
    this.desk = desk
    this.conflicts = conflicts
    this.list = list
  }

  /** Reads what the store holds. After this the screen is what it was before the last end; `run` starts the rest. */
  static async open(options: SiteEngineOptions): Promise<SiteEngine> {
    const engine = await SiteEngine.begin(options)
    await engine.#restored
    return engine
  }

  /**
   * As `open`, and resolves as soon as the queue is there: the records are read from then on, and what has been read can be
   * shown. Nothing may be changed before `run`, which waits for the rest.
   */
  static async begin(options: SiteEngineOptions): Promise<SiteEngine> {
    const { store, clock, ids } = options
    const state = await store.load()
    const identity = await SiteIdentity.open(state.meta, store, ids)
    const { alarmStore, settings, firstRevision } = options
    const logger = options.logger.child('replica')
    const alarms =
      alarmStore === undefined
        ? null
        : new AlarmRecordService({ store: alarmStore, clock, logger, settings, meta: state.meta })
    const replica = new Replica({ store, clock, logger, firstRevision, companion: alarms?.companion ?? null })
    const engine = new SiteEngine(options, identity, state.meta, { replica, alarms })
    await new Promise<void>((resolve, reject) => {
      engine.#restored = restoreSite(state, engine, { ...options.pace, onQueue: resolve }).then((problems) => {
        engine.#problems = problems
      })
      engine.#restored.catch(reject)
    })
    return engine
  }

  /** A newer version of the program wrote what is stored: it is shown, and nothing of it changes or leaves. */
  get isOnlyRead(): boolean {
    return this.store.status().state === 'newer'
  }

  /** Stored rows that could not be read, each a sentence; all of them are known when the engine runs. */
  get problems(): readonly string[] {
    return this.#problems
  }

  /** Rejects with a StoreError when what is stored cannot be read. */
  async run(): Promise<void> {
    await this.#restored
    if (this.isOnlyRead) return
    await this.alarms?.run(this)
    this.#cancels.push(
      this.resilience.follow(this.connection),
      this.connection.onEvent((name, payload) => this.inbound.receive(name, payload)),
      this.connection.onSession((session) => this.#sessionChanged(session)),
      this.inbound.onEvent((event) => this.#eventArrived(event)),
      this.inbound.onRecordChanged((change) => this.delivery.early.recordChanged(change)),
      this.outbox.onChanged(() => this.replica.flushSoon()),
    )
    await this.replica.run()
    await this.inbound.run()
    await this.delivery.run()
    await this.uploads?.run()
    await this.connection.run()
    this.#refresh.run()
    this.#cancels.push(inspectLater(this.outbox, this.#clock, this.#logger))
  }

  /** Ends everything in the order in which it hangs together; what was accepted is on disk already. */
  async stop(): Promise<void> {
    this.#refresh.stop()
    await this.uploads?.stop()
    await this.connection.stop()
    await this.delivery.stop()
    this.resilience.stop()
    await this.inbound.stop()
    this.alarms?.stop()
    for (const cancel of this.#cancels.splice(0)) cancel()
    this.outbox.clear()
    await this.replica.stop()
    await this.store.close()
  }

  /**
   * Reads what was missed, on the connection that is open. Without one the next connection does it anyway.
   *
   * @param isQuiet nothing is known to be missing: the copy counts as current meanwhile.
   */
  resyncNow(reason: string, isQuiet = false): void {
    this.#resync.now(reason, isQuiet)
  }

  /** Nobody works here from now on. Rejects with a StoreError when that cannot be kept: then it is so until the program ends. */
  async signOut(): Promise<void> {
    const mutations = this.identity.signOut()
    this.connection.disconnect()
    this.outbox.userChanged()
    await this.store.commit(mutations)
  }

  /** The connection's status; where there was no connection yet, with what the last one told of the site. */
  connectionStatus(): ConnectionStatus {
    const status = this.connection.status()
    return status.siteName === null ? { ...status, siteName: this.identity.siteName } : status
  }

  /** The live figures of the queue. */
  queueStatus(): QueueStatus {
    return this.outbox.status(this.delivery.isPaused, this.delivery.stall)
  }

  /** The storage as the operator must know it: also when the disk takes some things and refuses others again and again. */
  storageStatus(): StorageStatus {
    const status = this.store.status()
    const trouble = this.delivery.storageTrouble
    return status.state !== 'ok' || trouble === null ? status : { state: 'refusing', detail: trouble.message }
  }

  #createInbound({ clock, logger, settings }: SiteEngineOptions): Inbound {
    return new Inbound({
      replica: this.replica,
      clock,
      logger: logger.child('inbound'),
      requestResync: (reason) => this.resyncNow(reason),
      pace: () => inboundPace(settings()),
      onDropped: (cause) => this.connection.recordDropped(cause),
    })
  }

  #createRefresh(settings: () => Settings): BackgroundRefresh {
    return new BackgroundRefresh({
      clock: this.#clock,
      intervalMs: () => settings().refreshIntervalMs,
      refresh: () => this.resyncNow('background refresh', true),
    })
  }

  /** Validated events of the feed. */
  onFeedEvent(listener: (event: FeedEvent) => void): Cancel {
    return this.inbound.onEvent(listener)
  }

  #eventArrived(event: FeedEvent): void {
    if (event.name === 'command:reported') {
      const { key, result, message } = event.payload
      this.delivery.commandReported(key, { result, message })
    } else if (event.name === 'schedule:executed' && event.payload.key !== undefined) {
      const { key, result, message = null } = event.payload
      this.delivery.commandReported(key, { result: result === 'failed' ? 'failed' : 'done', message })
    }
  }

  #sessionChanged(session: Session | null): void {
    this.#resync.sessionChanged(session)
    if (session === null) return this.inbound.disconnected()
    const { isSignedOut, user } = this.identity
    const mutations = [...this.identity.welcome(session.welcome), ...this.timekeeper.anchor()]
    if (isSignedOut || this.identity.user.id !== user.id) {
      this.outbox.userChanged()
      this.delivery.early.lookAgain()
    }
    this.store.commit(mutations).catch((error: unknown) => {
      this.#logger.warn('what the server said about the site could not be stored', {
        cause: error instanceof Error ? error.message : '',
      })
    })
  }
}
