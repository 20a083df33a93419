import type { Operation } from '#shared/domain/operation.ts'
import type { Mutation, Store } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Carried } from './carried.ts'
import { amendedBy, changeOf, followUpsOf } from './cascade.ts'
import type { LaneLocks } from './lane-locks.ts'
import type { Lanes } from './lanes.ts'
import type { QueueMemory } from './memory.ts'
import type { OverlayPort } from './overlay-port.ts'
import type { QueueEvents } from './queue-events.ts'
import type { Hold, OperationReader } from './reader.ts'
import { sparing } from './rebase.ts'
import { lanesFeeling, mutationsOfAll, type Step } from './step.ts'
import { commitTo } from './store-trouble.ts'
import { type UnreadMove, unreadMove } from './unread-move.ts'

/** What becomes of an operation as it is stored; null leaves it. */
export type StepOf = (operation: Operation) => Step | null

interface MoverDependencies {
  readonly store: Store
  readonly lanes: Lanes
  readonly overlays: OverlayPort
  readonly clock: Clock
  readonly carried: Carried
  readonly reader: OperationReader
  readonly locks: LaneLocks
  readonly memory: QueueMemory
  readonly events: QueueEvents
}

/**
 * Moves operations on: commit, then memory, then events. Whoever calls it sees to it that nothing else moves the same ones
 * meanwhile.
 */
export class Mover {
  readonly #store: Store
  readonly #lanes: Lanes
  readonly #overlays: OverlayPort
  readonly #clock: Clock
  readonly #carried: Carried
  readonly #reader: OperationReader
  readonly #locks: LaneLocks
  readonly #memory: QueueMemory
  readonly #events: QueueEvents

  constructor(dependencies: MoverDependencies) {
    this.#store = dependencies.store
    this.#lanes = dependencies.lanes
    this.#overlays = dependencies.overlays
    this.#clock = dependencies.clock
    this.#carried = dependencies.carried
    this.#reader = dependencies.reader
    this.#locks = dependencies.locks
    this.#memory = dependencies.memory
    this.#events = dependencies.events
  }

  /** Those that `step` moves, with everything that must move with them. */
  async move(keys: readonly string[], step: StepOf): Promise<readonly Operation[]> {
    const hold = this.#reader.hold()
    try {
      const steps = (await hold.take(keys)).flatMap((operation) => step(operation) ?? [])
      return steps.length === 0 ? [] : await this.#moveAll(steps, new Set(), hold)
    } finally {
      hold.release()
    }
  }

  /** As `move`, while others move others. Null: something else must move with them, and nothing has been done. */
  async moveBeside(keys: readonly string[], step: StepOf): Promise<readonly Operation[] | null> {
    const hold = this.#reader.hold()
    try {
      const steps = (await hold.take(keys)).flatMap((operation) => step(operation) ?? [])
      const names = lanesFeeling(steps)
      const complete = async (): Promise<readonly Operation[] | null> =>
        followUpsOf(steps, this.#lanes, this.#clock.now()).size === 0 ? this.#complete(steps, hold) : null
      if (names.length === 0) return await complete()
      while (this.#locks.isHeld(names)) await this.#locks.whenFree(names)
      return await this.#locks.hold(names, complete)
    } finally {
      hold.release()
    }
  }

  /** Moves operations without reading them, with `records` in the transaction. */
  async moveUnread(move: Omit<UnreadMove, 'at'>, records: readonly Mutation[]): Promise<void> {
    const hold = this.#reader.hold()
    try {
      await hold.claim(move.keys)
      const { rows, mutations } = unreadMove({ ...move, at: this.#clock.now() }, this.#lanes)
      this.#reader.forget(move.keys)
      await commitTo(this.#store, [...mutations, ...records])
      for (const row of rows) this.#memory.moveUnread(row, move.to)
      this.#events.changed.emit(move.keys)
    } finally {
      hold.release()
    }
  }

  /** Stores `steps` with everything that must move with them. `held`: lanes that nobody else may add to meanwhile. */
  async #moveAll(steps: readonly Step[], held: ReadonlySet<string>, hold: Hold): Promise<readonly Operation[]> {
    const missing = lanesFeeling(steps).filter((name) => !held.has(name))
    if (missing.length > 0) {
      // A request for these lanes may be on its way to the disk, and must not miss what happens here.
      while (this.#locks.isHeld(missing)) await this.#locks.whenFree(missing)
      return this.#locks.hold(missing, () => this.#moveAll(steps, new Set([...held, ...missing]), hold))
    }
    const followUps = followUpsOf(steps, this.#lanes, this.#clock.now())
    if (followUps.size === 0) return this.#complete(steps, hold)
    const amended = steps.map((step) => amendedBy(step, followUps))
    const moved = new Set(steps.map((step) => step.after.key))
    const others = await hold.take([...followUps.keys()].filter((key) => !moved.has(key)))
    const more = others.flatMap((before) => {
      const change = changeOf(before, followUps)
      return change === null ? [] : [{ before, ...change }]
    })
    const isDone = more.length === 0 && amended.every((step, index) => step === steps[index])
    return isDone ? this.#complete(steps, hold) : this.#moveAll([...amended, ...more], held, hold)
  }

  async #complete(steps: readonly Step[], hold: Hold): Promise<readonly Operation[]> {
    if (steps.length === 0) return []
    const after = steps.map((step) => step.after)
    const keys = after.map((operation) => operation.key)
    const all = mutationsOfAll(steps, this.#lanes, this.#overlays, this.#carried)
    const mutations = sparing(all, (sequence) => hold.isElsewhere(sequence))
    try {
      await commitTo(this.#store, mutations)
    } catch (error) {
      this.#reader.forget(keys)
      throw error
    }
    for (const one of steps) this.#memory.move(one)
    this.#memory.rebase(mutations)
    for (const operation of after) this.#reader.remember(operation)
    this.#rename(steps)
    this.#events.changed.emit(keys)
    for (const one of steps) this.#events.announce(one)
    return after
  }

  #rename(steps: readonly Step[]): void {
    const renamed = steps.flatMap((one) => this.#memory.rename(one) ?? [])
    if (renamed.length > 0) this.#reader.forgetAll()
    for (const one of renamed) this.#events.renamed.emit(one)
  }
}
