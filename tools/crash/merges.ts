import type { AcceptedOperation, StoredOperation } from './evidence.ts'

const MERGED_INTO = 'merged-into:'

/** Which operation carries the values of which: a later edit of the same thing takes an earlier one along. */
export class Merges {
  readonly #byKey: ReadonlyMap<string, StoredOperation>
  readonly #carried = new Map<string, StoredOperation[]>()

  constructor(stored: readonly StoredOperation[]) {
    this.#byKey = new Map(stored.map((operation) => [operation.key, operation]))
    for (const operation of stored) {
      const carrier = this.carrierOf(operation)
      if (carrier === null || carrier === operation) continue
      this.#carried.set(carrier.key, [...(this.#carried.get(carrier.key) ?? []), operation])
    }
  }

  get(key: string): StoredOperation | undefined {
    return this.#byKey.get(key)
  }

  /** The operation that is sent for this one; itself unless it was merged. Null: it names one that does not follow it. */
  carrierOf(operation: StoredOperation): StoredOperation | null {
    let found = operation
    while (found.state === 'merged') {
      const reason = found.reasons.at(-1) ?? ''
      const next = reason.startsWith(MERGED_INTO) ? this.#byKey.get(reason.slice(MERGED_INTO.length)) : undefined
      const isBehind = next !== undefined && next.clientSequence > found.clientSequence && isSameEntity(next, found)
      if (!isBehind) return null
      found = next
    }
    return found
  }

  /** The values it must have been sent with: its own on top of those it carries, each as it was asked for. */
  valuesOf(carrier: StoredOperation, accepted: ReadonlyMap<string, AcceptedOperation>): Record<string, unknown> {
    const all = [...(this.#carried.get(carrier.key) ?? []), carrier].sort((a, b) => a.clientSequence - b.clientSequence)
    // What was stored and never told, because the kill came in between, is known from the file alone.
    return Object.assign({}, ...all.map(({ key, fields }) => accepted.get(key)?.asked?.fields ?? fields)) as Record<
      string,
      unknown
    >
  }
}

function isSameEntity(a: StoredOperation, b: StoredOperation): boolean {
  return a.entityType === b.entityType && a.entityId === b.entityId
}
