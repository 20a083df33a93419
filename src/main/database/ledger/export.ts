import { hashLine, type LedgerHead } from '../ledger-chain.ts'
import type { LedgerLine } from '../store.ts'
import {
  headerHash,
  LEDGER_FORMAT,
  LEDGER_VERSION,
  type LedgerAbout,
  type LedgerFooter,
  type LedgerHeader,
  sealed,
  totalsOf,
} from './format.ts'

/** Whatever keeps a ledger: a store, or the database itself. */
export interface LedgerSource {
  /** Lines after `line`, in order. */
  ledger(line: number, limit: number): Promise<readonly LedgerLine[]> | readonly LedgerLine[]
  ledgerHead(): Promise<LedgerHead> | LedgerHead
}

/** Lines read at once. Most are short; one can name thousands of operations. */
const PAGE_LINES = 200

/**
 * The ledger of a source as it is now, line by line, each without its line break. Operations may go on being made and sent
 * meanwhile: what comes later is not part of it. Rejects when the source cannot be read, a store with a StoreError.
 */
export async function* exportLedger(source: LedgerSource, about: LedgerAbout): AsyncGenerator<string, void, undefined> {
  const head = await source.ledgerHead()
  const { site, clientId, exportedAt, program } = about
  const header: LedgerHeader = { format: LEDGER_FORMAT, version: LEDGER_VERSION, site, clientId, exportedAt, program }
  const headerText = JSON.stringify(header)
  const start = headerHash(headerText)
  yield sealed(headerText, start.toString('hex'))
  for (let last = 0; last < head.line; ) {
    const page = await source.ledger(last, Math.min(PAGE_LINES, head.line - last))
    // A damaged file may hold fewer lines than its head names. What is there is written; a verification tells.
    if (page.length === 0) break
    for (const { body, hash } of page) yield sealed(body, hash)
    last = page.at(-1)?.line ?? head.line
  }
  const footer: LedgerFooter = {
    end: LEDGER_FORMAT,
    lines: head.line,
    head: head.hash.toString('hex'),
    totals: totalsOf(head.created, head.states),
  }
  const footerText = JSON.stringify(footer)
  yield sealed(footerText, hashLine(start, footerText).toString('hex'))
}
