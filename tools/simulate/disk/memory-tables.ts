import { StoreError } from '../../../src/main/database/errors.ts'
import { digestOf, type LedgerLines } from '../../../src/main/database/ledger-chain.ts'
import { rowOfLost } from '../../../src/main/database/lost-row.ts'
import {
  type EntityRow,
  type OperationRow,
  payloadOf,
  rowOfOperation,
  standOf,
} from '../../../src/main/database/rows.ts'
import type { Alias, Mutation } from '../../../src/main/database/store.ts'
import type { ConflictRecord } from '../../../src/shared/domain/conflict.ts'
import { laneOf } from '../../../src/shared/domain/ids.ts'
import {
  isSettled,
  type Operation,
  type OperationState,
  type Transition,
} from '../../../src/shared/domain/operation.ts'

type Of<T extends Mutation['type']> = Extract<Mutation, { type: T }>
export type StoredRow = OperationRow & { readonly history: string }

const MAX_HISTORY = 16_000
const NEW_LINE = '\n'

/**
 * The tables of one site in memory. Rows hold text, as on disk, so that whatever is read went through the shipped way of
 * writing and parsing it. Every change is noted, so that a transaction can be undone.
 */
export class MemoryTables {
  readonly rows = new Map<number, StoredRow>()
  readonly numbers = new Map<string, number>()
  readonly entities = new Map<string, EntityRow>()
  readonly meta = new Map<string, string>()
  readonly aliases = new Map<string, Alias>()
  readonly conflicts = new Map<string, ConflictRecord>()
  #undo: (() => void)[] = []

  /** Runs `work` whole or not at all. */
  transact<T>(work: () => T): T {
    this.#undo = []
    try {
      return work()
    } catch (error) {
      for (const undo of this.#undo.reverse()) undo()
      throw error
    } finally {
      this.#undo = []
    }
  }

  apply(mutation: Mutation, ledger: LedgerLines): void {
    switch (mutation.type) {
      case 'operation.insert':
        return this.#insert(mutation, ledger)
      case 'operation.change':
        return this.#change(mutation, ledger)
      case 'operations.move':
        return this.#move(mutation, ledger)
      case 'operation.lost':
        return this.#lost(mutation, ledger)
      case 'lane.rebase':
        return this.#rebase(mutation)
      case 'entity.rename':
        return this.#rename(mutation)
      case 'entity.put':
        return this.#set(this.entities, refName(mutation.record), rowOfEntity(mutation))
      case 'reports.put':
        return this.#report(mutation)
      case 'entity.remove':
        return this.#delete(this.entities, laneOf(mutation.ref))
      case 'meta.put':
        return this.#set(this.meta, mutation.name, mutation.value)
      case 'conflict.record':
        return this.#set(this.conflicts, mutation.record.id, copyOf(mutation.record))
    }
  }

  #report({ reports }: Of<'reports.put'>): void {
    for (const { ref, sequence, reported } of reports) {
      const stored = this.entities.get(laneOf(ref))
      if (stored === undefined) continue
      this.#set(this.entities, laneOf(ref), { ...stored, sequence, reported: JSON.stringify(reported) })
    }
  }

  /** Those that are not over, in the order they were made. */
  unsettled(): StoredRow[] {
    const rows = [...this.rows.values()].filter((row) => !isSettled(row.state as OperationState))
    return rows.sort((a, b) => a.client_sequence - b.client_sequence)
  }

  #insert({ operation, reason }: Of<'operation.insert'>, ledger: LedgerLines): void {
    const { key, clientSequence, state, changedAt } = operation
    if (this.numbers.has(key) || this.rows.has(clientSequence)) {
      throw new StoreError('other', `operation ${key} with number ${clientSequence} is there already`)
    }
    const row = rowOfOperation(operation)
    this.#set(this.numbers, key, clientSequence)
    this.#set(this.rows, clientSequence, { ...row, history: historyLine({ to: state, at: changedAt, reason }) })
    ledger.add({ from: null, to: state, at: changedAt, reason }, [clientSequence, digestOf(row.intent), key])
  }

  #change({ operation, transition, isAmended }: Of<'operation.change'>, ledger: LedgerLines): void {
    const { clientSequence, key } = operation
    const before = this.rows.get(clientSequence)
    if (before === undefined || before.key !== key || before.state !== transition.from)
      throw moved(key, transition.from)
    const row = { ...before, ...standOf(operation), ...(isAmended ? payloadOf(operation) : {}) }
    this.#set(this.rows, clientSequence, { ...row, history: appended(before.history, transition) })
    ledger.add(transition, isAmended ? [clientSequence, digestOf(row.intent)] : clientSequence)
  }

  #move({ sequences, transition }: Of<'operations.move'>, ledger: LedgerLines): void {
    for (const sequence of sequences) {
      const row = this.rows.get(sequence)
      if (row === undefined || row.state !== transition.from) throw moved(`number ${sequence}`, transition.from)
      const history = appended(row.history, transition)
      const after = { ...row, state: transition.to, changed_at: transition.at, next_attempt_at: null, history }
      this.#set(this.rows, sequence, after)
      ledger.add(transition, sequence)
    }
  }

  #lost({ row: known, transition }: Of<'operation.lost'>, ledger: LedgerLines): void {
    const { key, clientSequence } = known
    if (this.rows.has(clientSequence)) throw moved(key, transition.from)
    const row = rowOfLost(known, transition.to, transition.at)
    this.#set(this.numbers, key, clientSequence)
    this.#set(this.rows, clientSequence, { ...row, history: appended('', transition) })
    ledger.add(transition, clientSequence)
  }

  #rebase({ sequences, from, version }: Of<'lane.rebase'>): void {
    for (const sequence of sequences) {
      const row = this.rows.get(sequence)
      if (row?.state !== 'queued' || row.base_version < from || row.base_version >= version) continue
      this.#set(this.rows, sequence, { ...row, base_version: version })
    }
  }

  #rename({ ref, to, sequences }: Of<'entity.rename'>): void {
    for (const row of this.rows.values()) {
      const isOver = isSettled(row.state as OperationState)
      const isOfLane = row.entity_type === ref.entityType && row.entity_id === ref.entityId
      if (!(isOver && isOfLane) && !sequences.includes(row.client_sequence)) continue
      const intent = JSON.stringify({ ...(JSON.parse(row.intent) as Operation['intent']), entityId: to })
      this.#set(this.rows, row.client_sequence, { ...row, entity_id: to, intent })
    }
    const record = this.entities.get(laneOf(ref))
    if (record !== undefined) {
      this.#delete(this.entities, laneOf(ref))
      this.#set(this.entities, laneOf({ ...ref, entityId: to }), { ...record, id: to })
    }
    this.#set(this.aliases, laneOf(ref), { entityType: ref.entityType, from: ref.entityId, to })
  }

  #set<K, V>(table: Map<K, V>, name: K, value: V): void {
    const before = table.get(name)
    this.#undo.push(() => (before === undefined ? table.delete(name) : table.set(name, before)))
    table.set(name, value)
  }

  #delete<K, V>(table: Map<K, V>, name: K): void {
    const before = table.get(name)
    if (before === undefined) return
    this.#undo.push(() => table.set(name, before))
    table.delete(name)
  }
}

function rowOfEntity({ record }: Of<'entity.put'>): EntityRow {
  return {
    entity_type: record.entityType,
    id: record.id,
    version: record.version,
    sequence: record.sequence,
    data: JSON.stringify(record.data),
    reported: JSON.stringify(record.reported),
  }
}

function refName({ entityType, id }: Of<'entity.put'>['record']): string {
  return laneOf({ entityType, entityId: id })
}

function historyLine({ to, at, reason }: Pick<Transition, 'to' | 'at' | 'reason'>): string {
  return JSON.stringify([to, at, reason])
}

function appended(history: string, transition: Transition): string {
  const kept = history.length > MAX_HISTORY ? history.slice(-MAX_HISTORY / 2) : history
  return kept + NEW_LINE + historyLine(transition)
}

function moved(operation: string, from: string): StoreError {
  return new StoreError('guard', `operation ${operation} is not ${from} any more`)
}

function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
