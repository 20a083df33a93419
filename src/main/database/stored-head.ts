import { EMPTY_HEAD, headOfLine, type LedgerHead, type LedgerTotals, parseHead } from './ledger-chain.ts'
import type { Statements } from './statements.ts'

/**
 * Where the ledger ends. Lines from before they carried totals have theirs beside the chain. A damaged last line keeps
 * nobody from working: then the totals are those of the newest line that can be read, and the audit tells what is wrong.
 */
export function storedHead(statements: Statements): LedgerHead {
  let last: Pick<LedgerHead, 'line' | 'hash'> | null = null
  for (const { line, body, hash } of statements.ledgerBackwards.iterate()) {
    last ??= { line, hash }
    const totals = totalsOf({ body, hash }) ?? keptTotals(statements, line)
    if (totals !== null) return { ...last, created: totals.created, states: totals.states }
  }
  return last === null ? EMPTY_HEAD : { ...EMPTY_HEAD, ...last }
}

function totalsOf(line: { readonly body: string; readonly hash: Buffer }): LedgerTotals | null {
  try {
    return headOfLine(line)
  } catch {
    return null
  }
}

/** What was kept beside the chain, if that is as new as this line. */
function keptTotals(statements: Statements, line: number): LedgerTotals | null {
  try {
    const kept = statements.metaOf.get('ledger_head')
    const head = kept === undefined ? null : parseHead(kept.value)
    return head !== null && head.line >= line ? head : null
  } catch {
    return null
  }
}
