import { Mutex } from 'async-mutex'
import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import {
  type Intent,
  isSettled,
  type Operation,
  type OperationUser,
  type SettledState,
} from '#shared/domain/operation.ts'
import type { QueueStatus } from '#shared/domain/queue.ts'
import { indexOfOperation } from '../database/index-rows.ts'
import { overlayOf } from '../database/rows.ts'
import type { Counters, FoundOperations, Mutation, RowTrouble, Store, StoredState } from '../database/store.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import { Acceptance, type EnqueueOptions } from './acceptance.ts'
import { Aliases } from './aliases.ts'
import { assertRoom, type OutboxLimits } from './capacity.ts'
import { followUpsOf } from './cascade.ts'
import { absorb, type Coalescing, coalescingOf } from './coalesce.ts'
import { LaneLocks } from './lane-locks.ts'
import { Lanes } from './lanes.ts'
import type { OverlayPort } from './overlay-port.ts'
import { isRebased, type LaneRebase } from './rebase.ts'
import { queueStatus } from './status.ts'
import { mutationsOf, refOf, type Step } from './step.ts'
import { outpostErrorOf } from './store-trouble.ts'
import type { Timekeeper } from './timekeeper.ts'

export interface Accepted {
  readonly key: string
  readonly entityId: string
  readonly clientSequence: number
  /** Waiting changes of the same thing that this one carries along: taking it back takes them back too. */
  readonly merged: readonly string[]
}

interface SetAside {
  readonly key: string
  readonly trouble: RowTrouble
}

const NO_COUNTERS: Counters = { created: 0, applied: 0, unconfirmed: 0, cancelled: 0, expired: 0, merged: 0 }

/**
 * The durable queue. Everything follows one order: commit, then memory, then events. Transitions run one at a
 * time; new operations are accepted beside them.
 */
export class Outbox {
  readonly #store: Store
  readonly #overlays: OverlayPort
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #limits: () => OutboxLimits
  readonly #user: () => OperationUser
  readonly #firstUserId: () => string | null
  readonly #lanes: Lanes
  readonly #aliases = new Aliases()
  readonly #acceptance: Acceptance
  readonly #locks = new LaneLocks()
  readonly #transitions = new Mutex()
  /** Keys of operations that a transition is moving just now: an enqueue leaves them alone. */
  readonly #moving = new Set<string>()
  readonly #changed: Emitter<readonly string[]>
  readonly #settled: Emitter<Operation>
  readonly #renamed: Emitter<{ readonly ref: EntityRef; readonly to: string }>
  #counters = NO_COUNTERS
  #lastError: QueueStatus['lastError'] = null
  /** Accepted into memory or about to be: keeps concurrent callers below the cap. */
  #reserved = 0

  constructor(dependencies: {
    store: Store
    overlays: OverlayPort
    clock: Clock
    timekeeper: Timekeeper
    ids: Ids
    logger: Logger
    limits: () => OutboxLimits
    /** Who makes the operations now. */
    user: () => OperationUser
    /** Whose operations those are that were made before anybody had signed in; null: nobody has yet. */
    firstUserId: () => string | null
  }) {
    this.#store = dependencies.store
    this.#overlays = dependencies.overlays
    this.#clock = dependencies.clock
    this.#logger = dependencies.logger
    this.#limits = dependencies.limits
    this.#user = dependencies.user
    this.#firstUserId = dependencies.firstUserId
    this.#lanes = new Lanes(dependencies.clock, (userId) => this.isOfUser(userId))
    this.#acceptance = new Acceptance({ ...dependencies, lanes: this.#lanes })
    const onError = (error: unknown): void => dependencies.logger.error('an outbox listener failed', { error })
    this.#changed = new Emitter(onError)
    this.#settled = new Emitter(onError)
    this.#renamed = new Emitter(onError)
  }

  /** Takes what was stored. Everything that was on its way when the app ended has an unknown outcome now. */
  async restore(state: StoredState): Promise<void> {
    this.#counters = state.counters
    this.#acceptance.continueAfter(state.lastClientSequence)
    for (const alias of state.aliases) this.#aliases.add(alias)
    const doubted = state.operations.filter((row) => row.state === 'sending')
    const sequences = doubted.map((row) => row.clientSequence)
    const transition = { from: 'sending', to: 'unknown', at: this.#clock.now(), reason: 'restarted' } as const
    if (sequences.length > 0) await this.#commit([{ type: 'operations.move', sequences, transition }])
    for (const row of state.operations) this.#lanes.put(row.state === 'sending' ? { ...row, state: 'unknown' } : row)
    for (const row of doubted) this.#overlays.setOverlayState(row, row.key, 'unknown')
  }

  /** Looks through everything that waits, in pages, and sets aside what cannot be read. Returns how many those are. */
  async inspect(pageSize = 500): Promise<number> {
    let found = 0
    for (let after: number | null = 0; after !== null; ) {
      const page = await this.#store.inspect(after, pageSize)
      found += page.unreadable.length
      this.#setAside(page.unreadable)
      after = page.next
    }
    return found
  }

  get lanes(): Lanes {
    return this.#lanes
  }

  /** Whether an operation of this user may be sent now, as the one who is signed in. */
  isOfUser(userId: string): boolean {
    const { id, name } = this.#user()
    const owner = userId === '' ? (this.#firstUserId() ?? id) : userId
    return owner === id || owner === `name:${name}`
  }

  /** Somebody else has signed in: what may be sent changes; nothing is sent as another, nothing is deleted. */
  userChanged(): void {
    this.#lanes.refreshAll()
    this.#changed.emit([])
  }

  /** Keys of operations that changed, after the change is stored. Empty: any may have. */
  onChanged(listener: (keys: readonly string[]) => void): Cancel {
    return this.#changed.subscribe(listener)
  }

  /** Operations that are over, or wait for a person. */
  onSettled(listener: (operation: Operation) => void): Cancel {
    return this.#settled.subscribe(listener)
  }

  /** The server gave another id to something made here. */
  onRenamed(listener: (renamed: { readonly ref: EntityRef; readonly to: string }) => void): Cancel {
    return this.#renamed.subscribe(listener)
  }

  /**
   * Accepts changes: all of them or none. Resolves when they are on disk.
   * Rejects with OutpostError: `invalid-operation`, `not-found`, `queue-full`, `storage-full`, `storage-failed`, `storage-read-only`.
   */
  async enqueue(raw: readonly Intent[], options: EnqueueOptions = {}): Promise<readonly Accepted[]> {
    const intents = raw.map((intent) => this.#aliases.translate(intent))
    const names = intents.flatMap(({ entityType, entityId }) => (entityId ? [laneOf({ entityType, entityId })] : []))
    // Another request for the same thing may just be on its way to the disk: this one is to build on it.
    while (this.#locks.isHeld(names)) await this.#locks.whenFree(names)
    return this.#locks.hold(names, () => this.#accept(intents, options))
  }

  async #accept(intents: readonly Intent[], options: EnqueueOptions): Promise<readonly Accepted[]> {
    assertRoom(this.#limits(), this.#lanes.size + this.#reserved + intents.length, this.#lanes)
    const prepared = this.#acceptance.prepare(intents, options)
    const plan = this.#coalescingOf(prepared)
    const taken = rowsOf(plan).map((row) => row.key)
    for (const key of taken) this.#lanes.claim(key)
    this.#reserved += prepared.length
    try {
      const earlier = taken.length === 0 ? [] : (await this.#store.operations(taken)).operations
      // What could not be read is not touched: then nothing is coalesced.
      const isWhole = earlier.length === taken.length
      const { made, steps } = isWhole
        ? coalesced(prepared, plan, earlier, this.#clock.now(), (intent) => this.#acceptance.makersOf(intent))
        : { made: prepared, steps: [] }
      await this.#commit([
        ...steps.flatMap((step) => mutationsOf(step, this.#lanes, this.#overlays)),
        ...made.map(insertOf),
      ])
      this.#rememberMade(made, steps)
      return made.map(({ key, clientSequence, intent }) => ({
        key,
        clientSequence,
        entityId: intent.entityId,
        merged: steps.map((step) => step.after.key),
      }))
    } finally {
      this.#reserved -= prepared.length
      for (const key of taken) this.#lanes.release(key)
    }
  }

  /**
   * Moves operations on, in one transaction, with everything that must move with them. `step` sees each as it is stored and
   * says what becomes of it; null leaves it. Returns the operations as they are then. Rejects with OutpostError
   * when the disk does not take it: nothing changed.
   */
  transition(keys: readonly string[], step: (operation: Operation) => Step | null): Promise<readonly Operation[]> {
    if (keys.length === 0) return Promise.resolve([])
    return this.#transitions.runExclusive(async () => {
      try {
        const steps = await this.#stepsOf(keys, step)
        if (steps.length === 0) return []
        const mutations = steps.flatMap((one) => mutationsOf(one, this.#lanes, this.#overlays))
        await this.#commit(mutations)
        for (const one of steps) this.#remember(one)
        for (const mutation of mutations) if (mutation.type === 'lane.rebase') this.#rebase(mutation)
        for (const one of steps) this.#rename(one)
        this.#changed.emit(steps.map((one) => one.after.key))
        for (const one of steps) this.#announce(one.after)
        return steps.map((one) => one.after)
      } finally {
        this.#moving.clear()
      }
    })
  }

  /** The live figures. `isPaused` and `stall` are delivery's. */
  status(isPaused: boolean, stall: QueueStatus['stall'] = null): QueueStatus {
    const { count, bytes } = this.#limits()
    return queueStatus(this.#lanes, this.#counters, {
      lastError: this.#lastError,
      now: this.#clock.now(),
      isPaused,
      stall,
      capacity: { count, bytes },
    })
  }

  clear(): void {
    this.#changed.clear()
    this.#settled.clear()
    this.#renamed.clear()
  }

  async #stepsOf(keys: readonly string[], step: (operation: Operation) => Step | null): Promise<Step[]> {
    let steps = (await this.#read(keys)).flatMap((operation) => step(operation) ?? [])
    for (;;) {
      const followUps = followUpsOf(steps, this.#lanes, this.#clock.now())
      if (followUps.length === 0) return steps
      const byKey = new Map(followUps.map((followUp) => [followUp.key, followUp.step]))
      const more = (await this.#read([...byKey.keys()])).flatMap(
        (operation) => byKey.get(operation.key)?.(operation) ?? [],
      )
      if (more.length === 0) return steps
      steps = [...steps, ...more]
    }
  }

  async #read(keys: readonly string[]): Promise<readonly Operation[]> {
    // An enqueue may be about to merge one of them: it is waited for, and from here on leaves them alone.
    for (const key of keys) {
      const row = this.#lanes.get(key)
      while (row !== undefined && this.#lanes.isClaimed(key)) await this.#locks.whenFree([laneOf(row)])
      this.#moving.add(key)
    }
    const found = await this.#store.operations(keys).catch((error: unknown) => {
      throw outpostErrorOf(error)
    })
    this.#setAside(found.unreadable)
    this.#setAside(this.#missing(keys, found))
    return found.operations
  }

  /** What memory knows and the disk does not have any more: it is shown, and never waited for again. */
  #missing(keys: readonly string[], found: FoundOperations): SetAside[] {
    const present = new Set([...found.operations, ...found.unreadable].map(({ key }) => key))
    const message = 'This change is missing on the disk, which has lost it. Make it again.'
    return keys
      .filter((key) => !present.has(key) && this.#lanes.get(key) !== undefined)
      .map((key) => ({ key, trouble: { code: 'unreadable', message } }))
  }

  #setAside(unreadable: readonly SetAside[]): void {
    for (const { key, trouble } of unreadable) {
      this.#lanes.setAside(key, trouble)
      this.#logger.error('a stored operation cannot be read', { key, cause: trouble.message })
    }
    if (unreadable.length > 0) this.#changed.emit(unreadable.map(({ key }) => key))
  }

  async #commit(mutations: readonly Mutation[]): Promise<void> {
    await this.#store.commit(mutations).catch((error: unknown) => {
      throw outpostErrorOf(error)
    })
  }

  #coalescingOf(made: readonly Operation[]): Coalescing {
    const [only, ...others] = made
    if (only === undefined || others.length > 0 || only.batch !== null) return { kind: 'none' }
    return coalescingOf(only.intent, this.#lanes.laneRows(only.intent), this.#user().id, (row) => {
      const isBusy = this.#moving.has(row.key) || this.#lanes.isClaimed(row.key)
      return !isBusy && this.#lanes.dependantsOf(row).length === 0
    })
  }

  #rememberMade(made: readonly Operation[], steps: readonly Step[]): void {
    for (const step of steps) this.#remember(step)
    for (const operation of made) {
      this.#counters = { ...this.#counters, created: this.#counters.created + 1 }
      if (isSettled(operation.state)) this.#count(operation.state)
      else {
        this.#lanes.put(indexOfOperation(operation))
        this.#overlays.addOverlay(overlayOf(operation), operation.state)
      }
    }
    const moved = [...steps.map((step) => step.after), ...made]
    this.#changed.emit(moved.map((operation) => operation.key))
    for (const operation of moved) if (isSettled(operation.state)) this.#settled.emit(operation)
  }

  #remember({ before, after }: Step): void {
    if (isSettled(after.state)) {
      this.#lanes.remove(after.key)
      this.#overlays.removeOverlay(refOf(after), after.key)
      this.#count(after.state)
      return
    }
    this.#lanes.put(indexOfOperation(after))
    if (before.intent === after.intent) this.#overlays.setOverlayState(refOf(after), after.key, after.state)
    else this.#overlays.addOverlay(overlayOf(after), after.state)
  }

  #count(state: Operation['state']): void {
    const outcome = state as SettledState
    this.#counters = { ...this.#counters, [outcome]: this.#counters[outcome] + 1 }
  }

  /** The memory's side of `lane.rebase`. */
  #rebase(rebase: LaneRebase): void {
    for (const row of this.#lanes.laneRows(rebase.ref)) {
      if (isRebased(row, rebase)) this.#lanes.put({ ...row, baseVersion: rebase.version })
    }
  }

  /** The memory's side of `entity.rename`. */
  #rename({ after, namedBy: to }: Step): void {
    if (to === undefined) return
    const ref = refOf(after)
    this.#aliases.add({ entityType: ref.entityType, from: ref.entityId, to })
    this.#lanes.rename(ref, to)
    this.#overlays.rename(ref, to)
    this.#renamed.emit({ ref, to })
  }

  #announce(operation: Operation): void {
    if (operation.lastError !== null && (operation.state === 'quarantined' || operation.state === 'queued')) {
      this.#lastError = { ...operation.lastError, at: operation.changedAt }
    }
    const asksForPerson = ['quarantined', 'conflicted', 'stale'].includes(operation.state)
    if (isSettled(operation.state) || asksForPerson) this.#settled.emit(operation)
  }
}

function rowsOf(plan: Coalescing): readonly { readonly key: string }[] {
  if (plan.kind === 'none') return []
  return plan.kind === 'absorb' ? [plan.row] : plan.rows
}

/** The new operation and what becomes of those it is coalesced with. Pure. */
function coalesced(
  made: readonly Operation[],
  plan: Coalescing,
  earlier: readonly Operation[],
  now: number,
  makersOf: (intent: Operation['intent']) => readonly number[],
): { made: readonly Operation[]; steps: Step[] } {
  const [only] = made
  const [first] = earlier
  if (only === undefined || first === undefined || plan.kind === 'none') return { made, steps: [] }
  const reason = plan.kind === 'absorb' ? `merged-into:${only.key}` : 'deleted-before-sent'
  const state = plan.kind === 'absorb' ? 'merged' : 'cancelled'
  const steps = earlier.map((before) => ({ before, after: { ...before, state, changedAt: now } as const, reason }))
  return { made: [plan.kind === 'absorb' ? absorb(only, first, makersOf) : { ...only, state: 'cancelled' }], steps }
}

function insertOf(operation: Operation): Mutation {
  return {
    type: 'operation.insert',
    operation,
    overlay: isSettled(operation.state) ? null : overlayOf(operation),
    reason: isSettled(operation.state) ? 'never-sent' : 'made',
  }
}
