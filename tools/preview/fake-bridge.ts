import type { Intent } from '#shared/domain/operation.ts'
import type { OperationView, QueueStatus } from '#shared/domain/queue.ts'
import type { BreakerStatus } from '#shared/domain/resilience.ts'
import type { SessionStatus } from '#shared/domain/session.ts'
import { type PolicyStatus, type SettingName, type Settings, settingsSchema } from '#shared/domain/settings.ts'
import type { SiteSummary } from '#shared/domain/sites.ts'
import type { EntityReport, EntityView } from '#shared/domain/view.ts'
import type { Result } from '#shared/errors/result.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import type { AppState } from '#shared/ipc/console-requests.ts'
import type { IpcEvent, IpcEventName, IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { FEED_CHANNEL, type FeedHandover, type FeedMessage, messageOf } from '#shared/ipc/feed.ts'
import type { FeedSource } from '../../src/renderer/ipc/feed.ts'
import { imaginedHistory } from './alarm-history.ts'
import { imaginedAnalytics } from './analytics.ts'
import { boardsOf, imaginedBoards } from './boards.ts'
import { FakeConflicts } from './conflicts.ts'
import { FakeQueue, Refusal } from './fake-queue.ts'
import {
  breakerOf,
  breakersOf,
  connectionOf,
  DEFAULTS,
  effectiveOf,
  METRICS,
  queueOf,
  sessionOf,
  stagesOf,
  syncOf,
} from './fake-state.ts'
import { imaginedFigures } from './figures.ts'
import { contentOf, playlistsOf, randomOf } from './fleet.ts'
import { healthHistoryOf, RULES } from './health.ts'
import { imaginedLists } from './lists.ts'
import { inState, markFrom, operationOf, UNREADABLE_PAYLOAD } from './operations.ts'
import { ownAttentionOf } from './own-attention.ts'
import { FakeReports } from './reports.ts'
import { type Scenario, type ScenarioName, scenarioOf } from './scenarios.ts'
import { schedulesOf } from './schedules.ts'
import { screenshotOf } from './screens.ts'
import { attentionOf, sitesOf } from './sites.ts'
import { telemetryOf, testReportOf } from './telemetry.ts'
import { imaginedTransfers } from './transfers.ts'
import { imaginedUpdates } from './updates.ts'
import { FakeUploads, nameOfFile, thumbnailOf } from './uploads.ts'
import { imaginedUsage } from './usage.ts'
import { imaginedWindows } from './windows.ts'

/** What is not imagined is answered as not found. */
type Handlers = {
  readonly [N in IpcRequestName]?: (request: IpcRequest<N>) => IpcResponse<N> | Promise<IpcResponse<N>>
}

export interface FakeOptions {
  readonly scenario: ScenarioName
  readonly deviceCount: number
  readonly settings?: Partial<Settings>
  /** Settings that the administrator has locked. */
  readonly locks?: readonly SettingName[]
  readonly policy?: Partial<PolicyStatus>
  readonly isFirstRun?: boolean
  /** Pieces of content; a few, unless it says otherwise. */
  readonly contentCount?: number
  /** Schedules; a few, unless it says otherwise or the fleet is large. */
  readonly scheduleCount?: number
  /** Playlists; a few, unless it says otherwise or the fleet is large. */
  readonly playlistCount?: number
  readonly now: number
  /** How long the imagined server takes to confirm, in milliseconds. */
  readonly confirmMs?: number
}

/** The main process, imagined: for looking at the interface and for its tests. Nothing is stored, nothing is sent. */
/** As many as the main process gives at once. */
const FIRST_PAGE_ROWS = 250
const LARGE_FLEET_DEVICES = 50_000

export class FakeMain {
  readonly bridge: OutpostBridge
  sites: SiteSummary[]
  /** The site that the window shows. */
  current = 'main'
  readonly queue: FakeQueue
  readonly uploads: FakeUploads
  readonly #conflicts: FakeConflicts
  readonly #reports: FakeReports
  readonly #listeners = new Map<IpcEventName, Set<(event: never, siteId: string | null) => void>>()
  readonly #feeds = new Set<(message: FeedMessage) => void>()
  readonly #entities = new Map<string, EntityView>()
  readonly #base = new Map<string, EntityView>()
  readonly #options: FakeOptions
  readonly #scenario: Scenario
  readonly #ownSettings = new Set<string>()
  #revision = 1
  #isPaused = false
  #isSignedOut = false
  #stall: QueueStatus['stall']
  #breakers: readonly BreakerStatus[]
  #settings: Settings
  readonly requests: { name: IpcRequestName; request: unknown }[] = []
  /** Other answers than the imagined ones, for tests. */
  readonly answers: { [N in IpcRequestName]?: (request: IpcRequest<N>) => IpcResponse<N> | Promise<IpcResponse<N>> } =
    {}

  constructor(options: FakeOptions) {
    this.#options = options
    this.sites = sitesOf(options.scenario, options.now)
    this.#scenario = scenarioOf(options.scenario, options.now, options.deviceCount)
    this.#stall = this.#scenario.stall
    this.#breakers = breakersOf(options.scenario === 'breaker', options.now)
    this.queue = new FakeQueue(this.#scenario, (changed) => this.#tell(changed))
    this.uploads = new FakeUploads(options.scenario, options.now, () =>
      this.emit('uploads:changed', { uploads: this.uploads.uploads }),
    )
    this.#reports = new FakeReports(this.#scenario, options.now, (progress) => this.emit('reports:progress', progress))
    this.#conflicts = new FakeConflicts(this.queue, this.#scenario.records)
    this.#settings = { ...DEFAULTS, ...options.settings }
    const isEmpty = this.#scenario.devices.length === 0
    const content = isEmpty ? [] : contentOf(options.contentCount)
    const isLarge = options.deviceCount >= LARGE_FLEET_DEVICES
    const playlists = isEmpty ? [] : playlistsOf(options.playlistCount ?? (isLarge ? 2_000 : undefined))
    const schedules = isEmpty ? [] : schedulesOf(options.now, options.scheduleCount ?? (isLarge ? 1_000 : undefined))
    const boards = isEmpty ? [] : boardsOf(isLarge ? 300 : undefined)
    for (const view of [
      ...this.#scenario.devices,
      ...this.#scenario.alarms,
      ...playlists,
      ...content,
      ...schedules,
      ...boards,
    ]) {
      this.#base.set(view.id, view)
      this.#entities.set(view.id, this.#viewOf(view.id) ?? view)
    }
    this.bridge = {
      request: (name, request) => this.#answer(name, request),
      dropFiles: (files, folder) => this.#answer('uploads:drop', { paths: files.map(nameOfFile), folder }),
      subscribe: (name, listener) => {
        const set = this.#listeners.get(name) ?? new Set()
        this.#listeners.set(name, set.add(listener))
        return () => void set.delete(listener)
      },
    }
  }

  /** The change feed, as a page takes it. */
  readonly feed: FeedSource = (onMessage) => {
    this.#feeds.add(onMessage)
    return () => void this.#feeds.delete(onMessage)
  }

  /** Hands the page a port, as the main process does. */
  #openPort(): Record<string, never> {
    const { port1, port2 } = new MessageChannel()
    this.#feeds.add((message) => port1.postMessage(message))
    const handover: FeedHandover = { channel: FEED_CHANNEL, site: this.current }
    window.postMessage(handover, window.location.origin, [port2])
    return {}
  }

  get settings(): Settings {
    return this.#settings
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, set) => sum + set.size, 0)
  }

  emit<N extends IpcEventName>(name: N, event: IpcEvent<N>): void {
    for (const listener of Array.from(this.#listeners.get(name) ?? [])) listener(event as never, null)
  }

  /** The server says that these are so now. */
  serve(...views: readonly EntityView[]): void {
    for (const view of views) this.#base.set(view.id, view)
    this.#publish(views.map(({ id }) => id))
  }

  /** What is at the server, or seems to be. */
  served(id: string): EntityView | undefined {
    return this.#base.get(id)
  }

  /** Lets devices report, as a live site does. Returns the function that ends it. */
  stir(perSecond: number): () => void {
    const random = randomOf(11)
    const devices = [...this.#base.values()].filter((view) => view.entityType === 'device')
    if (devices.length === 0) return () => undefined
    const timer = setInterval(() => {
      const changed = Array.from({ length: Math.max(1, Math.round(perSecond / 4)) }, () => {
        const id = devices[Math.floor(random() * devices.length)]?.id ?? ''
        const base = this.#base.get(id) as EntityView
        this.#base.set(id, { ...base, reported: { ...base.reported, lastSeenAt: Date.now() } })
        return id
      })
      this.#publish(changed)
    }, 250)
    return () => clearInterval(timer)
  }

  /** Reports at the rate of a large fleet, in one delta a frame: the devices' values, and now and then their status. */
  load(perSecond: number): () => void {
    const random = randomOf(13)
    const devices = [...this.#base.values()].filter((view) => view.entityType === 'device')
    const timer = setInterval(() => {
      const reports = new Map<string, EntityReport>()
      for (let count = Math.round(perSecond / 60); count > 0; count -= 1) {
        const id = devices[Math.floor(random() * devices.length)]?.id ?? ''
        const before = this.#entities.get(id) as EntityView
        const status = random() < 0.05 ? (random() < 0.5 ? 'offline' : 'online') : before.reported['status']
        const health = { ...(before.reported['health'] as object), cpu: Math.round(random() * 100) }
        const reported = { ...before.reported, status, health, lastSeenAt: Date.now() }
        this.#entities.set(id, { ...before, reported })
        reports.set(id, { entityType: 'device', id, reported })
      }
      const from = this.#revision
      this.#revision += 1
      const message = messageOf({ from, to: this.#revision, changed: [], reports: [...reports.values()], removed: [] })
      for (const listener of this.#feeds) listener(message)
    }, 1_000 / 60)
    return () => clearInterval(timer)
  }

  /** The server has taken these: edits are done, commands wait for their devices. */
  take(keys: readonly string[]): void {
    const taken = this.queue.operations.filter(({ key }) => keys.includes(key))
    for (const { kind, entityId, fields } of taken) {
      const base = this.#base.get(entityId)
      if (base === undefined || kind === 'command') continue
      const data = { ...base.data, ...fields }
      this.#base.set(entityId, { ...base, isNew: false, version: base.version + 1, data })
    }
    const now = Date.now()
    this.queue.move(keys, (operation) =>
      inState(operation, operation.kind === 'command' ? 'accepted' : 'applied', { changedAt: now }),
    )
  }

  /** The devices have confirmed these commands. */
  confirm(keys: readonly string[]): void {
    this.queue.move(keys, (operation) => inState(operation, 'applied', { changedAt: Date.now() }))
  }

  async #answer<N extends IpcRequestName>(name: N, request: IpcRequest<N>): Promise<Result<IpcResponse<N>>> {
    this.requests.push({ name, request })
    await Promise.resolve()
    const isRest = name === 'replica:snapshot' && (request as IpcRequest<'replica:snapshot'>).page !== null
    if (isRest || (!this.#scenario.isAnswering && name !== 'app:state')) return new Promise(() => undefined)
    try {
      const imagined: Handlers = { ...this.#handlers, ...this.#conflicts.handlers, ...this.#reports.handlers }
      const handle = this.answers[name] ?? imagined[name]
      if (handle === undefined) throw new Refusal('not-found', `The preview does not know ${name}.`)
      const value = await handle(request)
      return { v: 1, id: '1', ok: true, value }
    } catch (error) {
      const { code, field } = error instanceof Refusal ? error : { code: 'internal' as const, field: undefined }
      const failure = { code, message: (error as Error).message, ...(field === undefined ? {} : { field }) }
      return { v: 1, id: '1', ok: false, error: failure }
    }
  }

  readonly #handlers: Handlers = {
    'app:state': () => this.#appState(),
    'workplace:autostart': () => ({ state: this.#settings.startAtLogin ? 'on' : 'off', problem: null }),
    'workplace:set-up-autostart': () => ({ state: this.#settings.startAtLogin ? 'on' : 'off', problem: null }),
    'replica:feed': () => this.#openPort(),
    'replica:snapshot': ({ entityType }) => {
      if (this.#scenario.isFailing)
        throw new Refusal(
          'storage-failed',
          'The copy on this PC could not be read. Restart the console; nothing queued is lost.',
        )
      const entities = [...this.#entities.values()].filter((view) => view.entityType === entityType)
      return {
        revision: this.#revision,
        syncedAt: this.#scenario.isNew ? null : this.#options.now - 3_000,
        entities: JSON.stringify(this.#scenario.isReading ? entities.slice(0, FIRST_PAGE_ROWS) : entities),
        next: this.#scenario.isReading && entityType === 'device' ? 'second' : null,
      }
    },
    ...imaginedTransfers(Date.now()),
    ...imaginedLists(),
    ...imaginedBoards(() => this.#scenario.devices.length > 0, Date.now),
    ...imaginedWindows,
    ...imaginedFigures(() => this.#scenario),
    ...imaginedAnalytics(() => this.#scenario),
    'sites:list': () => ({ sites: this.sites, current: this.current }),
    'sites:switch': ({ siteId }) => {
      if (this.sites.every(({ id, state }) => id !== siteId || state !== 'open'))
        throw new Refusal('site-closed', 'This site is not open.')
      this.current = siteId
      this.emit('sites:switched', { siteId, isRenewed: false })
      return {}
    },
    'sites:attention': () => this.#attention(),
    'session:status': () => this.#session(),
    'session:sign-out': ({ force }) => this.#signOut(force),
    'operations:enqueue': ({ intents }) => this.#enqueue(intents),
    'operations:list': (query) => this.queue.list(query),
    'operations:outline': (request) => this.queue.outline(request),
    'operations:transitions': ({ key }) => this.queue.transitions(key),
    'operations:payload': () => ({ payload: UNREADABLE_PAYLOAD, isCut: false }),
    'operations:retry': ({ keys }) =>
      this.queue.act(keys, 'canRetry', (operation) => inState(operation, 'queued', { lastError: null })),
    'operations:rollback': ({ keys }) => this.queue.takeBack(keys),
    'operations:discard': ({ keys }) => this.queue.takeBack(keys),
    'operations:restore': ({ keys }) => this.queue.bringBack(keys),
    'operations:consequences': ({ keys }) => this.queue.consequencesOf(keys),
    'operations:confirm': ({ keys }) => this.queue.act(keys, 'canConfirm', (operation) => inState(operation, 'queued')),
    'operations:prioritize': ({ keys, priority }) => this.queue.prioritize(keys, priority),
    'operations:edit': ({ key, fields }) => this.queue.edit(key, fields),
    'operations:chain': ({ key }) => ({ links: this.queue.chain(key) }),
    'operations:keep-mine': ({ keys }) =>
      this.queue.act(keys, 'canKeepMine', (operation) => inState(operation, 'queued', { conflict: null })),
    'queue:pause': ({ isPaused }) => {
      this.#isPaused = isPaused
      this.emit('queue:changed', this.#queue())
      return {}
    },
    'connection:connect': () => ({}),
    'connection:disconnect': () => ({}),
    'connection:token': () => ({}),
    'connection:test': () => ({ isReachable: true, message: 'Outpost fleet server, protocol 1.', rttMs: 14 }),
    'sync:now': () => ({}),
    'sync:stages': () => ({ stages: stagesOf(), resyncs: 2 }),
    'channel:subscribe': () => ({ subscription: `sub-${this.requests.length}` }),
    'channel:unsubscribe': () => ({}),
    'server:request': () => ({ value: {} }),
    'device:screenshot': ({ deviceId }) => ({ screenshot: screenshotOf(this.#base.get(deviceId)) }),
    'device:health': ({ deviceId }) => ({ samples: healthHistoryOf(this.#base.get(deviceId), Date.now()) }),
    'content:thumbnail': ({ contentId }) => ({ thumbnail: thumbnailOf(contentId) }),
    'uploads:list': () => ({ uploads: this.uploads.uploads }),
    'uploads:choose': ({ folder }) =>
      this.uploads.choosing.length === 0
        ? { outcome: 'cancelled' }
        : { outcome: 'chosen', ...this.uploads.add(this.uploads.choosing, folder) },
    'uploads:drop': ({ paths, folder }) => ({ outcome: 'chosen', ...this.uploads.add(paths, folder) }),
    'uploads:choose-again': ({ key }) => {
      this.uploads.act([key], 'resume')
      return { outcome: 'chosen', added: 1, refused: [] }
    },
    'uploads:renew': ({ contentId }) => {
      const content = this.served(contentId)
      return { outcome: 'chosen', ...this.uploads.renew(contentId, content?.data ?? {}) }
    },
    'uploads:act': ({ keys, act }) => {
      this.uploads.act(keys, act)
      return {}
    },
    'server:alarm-rules': () => ({ rules: [...RULES] }),
    'alarms:history': ({ period }) =>
      imaginedHistory(period, this.#options.now, this.#scenario.alarms.length > 0, this.#settings.alarmOperators),
    'device:codes': () => ({ codes: this.#scenario.connection.state === 'offline' ? [] : ['K7Q2M9'] }),
    'breakers:list': () => ({ breakers: [...this.#breakers] }),
    'breakers:force': ({ name, mode }) =>
      this.#setBreaker(name, { state: mode === 'auto' ? 'closed' : mode === 'open' ? 'forced-open' : 'forced-closed' }),
    'breakers:reset': ({ name }) => this.#setBreaker(name, {}),
    'settings:update': ({ changes }) => this.#updateSettings(changes),
    'metrics:read': () => ({ metrics: [...METRICS] }),
    'metrics:record': () => ({}),
    'telemetry:report': () => ({}),
    'telemetry:status': () => telemetryOf(this.#settings, this.#options.now),
    'telemetry:test': () => testReportOf(this.#settings),
    ...imaginedUpdates(() => [this.#settings, this.#options.now]),
    ...imaginedUsage(() => this.#settings, Date.now()),
  }

  #attention(): IpcResponse<'sites:attention'> {
    const { scenario, now } = this.#options
    return scenario === 'sites' ? attentionOf(now) : ownAttentionOf(this.#scenario, this.queue.operations)
  }

  #session(): SessionStatus {
    return sessionOf(this.queue.operations, this.#isSignedOut)
  }

  #signOut(force: boolean): IpcResponse<'session:sign-out'> {
    const { ownWaiting: waiting } = this.#session()
    if (waiting > 0 && !force) return { signedOut: false, waiting }
    this.#isSignedOut = true
    const connection = connectionOf(this.#scenario, this.#options.now)
    const since = Date.now()
    this.emit('connection:changed', { ...connection, state: 'disconnected', reason: 'by-operator', since, rttMs: null })
    this.emit('session:changed', this.#session())
    return { signedOut: true, waiting }
  }

  #setBreaker(name: string, change: Partial<BreakerStatus>): Record<string, never> {
    if (!this.#breakers.some((breaker) => breaker.name === name))
      throw new Refusal('not-found', 'There is no such destination.')
    this.#breakers = this.#breakers.map((breaker) =>
      breaker.name === name ? breakerOf('', Date.now(), { name, since: Date.now(), ...change }) : breaker,
    )
    this.emit('breakers:changed', { breakers: [...this.#breakers] })
    return {}
  }

  #updateSettings(changes: Readonly<Record<string, unknown>>): AppState['settings'] {
    const values: Record<string, unknown> = { ...this.#settings }
    for (const [name, value] of Object.entries(changes)) {
      const isHandedBack = typeof value === 'object' && value !== null && 'inherit' in value
      values[name] = isHandedBack ? DEFAULTS[name as keyof Settings] : value
      if (isHandedBack) this.#ownSettings.delete(name)
      else this.#ownSettings.add(name)
    }
    const checked = settingsSchema.safeParse(values)
    if (!checked.success) throw new Refusal('invalid-setting', '')
    this.#settings = checked.data
    const effective = effectiveOf(this.#settings, this.#ownSettings, this.#options.locks, this.#options.policy)
    this.emit('settings:changed', effective)
    return effective
  }

  #enqueue(intents: readonly Intent[]): IpcResponse<'operations:enqueue'> {
    if (this.#scenario.isStorageFull) throw new Refusal('storage-full', '')
    const added = this.queue.add(intents.map((intent) => this.#operationOf(intent)))
    const { confirmMs } = this.#options
    if (confirmMs !== undefined && this.#scenario.connection.state === undefined) {
      const keys = added.map(({ operation }) => operation.key)
      setTimeout(() => this.take(keys), confirmMs)
      setTimeout(() => this.confirm(keys), confirmMs * 2)
    }
    return {
      operations: added.map(({ operation: { key, entityId, clientSequence }, merged }) => {
        return { key, entityId, clientSequence, merged }
      }),
    }
  }

  #operationOf(intent: Intent): OperationView {
    const id = intent.entityId ?? `dev-new-${this.requests.length}`
    const base = this.#base.get(id)
    const data = intent.kind === 'create' ? intent.fields : (base?.data ?? {})
    const device: EntityView = base ?? {
      entityType: intent.entityType,
      id,
      version: 0,
      data,
      reported: {},
      pending: [],
      isNew: true,
      isDeleting: false,
    }
    if (base === undefined) this.#base.set(id, device)
    const fields = intent.kind === 'create' || intent.kind === 'update' ? { ...intent.fields } : {}
    const command = intent.kind === 'command' ? { command: intent.command, ...this.#pushedBy(intent) } : {}
    const wait = this.#scenario.connection.state === 'offline' ? 'offline' : 'ready'
    return operationOf({ device, kind: intent.kind, fields, ...command, ageMs: 0, wait }, Date.now())
  }

  #tell(changed: readonly OperationView[]): void {
    this.#publish(changed.map(({ entityId }) => entityId))
    this.emit('queue:changed', this.#queue())
    this.emit('operations:changed', { keys: changed.map(({ key }) => key) })
    for (const { key, state, entityType, entityId, entityName, lastError } of changed) {
      const code = lastError?.code ?? null
      if (['queued', 'sending', 'unknown', 'accepted'].includes(state)) continue
      const message = lastError?.message ?? null
      this.emit('operation:settled', { key, state, entityType, entityId, entityName, code, message, isOwn: true })
    }
  }

  #publish(ids: readonly string[]): void {
    const from = this.#revision
    this.#revision += 1
    const changed: EntityView[] = []
    const removed: Pick<EntityView, 'entityType' | 'id'>[] = []
    for (const id of new Set(ids)) {
      const view = this.#viewOf(id)
      if (view !== undefined) {
        this.#entities.set(id, view)
        changed.push(view)
        continue
      }
      const gone = this.#entities.get(id)
      if (gone !== undefined) removed.push({ entityType: gone.entityType, id })
      this.#entities.delete(id)
    }
    const message = messageOf({ from, to: this.#revision, changed, reports: [], removed })
    for (const listener of this.#feeds) listener(message)
  }

  #pushedBy({ contentId }: Extract<Intent, { kind: 'command' }>): { contentName?: string } {
    return contentId === undefined ? {} : { contentName: String(this.#base.get(contentId)?.data['name']) }
  }

  /** The base record with this entity's operations on top; undefined for a create that was rolled back. */
  #viewOf(id: string): EntityView | undefined {
    const base = this.#base.get(id)
    if (base === undefined) return undefined
    const mine = this.queue.operations.filter((operation) => operation.entityId === id)
    if (base.isNew && mine.length === 0) return undefined
    const shown = mine.filter(({ state }) => state !== 'quarantined')
    const data = Object.assign({}, base.data, ...shown.map((operation) => operation.fields)) as EntityView['data']
    const isDeleting = mine.some(({ kind }) => kind === 'delete')
    return { ...base, data, pending: mine.map(markFrom), isDeleting }
  }

  #queue(): QueueStatus {
    return queueOf(this.queue.operations, this.queue.history, this.#isPaused, this.#stall)
  }

  #appState(): AppState {
    const connection = connectionOf(this.#scenario, this.#options.now)
    return {
      siteId: this.current,
      app: {
        version: '0.1.0',
        electron: '45.4.1',
        isPackaged: false,
        profileDirectory: '~/.config/Outpost Console',
        logDirectory: '~/.config/Outpost Console/logs',
        isFirstRun: this.#options.isFirstRun ?? this.#options.scenario === 'first-run',
        notices: [],
      },
      connection,
      queue: this.#queue(),
      sync: syncOf(this.#scenario, connection, this.#options.now),
      storage: this.#scenario.isStorageFull ? { state: 'full', detail: null } : { state: 'ok', detail: null },
      settings: effectiveOf(this.#settings, this.#ownSettings, this.#options.locks, this.#options.policy),
    }
  }
}
