import type { Mutation } from '../../../src/main/database/store.ts'
import { type EntityRef, laneOf } from '../../../src/shared/domain/ids.ts'
import { fieldsOf, type Operation, type OperationState, type Transition } from '../../../src/shared/domain/operation.ts'

/** What a person may do with an operation that waits. */
export type Act = 'confirm' | 'retry' | 'edit' | 'keep' | 'take-back'

/** One operation as it stands on the disk, with what only the simulator knows of it. All times are true times. */
export interface KnownOperation {
  /** As it was stored last. */
  operation: Operation
  readonly madeAt: number
  /** When it was made, or last confirmed, sent again or corrected by a person. */
  freshAt: number
  /** Since when it is in its present state. */
  since: number
  /** It was refused or too old at some time: later ones may have gone before it. */
  wasSetAside: boolean
  /** By field, the newest version of the entity whose value its author can have seen when he decided about it. */
  readonly seen: Map<string, number>
  /** The same for the entity as a whole. */
  seenWhole: number
  /** Answers of the server that count against it, since a person last sent it again. */
  refusals: number
  readonly acts: Set<Act>
}

export interface StoredStep {
  readonly known: KnownOperation
  readonly from: OperationState | null
  readonly to: OperationState
  readonly reason: string
}

const FRESH_AGAIN = ['confirmed-by-operator', 'retried-by-operator', 'edited-by-operator']

type Of<T extends Mutation['type']> = Extract<Mutation, { type: T }>

/** What the simulator knows of the operations of one console, by watching what becomes durable. */
export class Account {
  readonly name: string
  readonly operations = new Map<string, KnownOperation>()
  readonly #numbers = new Map<number, string>()
  readonly #now: () => number
  /** The version of an entity that the console's copy holds now; 0: none. */
  readonly #shownVersion: (ref: EntityRef) => number
  /** Told of every durable step, after it was taken into account. */
  onStep: (step: StoredStep) => void = () => undefined

  constructor(name: string, now: () => number, shownVersion: (ref: EntityRef) => number) {
    this.name = name
    this.#now = now
    this.#shownVersion = shownVersion
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

  /** A person does something with operations; what becomes durable for it may follow. */
  acted(keys: readonly string[], act: Act): void {
    for (const key of keys) this.operations.get(key)?.acts.add(act)
  }

  committed(mutations: readonly Mutation[]): void {
    // Whatever is absorbed in a transaction ends before what absorbs it is made.
    for (const mutation of mutations) {
      if (mutation.type === 'operation.insert') this.#inserted(mutation, mutations)
      else if (mutation.type === 'operation.change') this.#changed(mutation.operation, mutation.transition)
      else if (mutation.type === 'operations.move') this.#moved(mutation)
      else if (mutation.type === 'lane.rebase') this.#rebased(mutation)
      else if (mutation.type === 'entity.rename') this.#renamed(mutation)
    }
  }

  #inserted({ operation, reason }: Of<'operation.insert'>, together: readonly Mutation[]): void {
    const now = this.#now()
    const shown = Math.max(operation.baseVersion, this.#shownVersion(operation.intent))
    const seen = new Map(Object.keys(fieldsOf(operation.intent)).map((field) => [field, shown]))
    const known: KnownOperation = {
      operation,
      madeAt: now,
      freshAt: now,
      since: now,
      wasSetAside: false,
      seen,
      seenWhole: shown,
      refusals: 0,
      acts: new Set(),
    }
    for (const mutation of together) {
      if (mutation.type === 'operation.change' && mutation.transition.to === 'merged') this.#inherit(known, mutation)
    }
    this.operations.set(operation.key, known)
    this.#numbers.set(operation.clientSequence, operation.key)
    this.onStep({ known, from: null, to: operation.state, reason })
  }

  /** A change that carries an earlier one has seen no more of its fields than that had, where it does not set them anew. */
  #inherit(known: KnownOperation, { operation, transition }: Of<'operation.change'>): void {
    const earlier = this.operations.get(operation.key)
    if (earlier === undefined || !transition.reason.endsWith(known.operation.key)) return
    for (const [field, version] of earlier.seen) {
      known.seen.set(field, Math.min(version, known.seen.get(field) ?? version))
    }
    known.wasSetAside ||= earlier.wasSetAside
  }

  #changed(operation: Operation, { from, to, reason }: Transition): void {
    const known = this.operations.get(operation.key)
    if (known === undefined) return
    known.operation = operation
    this.#step(known, from, to, reason)
  }

  #moved({ sequences, transition: { from, to, reason } }: Of<'operations.move'>): void {
    for (const sequence of sequences) {
      const known = this.byNumber(sequence)
      if (known === undefined) continue
      known.operation = { ...known.operation, state: to, nextAttemptAt: null }
      this.#step(known, from, to, reason)
    }
  }

  #step(known: KnownOperation, from: OperationState | null, to: OperationState, reason: string): void {
    known.since = this.#now()
    if (to === 'quarantined' || to === 'stale') known.wasSetAside = true
    // A waiting one that is only to go now keeps its age.
    if (FRESH_AGAIN.includes(reason) && from !== 'queued') known.freshAt = known.since
    if (FRESH_AGAIN.includes(reason)) known.refusals = 0
    // Somebody, or a strategy that somebody chose, has decided in the face of the server's values.
    if (to === 'queued' && (from === 'conflicted' || reason === 'resolved-automatically')) seeEverything(known)
    this.onStep({ known, from, to, reason })
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
    for (const known of this.operations.values()) {
      const { operation } = known
      if (laneOf(operation.intent) !== laneOf(ref)) continue
      known.operation = { ...operation, intent: { ...operation.intent, entityId: to } }
    }
  }
}

function seeEverything(known: KnownOperation): void {
  const { baseVersion, intent } = known.operation
  for (const field of Object.keys(fieldsOf(intent))) known.seen.set(field, baseVersion)
  known.seenWhole = baseVersion
}
