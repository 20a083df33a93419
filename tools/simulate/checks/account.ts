import { isDeepStrictEqual } from 'node:util'
import type { Mutation } from '../../../src/main/database/store.ts'
import { type EntityRef, laneOf } from '../../../src/shared/domain/ids.ts'
import { type ConflictDetail, fieldsOf, type Operation, type Transition } from '../../../src/shared/domain/operation.ts'
import type { Act, KnownOperation, StoredStep } from './known-operation.ts'
import { NOTHING_SEEN, type ShownEntity, seenIn, seenToo } from './seen.ts'
import { SLACK_ACROSS_STARTS_MS, SLACK_MS } from './slack.ts'

const COUNTED_ANEW = ['retried-by-operator', 'edited-by-operator']
const ROUNDS = ['rebased', 'merged-with-others', 'resolved-automatically']
const UNDONE = 'resolution-undone'
const DECIDED = ['kept-mine-by-operator', 'resolved-by-operator', UNDONE, ...COUNTED_ANEW]
/** What the server cannot be asked about, and what it holds does not tell; the rest of a batch shares the doubt. */
const GUESSED = /^(?:(?:batch:)?rejected:outcome-unknown|not-found-by-reading)$/
const FRESH_AGAIN = [
  'kept-mine-by-operator',
  'resolved-by-operator',
  'confirmed-by-operator',
  'retried-by-operator',
  'edited-by-operator',
]

type Of<T extends Mutation['type']> = Extract<Mutation, { type: T }>

export interface AccountOptions {
  readonly name: string
  readonly now: () => number
  /** An entity as the console shows it now. */
  readonly shown: (ref: EntityRef) => ShownEntity
  readonly lastSleep: () => Sleep | null
  /** Names the present start of the PC. */
  readonly start: () => string
}

/** From when to when a PC slept last. */
export interface Sleep {
  readonly from: number
  readonly to: number
}

/** What waited for the disk when the PC fell asleep is there this soon after it wakes. */
const WAKING_MS = 1_000

/** What the simulator knows of the operations of one console, by watching what becomes durable. */
export class Account {
  readonly name: string
  readonly operations = new Map<string, KnownOperation>()
  /** Names, by type, that the server has replaced by others. */
  readonly renamed = new Set<string>()
  readonly #numbers = new Map<number, string>()
  /** What a person was shown last of each operation in conflict. */
  readonly #conflicts = new Map<string, ConflictDetail>()
  readonly #now: () => number
  readonly #shown: (ref: EntityRef) => ShownEntity
  readonly #lastSleep: () => Sleep | null
  readonly #start: () => string
  /** Told of every durable step, after it was taken into account. */
  onStep: (step: StoredStep) => void = () => undefined

  constructor({ name, now, shown, lastSleep, start }: AccountOptions) {
    this.#start = start
    this.name = name
    this.#now = now
    this.#shown = shown
    this.#lastSleep = lastSleep
  }

  get(key: string): KnownOperation | undefined {
    return this.operations.get(key)
  }

  byNumber(sequence: number): KnownOperation | undefined {
    return this.operations.get(this.#numbers.get(sequence) ?? '')
  }

  ofBatch(id: string): KnownOperation[] {
    return [...this.operations.values()].filter(({ operation }) => operation.batch?.id === id)
  }

  /** How exactly the age of what began in a start of the PC can be known there now. Milliseconds. */
  slackSince(start: string): number {
    return start === this.#start() ? SLACK_MS : SLACK_ACROSS_STARTS_MS
  }

  /** A person does something with operations; what becomes durable for it may follow. */
  acted(keys: readonly string[], act: Act): void {
    for (const key of keys) this.operations.get(key)?.acts.add(act)
  }

  committed(mutations: readonly Mutation[]): void {
    for (const mutation of mutations) {
      if (mutation.type === 'conflict.record') this.get(mutation.record.key)?.records.push(mutation.record)
    }
    // Whatever is absorbed in a transaction ends before what absorbs it is made.
    for (const mutation of mutations) {
      if (mutation.type === 'operation.insert') this.#inserted(mutation, mutations)
      else if (mutation.type === 'operation.change') this.#changed(mutation.operation, mutation.transition)
      else if (mutation.type === 'operations.move') this.#moved(mutation)
      else if (mutation.type === 'operation.lost') {
        const { row, transition } = mutation
        this.#moved({ type: 'operations.move', sequences: [row.clientSequence], transition })
      } else if (mutation.type === 'lane.rebase') this.#rebased(mutation)
      else if (mutation.type === 'entity.rename') this.#renamed(mutation)
    }
  }

  #inserted({ operation, reason }: Of<'operation.insert'>, together: readonly Mutation[]): void {
    const now = this.#now()
    const { version, data } = this.#shown(operation.intent)
    const shown = { version: Math.max(operation.baseVersion, version), data: [...data, operation.baseFields] }
    // Whoever deletes an entity decides about all of it.
    const names =
      operation.intent.kind === 'delete' ? Object.keys(data[0] ?? {}) : Object.keys(fieldsOf(operation.intent))
    const seen = new Map(names.map((field) => [field, seenIn(shown, field)]))
    const known: KnownOperation = {
      operation,
      madeAt: now,
      freshAt: now,
      freshStart: this.#start(),
      // What is made again by undoing a decision is as old as what was decided about.
      freshSince: reason === UNDONE ? 0 : this.#earliestNow(),
      since: now,
      wasSetAside: false,
      isCarried: null,
      isOfSeveral: false,
      wasDoubted: false,
      mergedFields: new Set(),
      seen,
      seenVersion: shown.version,
      records: [],
      rounds: 0,
      refusals: 0,
      acts: new Set(),
      isOutcomeUnknown: false,
    }
    for (const mutation of together) {
      if (mutation.type === 'operation.change') this.#inherit(known, mutation.operation.key, mutation.transition)
      if (mutation.type === 'operations.move') {
        for (const one of mutation.sequences) this.#inherit(known, this.#numbers.get(one) ?? '', mutation.transition)
      }
    }
    this.operations.set(operation.key, known)
    this.#numbers.set(operation.clientSequence, operation.key)
    this.onStep({ known, before: null, from: null, to: operation.state, reason })
  }

  /** A change that carries an earlier one has seen of its fields what that had, where it does not set them anew. */
  #inherit(known: KnownOperation, key: string, { to, reason }: Transition): void {
    const earlier = this.operations.get(key)
    if (earlier === undefined || to !== 'merged' || !reason.endsWith(known.operation.key)) return
    const [before, after] = [fieldsOf(earlier.operation.intent), fieldsOf(known.operation.intent)]
    earlier.isCarried =
      earlier.operation.intent.kind !== 'command' && Object.keys(before).every((name) => name in after)
    for (const [field, seen] of earlier.seen) {
      if (isDeepStrictEqual(before[field], after[field])) known.seen.set(field, seen)
    }
    known.isOfSeveral ||= earlier.isOfSeveral || earlier.operation.user.id !== known.operation.user.id
    known.wasSetAside ||= earlier.wasSetAside
    known.records.push(...earlier.records)
    known.rounds = Math.max(known.rounds, earlier.rounds)
    for (const act of earlier.acts) known.acts.add(act)
  }

  #changed(operation: Operation, { from, to, reason }: Transition): void {
    const known = this.operations.get(operation.key)
    if (known === undefined) return
    if (operation.conflict !== null) this.#conflicts.set(operation.key, operation.conflict)
    if (reason === 'edited-by-operator') this.#seenAnew(known, operation)
    const before = known.operation
    known.operation = operation
    this.#step({ known, before, from, to, reason })
  }

  /** Who corrects values sees what is there now. */
  #seenAnew({ operation: before, seen }: KnownOperation, { intent }: Operation): void {
    const [old, shown] = [fieldsOf(before.intent), this.#shown(intent)]
    for (const [field, value] of Object.entries(fieldsOf(intent))) {
      if (!isDeepStrictEqual(value, old[field])) seen.set(field, seenIn(shown, field))
    }
  }

  #moved({ sequences, transition: { from, to, reason } }: Of<'operations.move'>): void {
    for (const sequence of sequences) {
      const known = this.byNumber(sequence)
      if (known === undefined) continue
      const before = known.operation
      known.operation = { ...before, state: to, nextAttemptAt: null }
      this.#step({ known, before, from, to, reason })
    }
  }

  #step(step: StoredStep): void {
    const { known, from, to, reason } = step
    known.since = this.#now()
    if (to === 'quarantined' || to === 'stale') known.wasSetAside = true
    if (to === 'unknown') known.wasDoubted = true
    // A waiting one that is only to go now keeps its age.
    if (FRESH_AGAIN.includes(reason) && from !== 'queued') {
      known.freshAt = known.since
      known.freshStart = this.#start()
      known.freshSince = this.#earliestNow()
    }
    if (reason === UNDONE) known.freshSince = known.madeAt
    if (COUNTED_ANEW.includes(reason)) known.refusals = 0
    // What the feed tells of before it is sent costs no round.
    if (ROUNDS.includes(reason) && from !== 'queued') known.rounds++
    if (DECIDED.includes(reason)) known.rounds = 0
    // What was found by reading back speaks for the server.
    if (from === 'unknown' && reason.startsWith('rejected:')) known.refusals++
    if (GUESSED.test(reason)) known.isOutcomeUnknown = true
    if (from === 'conflicted' && to === 'queued') this.#decided(known)
    this.onStep(step)
  }

  #earliestNow(): number {
    const now = this.#now()
    const sleep = this.#lastSleep()
    return sleep !== null && now - sleep.to < WAKING_MS ? sleep.from : now
  }

  /** A person has decided in the face of the server's values, for all of this console's work on them. */
  #decided({ operation, mergedFields }: KnownOperation): void {
    const { intent, baseVersion, clientSequence } = operation
    const values = this.#conflicts.get(operation.key)?.serverFields ?? {}
    for (const field of Object.keys(values)) mergedFields.add(field)
    for (const known of this.operations.values()) {
      if (laneOf(known.operation.intent) !== laneOf(intent) || known.operation.clientSequence < clientSequence) continue
      for (const field of Object.keys(intent.kind === 'delete' ? values : fieldsOf(intent))) {
        const seen = known.seen.get(field) ?? NOTHING_SEEN
        known.seen.set(field, seenToo(seen, baseVersion, values[field]))
      }
    }
  }

  #rebased({ sequences, from, version }: Of<'lane.rebase'>): void {
    for (const known of this.operations.values()) {
      const { operation } = known
      const { state, baseVersion, clientSequence } = operation
      const isBehind = state === 'queued' && baseVersion >= from && baseVersion < version
      if (!isBehind || !sequences.includes(clientSequence)) continue
      known.operation = { ...operation, baseVersion: version }
    }
  }

  #renamed({ ref, to }: Of<'entity.rename'>): void {
    this.renamed.add(laneOf(ref))
    for (const known of this.operations.values()) {
      const { operation } = known
      if (laneOf(operation.intent) !== laneOf(ref)) continue
      known.operation = { ...operation, intent: { ...operation.intent, entityId: to } }
    }
  }
}
