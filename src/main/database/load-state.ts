import type { EntityRecord } from '#shared/domain/entities.ts'
import { entityTypeSchema } from '#shared/domain/ids.ts'
import { storedEffectText } from './effects.ts'
import { type IndexColumns, indexOfColumns } from './index-rows.ts'
import type { LedgerHead } from './ledger-chain.ts'
import { recordOfRow } from './rows.ts'
import type { Statements } from './statements.ts'
import type { Alias, Counters, OperationIndexRow, StoredState } from './store.ts'

/**
 * Reads what main keeps in memory. Stored data is untrusted: a row that does not parse is reported, never dropped.
 * Payloads of operations are only taken for their effect here: they are checked when they are paged in.
 */
export function loadState(statements: Statements, head: LedgerHead): StoredState {
  const problems: string[] = []
  const { operations, effects } = readWaiting(statements.unsettledIndex.iterate(), problems)
  const entities = collect<EntityRecord>(
    statements.entities.all().map((row) => ({ name: `${row.entity_type} ${row.id}`, read: () => recordOfRow(row) })),
    problems,
  )
  const aliases = collect<Alias>(
    statements.aliases.all().map((row) => ({
      name: `the other name of ${row.entity_type} ${row.from_id}`,
      read: () => ({ entityType: entityTypeSchema.parse(row.entity_type), from: row.from_id, to: row.to_id }),
    })),
    problems,
  )
  return {
    meta: Object.fromEntries(statements.meta.all().map((row) => [row.name, row.value])),
    counters: countersOf(head),
    lastClientSequence: statements.lastSequence.get()?.last ?? 0,
    operations,
    effects,
    entities,
    aliases,
    problems,
  }
}

/** What is known of the operations that wait, and their effects. What cannot be read is named in `problems`. */
export function readWaiting(
  rows: Iterable<IndexColumns & { readonly intent: string }>,
  problems: string[],
): Pick<StoredState, 'operations' | 'effects'> {
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

function collect<T>(rows: readonly { name: string; read: () => T }[], problems: string[]): T[] {
  return rows.flatMap(({ name, read }) => {
    try {
      return [read()]
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error)
      problems.push(`${name} could not be read and is set aside: ${cause}`)
      return []
    }
  })
}
