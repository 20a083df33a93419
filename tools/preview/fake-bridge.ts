import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { Intent } from '#shared/domain/operation.ts'
import type { OperationView, QueueStatus } from '#shared/domain/queue.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { ErrorCode, Result } from '#shared/errors/result.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import type { AppState, IpcEvent, IpcEventName, IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { playlistsOf, randomOf } from './fleet.ts'
import { markFrom, operationOf, transitionsOf } from './operations.ts'
import { type Scenario, type ScenarioName, scenarioOf } from './scenarios.ts'

type Handlers = { readonly [N in IpcRequestName]: (request: IpcRequest<N>) => IpcResponse<N> }

export interface FakeOptions {
  readonly scenario: ScenarioName
  readonly deviceCount: number
  readonly settings?: Partial<Settings>
  readonly now: number
  /** How long the imagined server takes to confirm, in milliseconds. */
  readonly confirmMs?: number
}

class Refusal extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

const DEFAULTS: Settings = {
  serverUrl: null,
  tenant: 'main',
  autoConnect: true,
  realtimeEnabled: true,
  performanceMonitoring: true,
  performanceAlerts: true,
  offlineSupport: true,
  backgroundSync: true,
  heartbeatIntervalMs: 2_500,
  reconnectDelayMaxMs: 5_000,
  maxReconnectAttempts: null,
  requestTimeoutMs: 10_000,
  rollbackTimeoutMs: 5_000,
  retryAttempts: 3,
  queueMaxCount: 100_000,
  queueMaxBytes: 536_870_912,
  commandConfirmAfterMs: 120_000,
  commandExpireAfterMs: 86_400_000,
  editConfirmAfterMs: null,
  editExpireAfterMs: null,
  commandConfirmationMs: 300_000,
  theme: 'system',
  density: 'compact',
  demoDevices: 1_000,
  demoEventsPerSecond: 20,
  demoSeed: 7,
  breakerFailureThreshold: 5,
  breakerSuccessThreshold: 2,
  breakerTimeoutMs: 60_000,
  retryMaxAttempts: 3,
  retryInitialDelayMs: 1_000,
  retryMaxDelayMs: 30_000,
  retryMultiplier: 2,
  retryJitter: true,
}

/** The main process, imagined: for looking at the interface and for its tests. Nothing is stored, nothing is sent. */
export class FakeMain {
  readonly bridge: OutpostBridge
  readonly #listeners = new Map<IpcEventName, Set<(event: never) => void>>()
  readonly #entities = new Map<string, EntityView>()
  readonly #base = new Map<string, EntityView>()
  readonly #options: FakeOptions
  readonly #scenario: Scenario
  #operations: OperationView[]
  #history: OperationView[]
  #revision = 1
  #isPaused = false
  #settings: Settings
  readonly requests: { name: IpcRequestName; request: unknown }[] = []

  constructor(options: FakeOptions) {
    this.#options = options
    this.#scenario = scenarioOf(options.scenario, options.now, options.deviceCount)
    this.#operations = this.#scenario.operations
    this.#history = this.#scenario.history
    this.#settings = { ...DEFAULTS, ...options.settings }
    for (const view of [...this.#scenario.devices, ...playlistsOf()]) {
      this.#base.set(view.id, view)
      this.#entities.set(view.id, this.#viewOf(view.id) ?? view)
    }
    this.bridge = {
      request: (name, request) => this.#answer(name, request),
      subscribe: (name, listener) => {
        const set = this.#listeners.get(name) ?? new Set()
        this.#listeners.set(name, set.add(listener))
        return () => void set.delete(listener)
      },
    }
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, set) => sum + set.size, 0)
  }

  emit<N extends IpcEventName>(name: N, event: IpcEvent<N>): void {
    for (const listener of Array.from(this.#listeners.get(name) ?? [])) listener(event as never)
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
        const reported = { ...base.reported, lastSeenAt: Date.now() }
        this.#base.set(id, { ...base, reported })
        return id
      })
      this.#publish(changed)
    }, 250)
    return () => clearInterval(timer)
  }

  async #answer<N extends IpcRequestName>(name: N, request: IpcRequest<N>): Promise<Result<IpcResponse<N>>> {
    this.requests.push({ name, request })
    await Promise.resolve()
    if (!this.#scenario.isAnswering && name !== 'app:state') return new Promise(() => undefined)
    try {
      const value = this.#handlers[name](request)
      return { v: 1, id: '1', ok: true, value }
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'internal'
      return { v: 1, id: '1', ok: false, error: { code, message: (error as Error).message } }
    }
  }

  readonly #handlers: Handlers = {
    'app:state': () => this.#appState(),
    'replica:snapshot': ({ entityType }) => {
      if (this.#scenario.isFailing)
        throw new Refusal(
          'storage-failed',
          'The copy on this PC could not be read. Restart the console; nothing queued is lost.',
        )
      const entities = [...this.#entities.values()].filter((view) => view.entityType === entityType)
      return { revision: this.#revision, entities, syncedAt: this.#options.now - 3_000 }
    },
    'operations:enqueue': ({ intents }) => this.#enqueue(intents),
    'operations:list': (query) => {
      const all = query.scope === 'pending' ? this.#operations : this.#history
      const matching = all.filter(
        (operation) =>
          (query.states?.includes(operation.state) ?? true) &&
          (query.entityId === undefined || operation.entityId === query.entityId),
      )
      return { total: matching.length, operations: matching.slice(query.offset, query.offset + query.limit) }
    },
    'operations:transitions': ({ key }) => {
      const operation = [...this.#operations, ...this.#history].find((candidate) => candidate.key === key)
      return { transitions: operation === undefined ? [] : transitionsOf(operation) }
    },
    'operations:retry': ({ keys }) =>
      this.#change(keys, 'canRetry', (operation) => ({
        ...operation,
        state: 'queued',
        lastError: null,
        wait: { reason: 'ready', behindKey: null },
      })),
    'operations:rollback': ({ keys }) =>
      this.#change(keys, 'canRollBack', (operation) => ({
        ...operation,
        state: 'cancelled',
        wait: { reason: 'settled', behindKey: null },
      })),
    'operations:discard': ({ keys }) =>
      this.#change(keys, 'canRollBack', (operation) => ({
        ...operation,
        state: 'cancelled',
        wait: { reason: 'settled', behindKey: null },
      })),
    'operations:confirm': ({ keys }) => this.#change(keys, 'canConfirm', waitingAgain),
    'operations:prioritize': ({ keys, priority }) =>
      this.#change(keys, 'canRollBack', (operation) => ({ ...operation, priority })),
    'operations:edit': ({ key, fields }) =>
      this.#change([key], 'canEdit', (operation) => ({
        ...waitingAgain(operation),
        fields: { ...operation.fields, ...fields },
      })),
    'operations:chain': ({ key }) => ({
      links: this.#operations
        .filter((operation) => operation.key === key || operation.wait.behindKey === key)
        .map((operation) => ({ operation, behindKey: operation.wait.behindKey })),
    }),
    'operations:keep-mine': ({ keys }) =>
      this.#change(keys, 'canKeepMine', (operation) => ({
        ...operation,
        state: 'queued',
        conflict: null,
        wait: { reason: 'ready', behindKey: null },
      })),
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
    'channel:subscribe': () => ({ subscription: `sub-${this.requests.length}` }),
    'channel:unsubscribe': () => ({}),
    'server:request': () => ({ value: {} }),
    'settings:update': ({ changes }) => {
      this.#settings = { ...this.#settings, ...(changes as Partial<Settings>) }
      const effective = this.#effective()
      this.emit('settings:changed', effective)
      return effective
    },
    'breakers:list': () => ({ breakers: [] }),
    'breakers:force': () => ({}),
    'breakers:reset': () => ({}),
    'metrics:read': () => ({
      metrics: [
        { name: 'enqueue_commit', unit: 'ms', count: 412, last: 3.1, p50: 2.8, p95: 6.4, p99: 11.2, max: 19.6 },
        { name: 'event_loop_delay', unit: 'ms', count: 8_120, last: 1.2, p50: 1.1, p95: 3.9, p99: 8.8, max: 31 },
        { name: 'page_render.devices', unit: 'ms', count: 6, last: 38, p50: 36, p95: 61, p99: 61, max: 61 },
        { name: 'replica_apply', unit: 'ms', count: 2_051, last: 0.8, p50: 0.6, p95: 2.2, p99: 4.1, max: 9.3 },
      ],
    }),
    'metrics:record': () => ({}),
  }

  #enqueue(intents: readonly Intent[]): IpcResponse<'operations:enqueue'> {
    if (this.#scenario.isStorageFull) throw new Refusal('storage-full', '')
    const now = Date.now()
    const made = intents.map((intent) => {
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
      const command = intent.kind === 'command' ? { command: intent.command } : {}
      const isOffline = this.#scenario.connection.state === 'offline'
      return operationOf(
        { device, kind: intent.kind, fields, ...command, ageMs: 0, wait: isOffline ? 'offline' : 'ready' },
        now,
      )
    })
    this.#operations = [...this.#operations, ...made]
    this.#tell(made)
    const { confirmMs } = this.#options
    if (confirmMs !== undefined && this.#scenario.connection.state === undefined)
      setTimeout(() => this.#confirm(made), confirmMs)
    return {
      operations: made.map(({ key, entityId, clientSequence }) => ({ key, entityId, clientSequence, merged: [] })),
    }
  }

  #confirm(operations: readonly OperationView[]): void {
    for (const operation of operations) {
      const base = this.#base.get(operation.entityId)
      if (base === undefined || !this.#operations.some(({ key }) => key === operation.key)) continue
      this.#base.set(base.id, {
        ...base,
        isNew: false,
        version: base.version + 1,
        data: { ...base.data, ...operation.fields },
      })
      this.#operations = this.#operations.filter(({ key }) => key !== operation.key)
      this.#history = [
        {
          ...operation,
          state: 'applied',
          changedAt: Date.now(),
          actions: {
            canRetry: false,
            canRollBack: false,
            canKeepMine: false,
            canConfirm: false,
            canEdit: false,
          },
        },
        ...this.#history,
      ]
    }
    this.#tell(operations)
  }

  #change(
    keys: readonly string[],
    action: keyof OperationView['actions'],
    next: (operation: OperationView) => OperationView,
  ) {
    const outcomes = keys.map((key) => {
      const operation = this.#operations.find((candidate) => candidate.key === key)
      const ok = operation?.actions[action] === true
      return { key, ok, message: ok ? null : 'it is being sent, or settled already.' }
    })
    const done = new Set(outcomes.filter(({ ok }) => ok).map(({ key }) => key))
    const touched = this.#operations.filter(({ key }) => done.has(key))
    this.#operations = this.#operations.map((operation) => (done.has(operation.key) ? next(operation) : operation))
    this.#history = [...this.#operations.filter(({ state }) => state === 'cancelled'), ...this.#history]
    this.#operations = this.#operations.filter(({ state }) => state !== 'cancelled')
    this.#tell(touched)
    return { outcomes }
  }

  #tell(operations: readonly OperationView[]): void {
    this.#publish(operations.map(({ entityId }) => entityId))
    this.emit('queue:changed', this.#queue())
    this.emit('operations:changed', { keys: operations.map(({ key }) => key) })
  }

  #publish(ids: readonly string[]): void {
    const from = this.#revision
    this.#revision += 1
    const changed: EntityView[] = []
    const removed: { entityType: 'device'; id: string }[] = []
    for (const id of new Set(ids)) {
      const view = this.#viewOf(id)
      if (view !== undefined) {
        this.#entities.set(id, view)
        changed.push(view)
      } else if (this.#entities.delete(id)) removed.push({ entityType: 'device', id })
    }
    this.emit('replica:delta', { from, to: this.#revision, changed, removed })
  }

  /** The base record with this entity's operations on top; undefined for a create that was rolled back. */
  #viewOf(id: string): EntityView | undefined {
    const base = this.#base.get(id)
    if (base === undefined) return undefined
    const mine = this.#operations.filter((operation) => operation.entityId === id)
    if (base.isNew && mine.length === 0) return undefined
    const shown = mine.filter(({ state }) => state !== 'quarantined')
    const data = Object.assign({}, base.data, ...shown.map((operation) => operation.fields)) as EntityView['data']
    const isDeleting = mine.some(({ kind }) => kind === 'delete')
    return { ...base, data, pending: mine.map(markFrom), isDeleting }
  }

  #queue(): QueueStatus {
    const countOf = (state: string) => this.#operations.filter((operation) => operation.state === state).length
    const counts = {
      queued: countOf('queued'),
      stale: countOf('stale'),
      sending: countOf('sending'),
      unknown: countOf('unknown'),
      accepted: countOf('accepted'),
      conflicted: countOf('conflicted'),
      quarantined: countOf('quarantined'),
    }
    return {
      counts,
      pending: this.#operations.length,
      attention: counts.conflicted + counts.quarantined + counts.stale,
      retrying: this.#operations.filter(({ wait }) => wait.reason === 'backing-off').length,
      bytes: this.#operations.length * 412,
      oldestCreatedAt:
        this.#operations.length === 0 ? null : Math.min(...this.#operations.map(({ createdAt }) => createdAt)),
      lastError: null,
      nextAttemptAt: null,
      isPaused: this.#isPaused,
      stall: null,
      totals: { created: 4_101, applied: 3_988, unconfirmed: 0, cancelled: 71, expired: 2, merged: 40 },
      capacity: { count: 100_000, bytes: 536_870_912 },
    }
  }

  #connection(): ConnectionStatus {
    return {
      state: 'online',
      reason: 'none',
      detail: null,
      since: this.#options.now - 5_400_000,
      lastOnlineAt: this.#options.now - 5_400_000,
      nextAttemptAt: null,
      attempt: 0,
      serverUrl: null,
      isDemo: true,
      siteName: 'Rhein-Main network',
      tenant: 'main',
      user: 'operator',
      isServerReachable: true,
      rttMs: 12,
      statistics: {
        attempts: 14,
        successes: 12,
        failures: 2,
        reconnects: 11,
        uptimeMs: 5_400_000,
        bytesReceived: 48_213_004,
        bytesSent: 1_204_331,
        eventsReceived: 91_204,
        dropped: { malformed: 2 },
        transitions: {},
        rtt: { last: 12, p50: 11.4, p95: 24, p99: 61 },
      },
      ...this.#scenario.connection,
    }
  }

  #appState(): AppState {
    const connection = this.#connection()
    const isCurrent = connection.state === 'online' || connection.state === 'degraded'
    const isEmpty = this.#options.scenario === 'starting'
    return {
      app: {
        version: '0.1.0',
        electron: '45.4.1',
        isPackaged: false,
        profileDirectory: '~/.config/Outpost Console',
        notices: [],
      },
      connection,
      queue: this.#queue(),
      sync: {
        state: isEmpty ? 'empty' : isCurrent ? 'current' : 'stale',
        cursor: 91_204,
        lastSyncAt: isCurrent ? this.#options.now - 2_000 : this.#options.now - 262_000,
        lastSyncKind: 'delta',
        progress: null,
        lastError: null,
        eventsPerSecond: isCurrent ? 20 : 0,
        entityCounts: { device: this.#scenario.devices.length, playlist: 8, schedule: 0, content: 0, alert: 0 },
      },
      storage: this.#scenario.isStorageFull ? { state: 'full', detail: null } : { state: 'ok', detail: null },
      settings: this.#effective(),
    }
  }

  #effective(): AppState['settings'] {
    const sources = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, 'default' as const]))
    return {
      values: this.#settings,
      sources: { ...sources, heartbeatIntervalMs: 'policy', tenant: 'environment' },
      problems: [],
    }
  }
}

function waitingAgain(operation: OperationView): OperationView {
  return { ...operation, state: 'queued', wait: { reason: 'ready', behindKey: null } }
}
