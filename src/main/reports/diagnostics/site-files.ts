import { exportLedger } from '../../database/ledger/export.ts'
import { newLedgerVerifier } from '../../database/ledger/verify.ts'
import { type BundleFile, jsonFile, linesFile } from './bundle-file.ts'
import type { Cleaner } from './clean.ts'
import type { DiagnosticsSite, QueueRow } from './source.ts'

/** Of what waits, so many rows are described; how many there are stands in the facts of the site. */
export const MOST_QUEUE_ROWS = 20_000
export const LAST_LEDGER_LINES = 500
/** Whole operations read at once. */
const VALUES_PAGE = 100

export interface SiteFilesOptions {
  readonly cleaner: Cleaner
  readonly now: number
  /** The values that people entered are written too. */
  readonly withValues: boolean
}

/** What is told of one site. */
export function siteFiles(site: DiagnosticsSite, { cleaner, now, withValues }: SiteFilesOptions): BundleFile[] {
  const folder = `sites/${site.id}`
  const ledger = ledgerReading(site)
  return [
    jsonFile(`${folder}/status.json`, 'sites', () => site.facts(), cleaner),
    linesFile(`${folder}/queue.ndjson`, 'sites', () => queueLines(site, now), cleaner),
    ...(withValues ? [linesFile(`${folder}/queue-values.ndjson`, 'sites', () => valueLines(site), cleaner)] : []),
    jsonFile(`${folder}/ledger.json`, 'ledger', ledger.verdict, cleaner),
    linesFile(`${folder}/ledger-last-lines.ndjson`, 'ledger', ledger.lastLines, cleaner),
  ]
}

function* rowsOf(site: DiagnosticsSite): Generator<QueueRow> {
  let room = MOST_QUEUE_ROWS
  for (const row of site.queue()) {
    if (room === 0) return
    room--
    yield row
  }
}

/** Keys, states, kinds, ages and reasons: nothing that somebody has entered. */
function* queueLines(site: DiagnosticsSite, now: number): Generator<unknown> {
  for (const { row, waitsFor } of rowsOf(site)) {
    const { key, clientSequence, kind, state, priority, entityType, entityId, fields, bytes } = row
    yield {
      ...{ key, clientSequence, kind, state, priority, entityType, entityId },
      changes: fields,
      ageMs: now - row.createdAt,
      ...{ bytes, waitsFor },
      attempts: row.attempts,
      nextAttemptInMs: row.nextAttemptAt === null ? null : row.nextAttemptAt - now,
      baseVersion: row.baseVersion,
      dependsOn: row.dependsOn,
      isInBatch: row.batch !== null,
      lastError: row.lastError,
      trouble: row.trouble,
    }
  }
}

async function* valueLines(site: DiagnosticsSite): AsyncGenerator<unknown> {
  const keys = Array.from(rowsOf(site), ({ row }) => row.key)
  for (let first = 0; first < keys.length; first += VALUES_PAGE) {
    for (const { key, intent, baseFields } of await site.operations(keys.slice(first, first + VALUES_PAGE)))
      yield { key, intent, baseFields }
  }
}

/** Reads the whole ledger once, for the verdict and for its last lines. */
function ledgerReading(site: DiagnosticsSite): {
  verdict: () => Promise<unknown>
  lastLines: () => Iterable<unknown>
} {
  const last: string[] = []
  return {
    verdict: async () => {
      const verifier = newLedgerVerifier()
      last.length = 0
      for await (const line of exportLedger(site.ledger, site.ledgerAbout())) {
        verifier.take(line)
        last.push(line)
        if (last.length > 2 * LAST_LEDGER_LINES) last.splice(0, last.length - LAST_LEDGER_LINES)
      }
      const { ok, lines, head, totals, problem } = verifier.end()
      return { isIntact: ok, lines, lastHash: head, totals, problem }
    },
    lastLines: function* () {
      for (const line of last.slice(-LAST_LEDGER_LINES)) yield JSON.parse(line)
    },
  }
}
