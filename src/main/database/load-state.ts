import { z } from 'zod'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { entityTypeSchema } from '#shared/domain/ids.ts'
import { indexOfRow, recordOfRow } from './rows.ts'
import type { Statements } from './statements.ts'
import type { Counters, OperationIndexRow, Overlay, StoredState } from './store.ts'

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

/** Reads what main keeps in memory. Stored data is untrusted: a row that does not parse is reported, never dropped. */
export function loadState(statements: Statements): StoredState {
  const problems: string[] = []
  const operations = collect<OperationIndexRow>(
    statements.unsettledOperations.all().map((row) => ({ name: `operation ${row.key}`, read: () => indexOfRow(row) })),
    problems,
  )
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
  return {
    meta: Object.fromEntries(statements.meta.all().map((row) => [row.name, row.value])),
    counters: readCounters(statements),
    lastClientSequence: statements.lastSequence.get()?.last ?? 0,
    operations,
    overlays,
    entities,
    problems,
  }
}

function readCounters(statements: Statements): Counters {
  const stored = new Map(statements.counters.all().map((row) => [row.name, row.value]))
  return {
    created: stored.get('created') ?? 0,
    applied: stored.get('applied') ?? 0,
    cancelled: stored.get('cancelled') ?? 0,
    expired: stored.get('expired') ?? 0,
    merged: stored.get('merged') ?? 0,
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
