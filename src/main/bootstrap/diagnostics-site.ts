import type { ConnectionStatus } from '#shared/domain/connection.ts'
import { whyWaiting } from '../outbox/why-waiting.ts'
import type { DiagnosticsSite, QueueRow } from '../reports/diagnostics/source.ts'
import type { SiteEngine } from './site-engine.ts'

export interface DiagnosticsSiteOptions {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Version of the program. */
  readonly program: string
  /** Left out: as the engine sees it. */
  readonly connection?: ConnectionStatus
}

/** A running site as diagnostics see it; it needs no window. */
export function diagnosticsSite(
  engine: SiteEngine,
  { id, now, program, connection }: DiagnosticsSiteOptions,
): DiagnosticsSite {
  const { store, identity } = engine
  return {
    id,
    facts: () => factsOf(engine, connection ?? engine.connectionStatus()),
    queue: () => queueOf(engine),
    operations: async (keys) => (await store.operations(keys)).operations,
    ledger: store,
    ledgerAbout: () => ({
      site: { id: identity.siteId, name: identity.siteName },
      clientId: identity.clientId,
      exportedAt: now,
      program,
    }),
  }
}

async function factsOf(engine: SiteEngine, connection: ConnectionStatus): Promise<unknown> {
  const { inbound, resilience, outbox, store, delivery, problems } = engine
  const { user, ...rest } = connection
  const recorded = await store.conflictRecords({ offset: 0, limit: 0 })
  return {
    // Who works here is nobody's business but theirs.
    connection: { ...rest, isSomebodySignedIn: user !== null },
    queue: { ...engine.queueStatus(), heldBy: delivery.block() },
    storage: engine.storageStatus(),
    sync: inbound.status(),
    stages: inbound.stages(),
    resyncs: inbound.resyncs,
    breakers: resilience.breakers.list(),
    conflicts: { waiting: countedByType(outbox.lanes.rows({ states: ['conflicted'] })), recorded: recorded.total },
    storedProblems: problems,
  }
}

function countedByType(rows: Iterable<{ readonly entityType: string }>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { entityType } of rows) counts[entityType] = (counts[entityType] ?? 0) + 1
  return counts
}

function* queueOf({ outbox, delivery }: SiteEngine): Generator<QueueRow> {
  const block = delivery.block()
  for (const row of outbox.lanes.rows())
    yield { row, waitsFor: whyWaiting(row, outbox.lanes, block, delivery.isUnstored(row.key)).reason }
}
