import { z } from 'zod'
import type { Mutation, OperationIndexRow } from '../database/store.ts'

const RECORD_PREFIX = 'bundle:'

/** Why such an operation is not made again under another key: the server could not tell that both are one. */
export const ON_ANOTHER_PC = 'Another PC may have it too, and send it. Look there first, then make the change again.'

/** What is remembered of a bundle, or a file of refused changes, that was written or taken in here, in the store's `meta`. */
const recordSchema = z.object({
  direction: z.enum(['out', 'in']),
  /** Milliseconds since the epoch, by this PC's clock. */
  at: z.number(),
  /** The console whose bundle it is. */
  clientId: z.string(),
  /** As people call its PC. */
  computer: z.string(),
  /** Of the key it is signed with; empty: it is not signed. */
  fingerprint: z.string(),
  /** Numbers of the operations here, each span from its first to its last. */
  spans: z.array(z.tuple([z.number(), z.number()])),
})
export type BundleRecord = z.infer<typeof recordSchema>

/**
 * Which waiting operations exist on another PC too, under the same key. Such an operation must stay what it is: were it
 * merged into another one here, both would reach the server, each from its own PC.
 */
export class Carried {
  readonly #records = new Map<string, BundleRecord>()
  /** Numbers of operations that were carried away from here. */
  readonly #away = new Set<number>()
  /** By number: the console that made an operation which was taken in. */
  readonly #makers = new Map<number, string>()

  /** Takes what is remembered of bundles from the store's `meta`; only what still waits matters. */
  restore(meta: Readonly<Record<string, string>>, waiting: { rows(): Iterable<OperationIndexRow> }): void {
    for (const [name, value] of Object.entries(meta)) {
      if (!name.startsWith(RECORD_PREFIX)) continue
      const record = parsedRecord(value)
      if (record === null) continue
      this.#records.set(name.slice(RECORD_PREFIX.length), record)
      this.#note(
        record,
        Array.from(waiting.rows(), (row) => row.clientSequence).filter((sequence) => isIn(record, sequence)),
      )
    }
  }

  /** What is to be stored so that the bundle is remembered. */
  static record(bundleId: string, record: BundleRecord): Mutation {
    return { type: 'meta.put', name: RECORD_PREFIX + bundleId, value: JSON.stringify(record) }
  }

  /** The record is stored. */
  remember(bundleId: string, record: BundleRecord, sequences: readonly number[]): void {
    this.#records.set(bundleId, record)
    this.#note(record, sequences)
  }

  /** What is remembered of a bundle; undefined: it was never here. */
  bundle(bundleId: string): BundleRecord | undefined {
    return this.#records.get(bundleId)
  }

  /** Whether a bundle signed with this key was taken in before. */
  isKnownSigner(fingerprint: string): boolean {
    return [...this.#records.values()].some((record) => record.direction === 'in' && record.fingerprint === fingerprint)
  }

  /** Whether another PC has it too, or had it first. */
  has(sequence: number): boolean {
    return this.#away.has(sequence) || this.#makers.has(sequence)
  }

  /** Whether another PC has or had it, also of operations that are over. */
  hadEver(sequence: number): boolean {
    return [...this.#records.values()].some((record) => isIn(record, sequence))
  }

  wasCarriedAway(sequence: number): boolean {
    return this.#away.has(sequence)
  }

  /** The console that made it, when that is another one; null: made here. */
  makerOf(sequence: number): string | null {
    return this.#makers.get(sequence) ?? null
  }

  #note({ direction, clientId }: BundleRecord, sequences: readonly number[]): void {
    for (const sequence of sequences) {
      if (direction === 'in') this.#makers.set(sequence, clientId)
      else this.#away.add(sequence)
    }
  }
}

function isIn({ spans }: BundleRecord, sequence: number): boolean {
  return spans.some(([first, last]) => sequence >= first && sequence <= last)
}

/** Numbers as spans without gaps. */
export function spansOf(sequences: readonly number[]): [number, number][] {
  const spans: [number, number][] = []
  for (const sequence of [...sequences].sort((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last !== undefined && sequence <= last[1] + 1) last[1] = sequence
    else spans.push([sequence, sequence])
  }
  return spans
}

function parsedRecord(value: string): BundleRecord | null {
  try {
    return recordSchema.safeParse(JSON.parse(value)).data ?? null
  } catch {
    return null
  }
}
