import { laneOf } from '#shared/domain/ids.ts'
import {
  type ConflictDetail,
  isSettled,
  OPERATION_SCHEMA_VERSION,
  type Operation,
  type OperationState,
  type OperationUser,
  type Priority,
  type TimeStamp,
} from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Mutation, Store } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Acceptance } from './acceptance.ts'
import type { Aliases } from './aliases.ts'
import { assertRoom, type OutboxLimits } from './capacity.ts'
import type { Made } from './intake.ts'
import type { LaneLocks } from './lane-locks.ts'
import type { Lanes } from './lanes.ts'
import { commitTo, outpostErrorOf } from './store-trouble.ts'

/** An operation that was made on another PC, or here before, as a file has it. */
export interface Adoptable {
  /** Kept: the server answers for an operation by its key, wherever it is sent from. */
  readonly key: string
  readonly intent: Operation['intent']
  readonly state: 'queued' | 'stale' | 'quarantined' | 'conflicted'
  /** Of one that is in conflict. */
  readonly conflict?: ConflictDetail | null
  readonly priority: Priority
  readonly baseVersion: number
  readonly baseFields: Operation['baseFields']
  readonly createdAt: number
  readonly waitingSince: TimeStamp
  /** Keys of what must be applied first: of the same file, or known here. */
  readonly dependsOn: readonly string[]
  readonly batch: Operation['batch']
  /** Who made it, and as whom alone it is sent. */
  readonly user: OperationUser
  readonly lastError: Operation['lastError']
}

export interface Adoption {
  /** In the order they were made. */
  readonly operations: readonly Adoptable[]
  /** Recorded as the reason of their first step. */
  readonly reason: string
  /** What else belongs into the transaction, given the numbers that the operations got. */
  readonly records: (sequences: readonly number[]) => readonly Mutation[]
  /** Told when they are on disk, before anything else sees the operations. */
  readonly remember: (sequences: readonly number[]) => void
}

export interface Adopted {
  readonly adopted: readonly Operation[]
  /** Those that were known here already, in whatever state: nothing happened to them. */
  readonly known: number
}

export interface AdoptionDependencies {
  readonly store: Store
  readonly lanes: Lanes
  readonly locks: LaneLocks
  readonly aliases: Aliases
  readonly acceptance: Acceptance
  readonly clock: Clock
  readonly limits: () => OutboxLimits
  /** Told when they are on disk. */
  readonly remember: (made: Made) => void
}

const PAGE = 500
const DEPENDENCY_GONE = {
  code: 'dependency-gone',
  message: 'What this change builds on was taken back or has expired on this PC. Edit it or discard it.',
}

/** Takes operations into the queue that were made elsewhere. Nothing else may move operations meanwhile. */
export class Adopter {
  readonly #dependencies: AdoptionDependencies

  constructor(dependencies: AdoptionDependencies) {
    this.#dependencies = dependencies
  }

  /** All that is not known here yet, in one transaction. Rejects with OutpostError: then nothing was taken in. */
  async adopt(adoption: Adoption): Promise<Adopted> {
    const { locks } = this.#dependencies
    const states = await this.#statesOf(adoption.operations)
    const fresh = adoption.operations.filter(({ key }) => !states.has(key))
    const known = adoption.operations.length - fresh.length
    if (fresh.length === 0) return { adopted: [], known }
    const names = [...new Set(fresh.map(({ intent }) => this.#laneOf(intent)))]
    while (locks.isHeld(names)) await locks.whenFree(names)
    const adopted = await locks.hold(names, () => this.#take(fresh, states, adoption))
    return { adopted, known }
  }

  async #take(
    fresh: readonly Adoptable[],
    states: ReadonlyMap<string, OperationState>,
    { reason, records, remember }: Adoption,
  ): Promise<readonly Operation[]> {
    const { store, lanes, limits } = this.#dependencies
    assertRoom(limits(), lanes.size + fresh.length, lanes)
    const numbers = new Map(fresh.map(({ key }) => [key, this.#dependencies.acceptance.nextSequence()]))
    const made = fresh.map((adoptable) => this.#operationOf(adoptable, numbers, states))
    const sequences = made.map((operation) => operation.clientSequence)
    await commitTo(store, [...made.flatMap((operation) => insertsOf(operation, reason)), ...records(sequences)])
    remember(sequences)
    this.#dependencies.remember({ made, steps: [] })
    return made
  }

  #operationOf(
    adoptable: Adoptable,
    numbers: ReadonlyMap<string, number>,
    states: ReadonlyMap<string, OperationState>,
  ): Operation {
    const { aliases, clock } = this.#dependencies
    const { key, dependsOn, state, lastError, ...same } = adoptable
    const intent = aliases.translate(adoptable.intent)
    const isOrphan = dependsOn.some((other) => isWithoutEffect(states.get(other)))
    return {
      ...same,
      key,
      clientSequence: numbers.get(key) ?? 0,
      intent: { ...intent, entityId: intent.entityId ?? adoptable.intent.entityId },
      ...(isOrphan ? { state: 'quarantined', lastError: DEPENDENCY_GONE } : { state, lastError }),
      changedAt: clock.now(),
      acceptedAt: null,
      attempts: 0,
      rounds: 0,
      nextAttemptAt: null,
      conflict: adoptable.conflict ?? null,
      dependsOn: dependsOn.flatMap((other) => numbers.get(other) ?? this.#waitingNumber(other, states)),
      schemaVersion: OPERATION_SCHEMA_VERSION,
      acknowledged: null,
    }
  }

  #laneOf({ entityType, entityId }: Operation['intent']): string {
    return laneOf({ entityType, entityId: this.#dependencies.aliases.resolve(entityType, entityId) })
  }

  #waitingNumber(key: string, states: ReadonlyMap<string, OperationState>): number[] {
    const row = this.#dependencies.lanes.get(key)
    if (row !== undefined) return [row.clientSequence]
    if (states.has(key)) return []
    const message = 'These changes build on others that are not on this PC. Take in the bundle with those first.'
    throw new OutpostError('invalid-operation', message)
  }

  /** What is known here of the operations and of what they depend on. */
  async #statesOf(operations: readonly Adoptable[]): Promise<ReadonlyMap<string, OperationState>> {
    const keys = [...new Set(operations.flatMap(({ key, dependsOn }) => [key, ...dependsOn]))]
    const states = new Map<string, OperationState>()
    for (let start = 0; start < keys.length; start += PAGE) {
      const found = await this.#dependencies.store
        .operations(keys.slice(start, start + PAGE))
        .catch((error: unknown) => {
          throw outpostErrorOf(error)
        })
      for (const { key, state } of [...found.operations, ...found.unreadable]) states.set(key, state)
    }
    return states
  }
}

/** Every operation begins as queued; what it is beyond that comes as a step of its own, so that the ledger tells it. */
function insertsOf(operation: Operation, reason: string): Mutation[] {
  const { state, changedAt } = operation
  const queued: Operation = { ...operation, state: 'queued', lastError: null }
  const insert: Mutation = { type: 'operation.insert', operation: queued, reason }
  if (state === 'queued' || isSettled(state)) return [insert]
  const transition = { from: 'queued', to: state, at: changedAt, reason } as const
  return [insert, { type: 'operation.change', operation, transition, isAmended: false }]
}

function isWithoutEffect(state: OperationState | undefined): boolean {
  return state === 'cancelled' || state === 'expired'
}
