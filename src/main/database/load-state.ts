import { z } from 'zod'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { entityTypeSchema } from '#shared/domain/ids.ts'
import { indexOfColumns } from './index-rows.ts'
import type { LedgerHead } from './ledger-chain.ts'
import { recordOfRow } from './rows.ts'
import type { Statements } from './statements.ts'
import type { Alias, Counters, Overlay, StoredState } from './store.ts'

const overlaySchema: z.ZodType<Overlay> = z.object({
  key: z.string(),
  clientSequence: z.number(),
  entityType: entityTypeSchema,
  entityId: z.string(),
  kind: z.enum(['create', 'update', 'delete', 'command']),
  fields: z.record(z.string(), z.unknown()),
  command: z.string().nullable(),
  createdAt: z.number(),
})

/**
 * Reads what main keeps in memory. Stored data is untrusted: a row that does not parse is reported, never dropped.
 * Payloads of operations are not looked at here: they are parsed when they are paged in.
 */
export function loadState(statements: Statements, head: LedgerHead): StoredState {
  const problems: string[] = []
  const operations = statements.unsettledIndex.all().map(indexOfColumns)
  for (const { key, trouble } of operations) if (trouble !== null) problems.push(`operation ${key}: ${trouble.message}`)
  const overlays = collect<Overlay>(
    statements.overlays.all().map((row) => ({
      name: `the pending effect of operation number ${row.client_sequence}`,
      read: () => overlaySchema.parse(JSON.parse(row.effect)),
    })),
    problems,
  )
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
    overlays,
    entities,
    aliases,
    problems,
  }
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
