import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import { type Intent, isSettled, type Operation, type OperationUser } from '#shared/domain/operation.ts'
import type { Mutation, Store } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Acceptance, EnqueueOptions } from './acceptance.ts'
import type { Aliases } from './aliases.ts'
import { assertRoom, type OutboxLimits } from './capacity.ts'
import type { Carried } from './carried.ts'
import { absorb, type Coalescing, coalescingOf } from './coalesce.ts'
import type { LaneLocks } from './lane-locks.ts'
import type { Lanes } from './lanes.ts'
import type { OverlayPort } from './overlay-port.ts'
import { mergedInto, Predecessors } from './predecessors.ts'
import { referencesIn } from './references.ts'
import { mutationsOf, type Step } from './step.ts'
import { commitTo } from './store-trouble.ts'

export interface Accepted {
  readonly key: string
  readonly entityId: string
  readonly clientSequence: number
  /** Waiting changes of the same thing that this one carries along: taking it back takes them back too. */
  readonly merged: readonly string[]
}

/** New operations, and what became of those they are coalesced with. */
export interface Made {
  readonly made: readonly Operation[]
  readonly steps: readonly Step[]
}

export interface IntakeDependencies {
  readonly store: Store
  readonly overlays: OverlayPort
  readonly lanes: Lanes
  readonly aliases: Aliases
  readonly acceptance: Acceptance
  readonly locks: LaneLocks
  readonly carried: Carried
  readonly clock: Clock
  readonly limits: () => OutboxLimits
  readonly user: () => OperationUser
  /** Keys of operations that a transition is moving just now. */
  readonly moving: ReadonlyMap<string, number>
  /** Told when they are on disk. */
  readonly remember: (made: Made) => void
}

/** The way into the queue: checks what is asked for, coalesces it with what waits, and stores both in one transaction. */
export class Intake {
  readonly #dependencies: IntakeDependencies
  readonly #predecessors: Predecessors
  /** Accepted into memory or about to be: keeps concurrent callers below the cap. */
  #reserved = 0

  constructor(dependencies: IntakeDependencies) {
    this.#dependencies = dependencies
    this.#predecessors = new Predecessors(dependencies)
  }

  /** See `Outbox.enqueue`. */
  async enqueue(raw: readonly Intent[], options: EnqueueOptions): Promise<readonly Accepted[]> {
    const { aliases, lanes, locks } = this.#dependencies
    for (;;) {
      const dependsOn = options.dependsOn === undefined ? [] : await this.#predecessors.waitingOf(options.dependsOn)
      const intents = raw.map((intent) => aliases.translate(intent))
      const names = this.#lanesOf(intents, dependsOn)
      const isCertain = dependsOn.every((key) => lanes.has(key))
      // Another request for the same thing may just be on its way to the disk: this one is to build on it.
      if (isCertain && !locks.isHeld(names)) {
        return locks.hold(names, () => this.#accept(intents, { ...options, dependsOn }))
      }
      await locks.whenFree(names)
    }
  }

  /** The lanes that new intents change or build on. */
  #lanesOf(intents: readonly Intent[], dependsOn: readonly string[]): string[] {
    const { lanes, locks } = this.#dependencies
    const own = intents.flatMap(({ entityType, entityId }) => (entityId ? [laneOf({ entityType, entityId })] : []))
    const made = intents
      .flatMap(referencesIn)
      .filter((ref) => locks.isHeld([laneOf(ref)]) || lanes.makerOf(ref) !== undefined)
    const awaited = dependsOn.flatMap((key) => lanes.get(key) ?? [])
    return [...own, ...made.map(laneOf), ...awaited.map(laneOf), ...this.#inherited(intents).map(laneOf)]
  }

  /** What a waiting edit depends on, which a new one would take over: if that is just taken back, it has to know. */
  #inherited([only, ...others]: readonly Intent[]): readonly EntityRef[] {
    const { lanes } = this.#dependencies
    if (only?.kind !== 'update' || others.length > 0) return []
    const last = lanes.lastOf(only)
    return (last?.dependsOn ?? []).flatMap((sequence) => lanes.bySequence(sequence) ?? [])
  }

  async #accept(intents: readonly Intent[], options: EnqueueOptions): Promise<readonly Accepted[]> {
    const { lanes, limits, acceptance, store, overlays, carried, remember } = this.#dependencies
    assertRoom(limits(), lanes.size + this.#reserved + intents.length, lanes)
    const prepared = acceptance.prepare(intents, options)
    const plan = this.#planFor(prepared)
    const taken = rowsOf(plan).map((row) => row.key)
    for (const key of taken) lanes.claim(key)
    this.#reserved += prepared.length
    try {
      const { made, steps } = taken.length === 0 ? { made: prepared, steps: [] } : await this.#coalesced(prepared, plan)
      // Nothing is waited for between here and the store: what was prepared must not be overtaken by an answer.
      const ended = steps.flatMap((step) => mutationsOf(step, lanes, overlays, carried))
      await commitTo(store, [...ended, ...made.map(insertOf)])
      remember({ made, steps })
      const merged = steps.map((step) => step.after.key)
      return made.map(({ key, clientSequence, intent }) => ({ key, clientSequence, entityId: intent.entityId, merged }))
    } finally {
      this.#reserved -= prepared.length
      for (const key of taken) lanes.release(key)
    }
  }

  #planFor(made: readonly Operation[]): Coalescing {
    const { lanes, moving, user, carried } = this.#dependencies
    const [only, ...others] = made
    if (only === undefined || others.length > 0 || only.batch !== null) return { kind: 'none' }
    const isDelete = only.intent.kind === 'delete'
    const last = lanes.lastOf(only.intent)
    if (last === undefined || (!isDelete && only.intent.kind !== 'update')) return { kind: 'none' }
    // While an answer is being stored, the lane may be put on another base: what is read now would be based on the old one.
    const lane = isDelete || moving.size > 0 ? lanes.laneRows(only.intent) : [last]
    if (moving.size > 0 && lane.some((row) => moving.has(row.key))) return { kind: 'none' }
    return coalescingOf(
      only.intent,
      lane,
      user().id,
      (row) => !lanes.isClaimed(row.key) && !carried.has(row.clientSequence) && lanes.dependantsOf(row).length === 0,
    )
  }

  async #coalesced(made: readonly Operation[], plan: Coalescing): Promise<Made> {
    const { store, acceptance, clock } = this.#dependencies
    const rows = rowsOf(plan)
    const earlier = (await store.operations(rows.map((row) => row.key))).operations
    const [only] = made
    const [first] = earlier
    // What could not be read is not touched: then nothing is coalesced.
    if (only === undefined || first === undefined || earlier.length < rows.length) return { made, steps: [] }
    const isMerged = plan.kind === 'absorb'
    const state: Operation['state'] = isMerged ? 'merged' : 'cancelled'
    const reason = isMerged ? mergedInto(only.key) : 'deleted-before-sent'
    const changedAt = clock.now()
    const steps = earlier.map((before) => ({ before, after: { ...before, state, changedAt }, reason }))
    const kept = isMerged ? absorb(only, first, (intent) => acceptance.makersOf(intent)) : { ...only, state }
    return { made: [kept], steps }
  }
}

function rowsOf(plan: Coalescing): readonly { readonly key: string }[] {
  if (plan.kind === 'none') return []
  return plan.kind === 'absorb' ? [plan.row] : plan.rows
}

function insertOf(operation: Operation): Mutation {
  return { type: 'operation.insert', operation, reason: isSettled(operation.state) ? 'never-sent' : 'made' }
}
