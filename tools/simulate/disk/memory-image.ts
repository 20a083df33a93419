import { asStoreError } from '../../../src/main/database/as-store-error.ts'
import { parseHistory } from '../../../src/main/database/history.ts'
import { EMPTY_HEAD, hashLine, type LedgerHead, LedgerLines } from '../../../src/main/database/ledger-chain.ts'
import { countersOf, readWaiting } from '../../../src/main/database/load-state.ts'
import { sortReadable } from '../../../src/main/database/queries.ts'
import { operationOfRow, recordOfRow } from '../../../src/main/database/rows.ts'
import type { CommitOutcome } from '../../../src/main/database/site-database.ts'
import type {
  ConflictQuery,
  FoundOperations,
  LedgerLine,
  Mutation,
  OperationQuery,
  UnreadableOperation,
  WholeState,
} from '../../../src/main/database/store.ts'
import type { ConflictRecord } from '../../../src/shared/domain/conflict.ts'
import type { EntityRecord } from '../../../src/shared/domain/entities.ts'
import {
  isSettled,
  type Operation,
  type OperationState,
  type Transition,
} from '../../../src/shared/domain/operation.ts'
import type { Image } from './image.ts'
import { MemoryTables, type StoredRow } from './memory-tables.ts'

/** A site's database in memory, by the same rules as the shipped one; both pass the contract suite of the store. */
export class MemoryImage implements Image {
  onCommitted: (mutations: readonly Mutation[]) => void = () => undefined
  readonly #tables = new MemoryTables()
  readonly #lines: { readonly line: number; readonly body: string; readonly hash: Buffer }[] = []
  #head: LedgerHead = EMPTY_HEAD
  /** Lines of the ledger that an audit has found whole. */
  #auditedLines = 0
  readonly #parsed = new WeakMap<StoredRow, Operation>()

  open(): void {
    // What is in memory is always open.
  }

  release(): void {
    // Nothing is held.
  }

  load(): WholeState {
    const { rows, meta, aliases, entities } = this.#tables
    const problems: string[] = []
    const { operations, effects } = readWaiting(this.#tables.unsettled(), problems)
    const records: EntityRecord[] = []
    for (const row of entities.values()) {
      try {
        records.push(recordOfRow(row))
      } catch (error) {
        problems.push(`${row.entity_type} ${row.id} could not be read and is set aside: ${String(error)}`)
      }
    }
    return {
      meta: Object.fromEntries(meta),
      counters: countersOf(this.#head),
      lastClientSequence: Math.max(0, ...rows.keys()),
      operations,
      effects,
      entities: records,
      aliases: [...aliases.values()],
      problems,
    }
  }

  commitGroup(batches: readonly (readonly Mutation[])[]): readonly CommitOutcome[] {
    const together = this.#commit(batches)
    if (together.ok || batches.length === 1) return batches.map(() => together)
    return batches.map((batch) => this.#commit([batch]))
  }

  operations(keys: readonly string[]): FoundOperations {
    return sortReadable(keys.flatMap((key) => this.#row(key) ?? []))
  }

  page(query: OperationQuery): FoundOperations & { total: number } {
    const isWanted = (row: StoredRow): boolean =>
      isSettled(row.state as OperationState) === (query.scope === 'history') &&
      (query.states?.includes(row.state as OperationState) ?? true) &&
      (query.entityType === undefined || row.entity_type === query.entityType) &&
      (query.entityId === undefined || row.entity_id === query.entityId)
    const rows = [...this.#tables.rows.values()].filter(isWanted)
    rows.sort((a, b) => a.client_sequence - b.client_sequence)
    if (query.scope === 'history') rows.reverse().sort((a, b) => b.changed_at - a.changed_at)
    return { total: rows.length, ...sortReadable(rows.slice(query.offset, query.offset + query.limit)) }
  }

  inspect(afterSequence: number, limit: number): { unreadable: readonly UnreadableOperation[]; next: number | null } {
    const behind = this.#tables.unsettled().filter((row) => row.client_sequence > afterSequence)
    const rows = behind.slice(0, limit)
    const next = rows.length < limit ? null : (rows.at(-1)?.client_sequence ?? null)
    return { unreadable: sortReadable(rows).unreadable, next }
  }

  transitions(key: string): readonly Transition[] {
    return parseHistory(this.#row(key)?.history ?? '')
  }

  conflictRecords(query: ConflictQuery): { total: number; records: readonly ConflictRecord[] } {
    const records = [...this.#tables.conflicts.values()].filter(
      (record) =>
        (query.entityType === undefined || record.entityType === query.entityType) &&
        (query.entityId === undefined || record.entityId === query.entityId) &&
        (query.resolutionId === undefined || record.resolutionId === query.resolutionId),
    )
    records.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    return { total: records.length, records: records.slice(query.offset, query.offset + query.limit) }
  }

  ledger(line: number, limit: number): readonly LedgerLine[] {
    const lines = this.#lines.slice(line, line + limit)
    return lines.map((one) => ({ line: one.line, body: one.body, hash: one.hash.toString('hex') }))
  }

  ledgerHead(): LedgerHead {
    return this.#head
  }

  audit(): readonly string[] {
    const problems: string[] = []
    const found: Record<string, number> = {}
    for (const { state } of this.#tables.rows.values()) found[state] = (found[state] ?? 0) + 1
    const { states, created } = this.#head
    for (const state of new Set([...Object.keys(found), ...Object.keys(states)])) {
      if ((found[state] ?? 0) === (states[state] ?? 0)) continue
      problems.push(
        `The ledger knows ${states[state] ?? 0} operations that are ${state}; ${found[state] ?? 0} are stored.`,
      )
    }
    const sum = Object.values(states).reduce((total, n) => total + n, 0)
    if (sum !== created) problems.push(`${created} operations were made; the ledger accounts for ${sum}.`)
    return [...problems, ...this.#auditChain()]
  }

  stateOf(key: string): OperationState | null {
    return (this.#row(key)?.state as OperationState | undefined) ?? null
  }

  operation(key: string): Operation | null {
    const row = this.#row(key)
    return row === undefined ? null : this.#parse(row)
  }

  everything(): readonly Operation[] {
    const rows = [...this.#tables.rows.values()].sort((a, b) => a.client_sequence - b.client_sequence)
    return rows.map((row) => this.#parse(row))
  }

  #row(key: string): StoredRow | undefined {
    const number = this.#tables.numbers.get(key)
    return number === undefined ? undefined : this.#tables.rows.get(number)
  }

  #parse(row: StoredRow): Operation {
    let operation = this.#parsed.get(row)
    if (operation === undefined) {
      operation = operationOfRow(row)
      this.#parsed.set(row, operation)
    }
    return operation
  }

  #commit(batches: readonly (readonly Mutation[])[]): CommitOutcome {
    const written = this.#lines.length
    try {
      this.#head = this.#tables.transact(() => {
        let head = this.#head
        for (const batch of batches) head = this.#apply(batch, head)
        return head
      })
    } catch (error) {
      this.#lines.length = written
      return { ok: false, error: asStoreError(error) }
    }
    this.onCommitted(batches.flat())
    return { ok: true }
  }

  #apply(batch: readonly Mutation[], head: LedgerHead): LedgerHead {
    const ledger = new LedgerLines()
    for (const mutation of batch) this.#tables.apply(mutation, ledger)
    if (ledger.isEmpty) return head
    return ledger.writeBehind(head, (line, body, hash) => this.#lines.push({ line, body, hash }))
  }

  /** Each line once: the lines are never changed here. */
  #auditChain(): string[] {
    let before = this.#auditedLines === 0 ? EMPTY_HEAD.hash : this.#lines[this.#auditedLines - 1]?.hash
    for (const { line, body, hash } of this.#lines.slice(this.#auditedLines)) {
      if (before === undefined || line !== this.#auditedLines + 1)
        return [`Line ${line} of the ledger is out of place.`]
      if (!hashLine(before, body).equals(hash)) return [`Line ${line} of the ledger was changed.`]
      before = hash
      this.#auditedLines++
    }
    return this.#head.line === this.#lines.length ? [] : ['The ledger does not end where it should.']
  }
}
