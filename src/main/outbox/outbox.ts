import { Mutex } from 'async-mutex'
import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import {
  canTransition,
  type Intent,
  isSettled,
  OPERATION_SCHEMA_VERSION,
  type Operation,
} from '#shared/domain/operation.ts'
import type { QueueStatus } from '#shared/domain/queue.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { indexOfOperation, overlayOf } from '../database/rows.ts'
import type { Counters, Mutation, Store, StoredState } from '../database/store.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import { checkIntent } from './check-intent.ts'
import { Lanes } from './lanes.ts'
import type { OverlayPort } from './overlay-port.ts'
import { isRebased, type LaneRebase, type Onto, rebaseBehindApplied, rebaseOnto } from './rebase.ts'
import { outpostErrorOf } from './store-trouble.ts'

export interface OutboxLimits {
  readonly count: number
  readonly bytes: number
}

/** A transition to be stored: the operation as it will be, and why. */
export interface Step {
  readonly before: Operation
  readonly after: Operation
  readonly reason: string
  /** Set when the operation is put on top of edits by others. */
  readonly onto?: Onto
}

export interface Accepted {
  readonly key: string
  readonly entityId: string
  readonly clientSequence: number
}

const ID_PREFIX = { device: 'dev', playlist: 'pls', schedule: 'sch', content: 'con', alert: 'alr' } as const

/**
 * The durable queue. Everything follows one order: commit, then memory, then events. Transitions run one at a
 * time; new operations are accepted beside them.
 */
export class Outbox {
  readonly #store: Store
  readonly #overlays: OverlayPort
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #limits: () => OutboxLimits
  readonly #actor: () => string
  readonly #lanes = new Lanes()
  readonly #transitions = new Mutex()
  readonly #changed: Emitter<readonly string[]>
  readonly #settled: Emitter<Operation>
  #counters: Counters = { created: 0, applied: 0, cancelled: 0, expired: 0, merged: 0 }
  #lastSequence = 0
  #lastError: QueueStatus['lastError'] = null
  /** Accepted into memory or about to be: keeps concurrent callers below the cap. */
  #reserved = 0

  constructor(dependencies: {
    store: Store
    overlays: OverlayPort
    clock: Clock
    ids: Ids
    logger: Logger
    limits: () => OutboxLimits
    /** Who makes the operations now. */
    actor: () => string
  }) {
    this.#store = dependencies.store
    this.#overlays = dependencies.overlays
    this.#clock = dependencies.clock
    this.#ids = dependencies.ids
    this.#limits = dependencies.limits
    this.#actor = dependencies.actor
    const onError = (error: unknown): void => dependencies.logger.error('an outbox listener failed', { error })
    this.#changed = new Emitter(onError)
    this.#settled = new Emitter(onError)
  }

  /** Takes what was stored. Everything that was on its way when the app ended has an unknown outcome now. */
  async restore(state: StoredState): Promise<void> {
    const now = this.#clock.now()
    this.#counters = state.counters
    this.#lastSequence = state.lastClientSequence
    for (const row of state.operations) this.#lanes.put(row, now)
    const doubted = state.operations.filter((row) => row.state === 'sending').map((row) => row.key)
    await this.transition(doubted, (operation) => ({
      before: operation,
      after: { ...operation, state: 'unknown', changedAt: now },
      reason: 'restarted',
    }))
  }

  get lanes(): Lanes {
    return this.#lanes
  }

  /** Keys of operations that changed, after the change is stored. */
  onChanged(listener: (keys: readonly string[]) => void): Cancel {
    return this.#changed.subscribe(listener)
  }

  /** Operations that are over, or wait for a person. */
  onSettled(listener: (operation: Operation) => void): Cancel {
    return this.#settled.subscribe(listener)
  }

  /**
   * Accepts changes: all of them or none. Resolves when they are on disk.
   * Rejects with OutpostError: `invalid-operation`, `not-found`, `queue-full`, `storage-full`, `storage-failed`, `storage-read-only`.
   */
  async enqueue(intents: readonly Intent[]): Promise<readonly Accepted[]> {
    const operations = this.#prepare(intents)
    this.#reserved += operations.length
    try {
      const mutations = operations.map(
        (operation): Mutation => ({
          type: 'operation.insert',
          operation,
          overlay: overlayOf(operation),
          reason: 'made',
        }),
      )
      await this.#store.commit(mutations).catch((error: unknown) => {
        throw outpostErrorOf(error)
      })
    } finally {
      this.#reserved -= operations.length
    }
    for (const operation of operations) {
      this.#lanes.put(indexOfOperation(operation), operation.createdAt)
      this.#overlays.addOverlay(overlayOf(operation), operation.state)
    }
    this.#counters = { ...this.#counters, created: this.#counters.created + operations.length }
    this.#changed.emit(operations.map((operation) => operation.key))
    return operations.map(({ key, clientSequence, intent }) => ({ key, clientSequence, entityId: intent.entityId }))
  }

  /**
   * Moves operations on, in one transaction. `step` sees each as it is stored and says what becomes of it; null leaves it.
   * Returns the operations as they are then. Rejects with OutpostError when the disk does not take it: nothing changed.
   */
  transition(keys: readonly string[], step: (operation: Operation) => Step | null): Promise<readonly Operation[]> {
    if (keys.length === 0) return Promise.resolve([])
    return this.#transitions.runExclusive(async () => {
      const stored = await this.#store.operations(keys).catch((error: unknown) => {
        throw outpostErrorOf(error)
      })
      const steps = stored.flatMap((operation) => step(operation) ?? [])
      const mutations = steps.flatMap((one) => this.#mutationsOf(one))
      await this.#store.commit(mutations).catch((error: unknown) => {
        throw outpostErrorOf(error)
      })
      for (const one of steps) this.#remember(one)
      for (const mutation of mutations) if (mutation.type === 'lane.rebase') this.#rebase(mutation)
      if (steps.length > 0) this.#changed.emit(steps.map((one) => one.after.key))
      for (const one of steps) this.#announce(one.after)
      return steps.map((one) => one.after)
    })
  }

  /** The live figures. `isPaused` is delivery's. */
  status(isPaused: boolean): QueueStatus {
    const lanes = this.#lanes
    const limits = this.#limits()
    const counts = {
      queued: lanes.count('queued'),
      sending: lanes.count('sending'),
      unknown: lanes.count('unknown'),
      conflicted: lanes.count('conflicted'),
      quarantined: lanes.count('quarantined'),
    }
    return {
      counts,
      pending: lanes.size,
      attention: counts.conflicted + counts.quarantined,
      retrying: lanes.retrying,
      bytes: lanes.bytes,
      oldestCreatedAt: lanes.oldestCreatedAt,
      lastError: this.#lastError,
      nextAttemptAt: lanes.nextWakeAt(),
      isPaused,
      totals: this.#counters,
      capacity: { count: limits.count, bytes: limits.bytes },
    }
  }

  clear(): void {
    this.#changed.clear()
    this.#settled.clear()
  }

  #prepare(intents: readonly Intent[]): Operation[] {
    const limits = this.#limits()
    if (this.#lanes.size + this.#reserved + intents.length > limits.count || this.#lanes.bytes > limits.bytes) {
      throw new OutpostError(
        'queue-full',
        `${this.#lanes.size} changes are waiting, which is the limit of this PC. Nothing was accepted; the waiting ones are safe.`,
      )
    }
    const createdHere = new Set<string>()
    return intents.map((raw) => this.#operationOf(raw, createdHere))
  }

  #operationOf(raw: Intent, createdHere: Set<string>): Operation {
    const entityId = raw.entityId ?? `${ID_PREFIX[raw.entityType]}_${this.#ids.uuid()}`
    const ref = { entityType: raw.entityType, entityId }
    const base = this.#overlays.base(ref)
    // A later intent of the same request may edit what an earlier one creates.
    const view = createdHere.has(laneOf(ref)) ? viewOfNew(ref) : this.#overlays.view(ref)
    const intent = checkIntent({ ...raw, entityId }, view)
    if (intent.kind === 'create') createdHere.add(laneOf(ref))
    const now = this.#clock.now()
    const isEdit = intent.kind === 'update' || intent.kind === 'delete'
    const fields = intent.kind === 'update' ? Object.keys(intent.fields) : []
    return {
      key: this.#ids.uuid(),
      clientSequence: ++this.#lastSequence,
      intent: { ...intent, entityId },
      state: 'queued',
      priority: intent.kind === 'command' ? 'high' : 'normal',
      baseVersion: isEdit ? Math.max(base?.version ?? 0, this.#versionBehind(ref)) : 0,
      baseFields: Object.fromEntries(fields.map((field) => [field, base?.data[field] ?? null])),
      createdAt: now,
      changedAt: now,
      attempts: 0,
      nextAttemptAt: null,
      lastError: null,
      conflict: null,
      actor: this.#actor(),
      schemaVersion: OPERATION_SCHEMA_VERSION,
      acknowledged: null,
    }
  }

  /** The version the edit before it was made against: after a crash the copy on disk may be older than that. */
  #versionBehind(ref: EntityRef): number {
    return this.#lanes.laneRows(ref).findLast((row) => row.kind !== 'command')?.baseVersion ?? 0
  }

  #mutationsOf({ before, after, reason, onto }: Step): Mutation[] {
    if (!canTransition(before.state, after.state)) {
      throw new OutpostError('invalid-transition', `An operation that is ${before.state} cannot become ${after.state}.`)
    }
    const change: Mutation = {
      type: 'operation.change',
      operation: after,
      transition: { from: before.state, to: after.state, at: after.changedAt, reason },
      ...(isSettled(after.state) ? { overlay: null } : {}),
    }
    if (onto !== undefined) {
      const { entityType, entityId } = after.intent
      const pending = this.#overlays.view({ entityType, entityId })?.pending ?? []
      return [change, rebaseOnto(before, onto, this.#lanes.laneRows({ entityType, entityId }), pending)]
    }
    if (after.state !== 'applied' || after.acknowledged === null) return [change]
    const { version, sequence } = after.acknowledged
    const folded = this.#overlays.acknowledge(overlayOf(after), version, sequence)
    if (after.intent.kind === 'command') return [change]
    return [change, rebaseBehindApplied(after, version), ...folded]
  }

  #remember({ after }: Step): void {
    const ref = { entityType: after.intent.entityType, entityId: after.intent.entityId }
    if (!isSettled(after.state)) {
      this.#lanes.put(indexOfOperation(after), after.changedAt)
      this.#overlays.setOverlayState(ref, after.key, after.state)
      return
    }
    this.#lanes.remove(after.key, after.changedAt)
    this.#overlays.removeOverlay(ref, after.key)
    const outcome = after.state as Exclude<keyof Counters, 'created'>
    this.#counters = { ...this.#counters, [outcome]: this.#counters[outcome] + 1 }
  }

  /** The memory's side of `lane.rebase`. */
  #rebase(rebase: LaneRebase): void {
    for (const row of this.#lanes.laneRows(rebase.ref)) {
      if (isRebased(row, rebase)) this.#lanes.put({ ...row, baseVersion: rebase.version }, this.#clock.now())
    }
  }

  #announce(operation: Operation): void {
    if (operation.lastError !== null && (operation.state === 'quarantined' || operation.state === 'queued')) {
      this.#lastError = { ...operation.lastError, at: operation.changedAt }
    }
    if (isSettled(operation.state) || operation.state === 'quarantined' || operation.state === 'conflicted') {
      this.#settled.emit(operation)
    }
  }
}

/** An entity that an earlier intent of the same request creates, as far as the check of a later one needs it. */
function viewOfNew({ entityType, entityId }: EntityRef): EntityView {
  return { entityType, id: entityId, version: 0, data: {}, reported: {}, pending: [], isNew: true, isDeleting: false }
}
