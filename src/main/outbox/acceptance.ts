import { absentValueOf } from '#shared/domain/absent-fields.ts'
import type { Fields } from '#shared/domain/entities.ts'
import { withWholeGroups } from '#shared/domain/field-groups.ts'
import { type EntityRef, isSameEntity } from '#shared/domain/ids.ts'
import {
  fieldsOf,
  type Intent,
  OPERATION_SCHEMA_VERSION,
  type Operation,
  type OperationUser,
  type Priority,
} from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { OperationIndexRow } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { MAX_BATCH_SIZE } from './batches.ts'
import type { Carried } from './carried.ts'
import { checkIntent, type Presence } from './check-intent.ts'
import type { Lanes } from './lanes.ts'
import type { OverlayPort } from './overlay-port.ts'
import { referencesIn } from './references.ts'
import type { Timekeeper } from './timekeeper.ts'

export interface EnqueueOptions {
  /** Applied together or not at all, and rolled back together. */
  readonly isBatch?: boolean
  /** Keys of operations that must be applied first. */
  readonly dependsOn?: readonly string[]
  readonly priority?: Priority
}

const ID_PREFIX = {
  device: 'dev',
  playlist: 'pls',
  schedule: 'sch',
  content: 'con',
  alert: 'alr',
  wallboard: 'brd',
} as const

type Update = Extract<Operation['intent'], { kind: 'update' }>

/** Turns what an operator asks for into operations, checked and complete. Nothing is stored here. */
export class Acceptance {
  readonly #overlays: OverlayPort
  readonly #lanes: Lanes
  readonly #clock: Clock
  readonly #timekeeper: Timekeeper
  readonly #ids: Ids
  readonly #user: () => OperationUser
  readonly #carried: Carried
  #lastSequence = 0

  constructor(dependencies: {
    overlays: OverlayPort
    lanes: Lanes
    clock: Clock
    timekeeper: Timekeeper
    ids: Ids
    user: () => OperationUser
    carried: Carried
  }) {
    this.#overlays = dependencies.overlays
    this.#lanes = dependencies.lanes
    this.#clock = dependencies.clock
    this.#timekeeper = dependencies.timekeeper
    this.#ids = dependencies.ids
    this.#user = dependencies.user
    this.#carried = dependencies.carried
  }

  /** The highest number ever used: numbers are never used again. */
  continueAfter(sequence: number): void {
    this.#lastSequence = Math.max(sequence, this.#lastSequence)
  }

  nextSequence(): number {
    return ++this.#lastSequence
  }

  /**
   * Throws OutpostError `invalid-operation` with the field and the reason, or `not-found`: then no number is used up for
   * what came before it either, since nothing is stored.
   */
  prepare(intents: readonly Intent[], options: EnqueueOptions): Operation[] {
    if (options.isBatch === true && intents.length > MAX_BATCH_SIZE) {
      throw new OutpostError(
        'invalid-operation',
        `At most ${MAX_BATCH_SIZE} changes can be applied together; these are ${intents.length}.`,
      )
    }
    const isBatch = options.isBatch === true && intents.length > 1
    const batch = isBatch ? { id: this.#ids.uuid(), size: intents.length } : null
    const required = this.#sequencesOf(options.dependsOn ?? [])
    // A command must not take on the age of a sleep that the PC has just woken up from. For edits it would cost too much.
    if (intents.some((intent) => intent.kind === 'command')) this.#timekeeper.refresh()
    const made: Operation[] = []
    for (const raw of intents) made.push(this.#operationOf(raw, made, { ...options, batch, required }))
    return made
  }

  /** Numbers of the waiting operations that make what this one refers to: it cannot go before them. */
  makersOf(intent: Intent, before: readonly Operation[] = []): number[] {
    return referencesIn(intent).flatMap((ref) => {
      const waiting = this.#lanes.makerOf(ref)?.clientSequence
      const here = before.find((made) => made.intent.kind === 'create' && isSameEntity(made.intent, ref))
      const maker = waiting ?? here?.clientSequence
      return maker === undefined ? [] : [maker]
    })
  }

  #operationOf(
    raw: Intent,
    before: readonly Operation[],
    options: EnqueueOptions & { batch: Operation['batch']; required: readonly number[] },
  ): Operation {
    const entityId = raw.entityId ?? `${ID_PREFIX[raw.entityType]}_${this.#ids.uuid()}`
    const ref = { entityType: raw.entityType, entityId }
    const checked = { ...checkIntent({ ...raw, entityId }, this.#presenceOf(ref, before)), entityId }
    const intent = checked.kind === 'update' ? this.#whole(checked, before) : checked
    const now = this.#clock.now()
    return {
      key: this.#ids.uuid(),
      clientSequence: this.nextSequence(),
      intent,
      state: 'queued',
      priority: options.priority ?? (intent.kind === 'command' ? 'high' : 'normal'),
      ...this.#baseOf(intent, before),
      createdAt: now,
      changedAt: now,
      waitingSince: this.#timekeeper.stamp(),
      acceptedAt: null,
      attempts: 0,
      rounds: 0,
      nextAttemptAt: null,
      lastError: null,
      conflict: null,
      dependsOn: [...new Set([...options.required, ...this.makersOf(intent, before)])],
      batch: options.batch,
      user: this.#user(),
      schemaVersion: OPERATION_SCHEMA_VERSION,
      acknowledged: null,
    }
  }

  /** What the operator sees of an entity. A later intent of the same request may edit what an earlier one creates. */
  #presenceOf(ref: EntityRef, before: readonly Operation[]): Presence {
    const isMadeHere = before.some(({ intent }) => intent.kind === 'create' && isSameEntity(intent, ref))
    return isMadeHere ? 'present' : this.#overlays.presence(ref)
  }

  #baseOf(intent: Operation['intent'], before: readonly Operation[]): { baseVersion: number; baseFields: Fields } {
    const base = this.#overlays.base(intent)
    const isEdit = intent.kind === 'update' || intent.kind === 'delete'
    return {
      // After a crash the copy on disk may be older than what the edit before this one was made against.
      baseVersion: isEdit ? Math.max(base?.version ?? 0, this.#versionBehind(intent)) : 0,
      baseFields: intent.kind === 'update' ? this.#replacedBy(intent, before) : {},
    }
  }

  /**
   * The values that an update replaces: what was on screen, what waits included. So an edit behind another one builds on
   * that, and does not take its maker's own earlier change for somebody else's.
   */
  #replacedBy(intent: Update, before: readonly Operation[]): Fields {
    const shown = this.#shownBefore(intent, before)
    return Object.fromEntries(Object.keys(intent.fields).map((name) => [name, shown(name)]))
  }

  /** With what says one thing together: what is not changed of it goes along as it was on screen. */
  #whole(intent: Update, before: readonly Operation[]): Update {
    const shown = (field: string): unknown => this.#shownBefore(intent, before)(field)
    const fields = withWholeGroups(intent.entityType, intent.fields, shown)
    return fields === intent.fields ? intent : { ...intent, fields }
  }

  #shownBefore(intent: Update, before: readonly Operation[]): (field: string) => unknown {
    const earlier = before.filter((made) => isSameEntity(made.intent, intent)).map((made) => fieldsOf(made.intent))
    const shown = [...earlier.reverse(), this.#overlays.shown(intent)]
    return (field) =>
      shown.find((fields) => Object.hasOwn(fields, field))?.[field] ?? absentValueOf(intent.entityType, field)
  }

  #versionBehind(ref: EntityRef): number {
    // What was made on another PC may have been made against a version that nobody has seen on this one.
    const isSeen = (row: OperationIndexRow): boolean =>
      row.kind !== 'command' && this.#carried.makerOf(row.clientSequence) === null
    return this.#lanes.findLastOf(ref, isSeen)?.baseVersion ?? 0
  }

  #sequencesOf(keys: readonly string[]): number[] {
    return keys.flatMap((key) => this.#lanes.get(key)?.clientSequence ?? [])
  }
}
