import { entityTypeSchema } from '#shared/domain/ids.ts'
import { storedEffectText } from './effects.ts'
import { type IndexColumns, indexOfColumns } from './index-rows.ts'
import type { LedgerHead } from './ledger-chain.ts'
import { recordOfRow } from './rows.ts'
import type { Statements } from './statements.ts'
import type { Alias, Counters, OperationIndexRow, StoredHead, StoredPart, StoredState, WholeState } from './store.ts'
import { changedRecord } from './text-record.ts'

/** A part is read in some milliseconds, and is small beside everything else in memory. */
const PART_ROWS = 1_000
/** To take in an operation costs more than to take in a record, and is done while a window opens, which must not wait for long. */
const OPERATION_PART_ROWS = 250

/** Where a part begins. */
export type StoredPosition =
  | { readonly of: 'entities'; readonly after: readonly [entityType: string, id: string] }
  | { readonly of: 'operations'; readonly after: number }

export const FIRST_POSITION: StoredPosition = { of: 'operations', after: -1 }

export interface ReadPart {
  readonly part: StoredPart
  /** Where the next one begins; null: this is the last. */
  readonly next: StoredPosition | null
}

/**
 * Reads what main keeps in memory. Stored data is untrusted: a row that does not parse is reported, never dropped.
 * Payloads of operations are only taken for their effect here: they are checked when they are paged in.
 */
export function loadHead(statements: Statements, head: LedgerHead): StoredHead {
  const problems: string[] = []
  const aliases = statements.aliases.all().flatMap((row): Alias[] => {
    const read = (): Alias => ({
      entityType: entityTypeSchema.parse(row.entity_type),
      from: row.from_id,
      to: row.to_id,
    })
    return readOrName(read, () => `the other name of ${row.entity_type} ${row.from_id}`, problems)
  })
  return {
    meta: Object.fromEntries(statements.meta.all().map((row) => [row.name, row.value])),
    counters: countersOf(head),
    lastClientSequence: statements.lastSequence.get()?.last ?? 0,
    aliases,
    problems,
  }
}

/** Reads one part. */
export function loadPart(statements: Statements, position: StoredPosition): ReadPart {
  return position.of === 'entities'
    ? entitiesBehind(statements, position.after, PART_ROWS)
    : operationsBehind(statements, position.after, OPERATION_PART_ROWS)
}

function entitiesBehind(statements: Statements, [type, id]: readonly [string, string], limit: number): ReadPart {
  const problems: string[] = []
  const rows = statements.entitiesAfter.all(type, id, limit)
  const entities = rows.flatMap((row) =>
    readOrName(
      () => recordOfRow(row),
      () => `${row.entity_type} ${row.id}`,
      problems,
    ),
  )
  const last = rows.length < limit ? undefined : rows.at(-1)
  const next: StoredPosition | null = last === undefined ? null : { of: 'entities', after: [last.entity_type, last.id] }
  return { part: { entities, operations: [], effects: [], problems }, next }
}

function operationsBehind(statements: Statements, after: number, limit: number): ReadPart {
  const problems: string[] = []
  const waiting = readWaiting(statements.unsettledIndexAfter.all(after, limit), problems)
  const last = waiting.operations.length < limit ? undefined : waiting.operations.at(-1)
  const next: StoredPosition =
    last === undefined ? { of: 'entities', after: ['', ''] } : { of: 'operations', after: last.clientSequence }
  return { part: { entities: [], ...waiting, problems }, next }
}

/** What is known of the operations that wait, and their effects. What cannot be read is named in `problems`. */
export function readWaiting(
  rows: Iterable<IndexColumns & { readonly intent: string }>,
  problems: string[],
): Pick<StoredPart, 'operations' | 'effects'> {
  const operations: OperationIndexRow[] = []
  const effects: (string | null)[] = []
  for (const row of rows) {
    const index = indexOfColumns(row)
    const effect = index.trouble === null ? storedEffectText(index.kind, row.intent) : null
    operations.push(index)
    effects.push(effect)
    if (index.trouble !== null) problems.push(`operation ${index.key}: ${index.trouble.message}`)
    else if (effect === null) problems.push(`the effect of operation ${index.key} cannot be read and is not shown`)
  }
  return { operations, effects }
}

/** The totals that the ledger's head carries. */
export function countersOf({ created, states }: LedgerHead): Counters {
  return {
    created,
    applied: states['applied'] ?? 0,
    unconfirmed: states['unconfirmed'] ?? 0,
    expired: states['expired'] ?? 0,
    cancelled: states['cancelled'] ?? 0,
    merged: states['merged'] ?? 0,
  }
}

/** What a store gives that reads its parts one by one. */
export function stateInParts(
  head: StoredHead,
  read: (position: StoredPosition) => ReadPart | Promise<ReadPart>,
): StoredState {
  return { ...head, parts: partsBehind(read) }
}

async function* partsBehind(
  read: (position: StoredPosition) => ReadPart | Promise<ReadPart>,
): AsyncGenerator<StoredPart, void, void> {
  let reading: ReadPart | Promise<ReadPart> | null = read(FIRST_POSITION)
  while (reading !== null) {
    const { part, next }: ReadPart = await reading
    reading = next === null ? null : read(next)
    // Whoever takes the parts may give up meanwhile.
    if (reading instanceof Promise) reading.catch(() => undefined)
    yield part
  }
}

/** What a store gives that has everything in one piece. */
export function stateInOnePart({ entities, operations, effects, problems, ...head }: WholeState): StoredState {
  const part: StoredPart = { entities, operations, effects, problems }
  return stateInParts({ ...head, problems: [] }, () => ({ part, next: null }))
}

/** All parts in one piece: for those who have little, or want to see it all. */
export async function wholeState({ parts, ...head }: StoredState): Promise<WholeState> {
  const all: StoredPart[] = []
  for await (const part of parts) all.push(part)
  return joined(head, all)
}

export function joined(head: StoredHead, parts: readonly StoredPart[]): WholeState {
  return {
    ...head,
    entities: parts.flatMap((part) => part.entities.map((record) => changedRecord(record, {}))),
    operations: parts.flatMap((part) => part.operations),
    effects: parts.flatMap((part) => part.effects),
    problems: [...head.problems, ...parts.flatMap((part) => part.problems)],
  }
}

function readOrName<T>(read: () => T, name: () => string, problems: string[]): T[] {
  try {
    return [read()]
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    problems.push(`${name()} could not be read and is set aside: ${cause}`)
    return []
  }
}
