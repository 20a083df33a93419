import { GENESIS_HASH, hashLine, type LedgerHead } from './ledger-chain.ts'
import type { Statements } from './statements.ts'

/** Lines at the end of the ledger whose hashes are computed again at start; the whole chain is checked by an export. */
const CHECKED_LINES = 1_000

/**
 * Compares the ledger with the operations it tells of: the sum of what was made, each state's count, and the end of
 * the chain. A database that lost rows without an error shows here. Each difference is a sentence.
 */
export function auditLedger(statements: Statements, head: LedgerHead): readonly string[] {
  return [...auditCounts(statements, head), ...auditChain(statements, head)]
}

function auditCounts(statements: Statements, head: LedgerHead): string[] {
  const problems: string[] = []
  const stored = new Map(statements.stateCounts.all().map(({ state, n }) => [state, n]))
  const names = new Set([...stored.keys(), ...Object.keys(head.states)])
  for (const state of names) {
    const expected = head.states[state] ?? 0
    const found = stored.get(state) ?? 0
    if (expected !== found)
      problems.push(`The ledger knows ${expected} operations that are ${state}; ${found} are stored.`)
  }
  const sum = Object.values(head.states).reduce((total, n) => total + n, 0)
  if (sum !== head.created) problems.push(`${head.created} operations were made; the ledger accounts for ${sum}.`)
  return problems
}

function auditChain(statements: Statements, head: LedgerHead): string[] {
  const start = Math.max(0, head.line - CHECKED_LINES)
  const lines = statements.ledgerAfter.all(Math.max(0, start - 1), CHECKED_LINES + 1)
  const last = lines.at(-1)
  if ((last?.line ?? 0) !== head.line)
    return [`The ledger should end with line ${head.line}; it ends with ${last?.line ?? 0}.`]
  const first = statements.firstLedgerLine.get()?.first ?? 0
  if (first > 1) return [`The ledger begins with line ${first}; the lines before it are missing.`]
  // The chain hangs on zeros; further on, on a line that is taken as it is.
  let before = start === 0 ? { line: 0, hash: GENESIS_HASH } : lines.shift()
  for (const line of lines) {
    if (before === undefined || line.line !== before.line + 1)
      return [`Line ${(before?.line ?? 0) + 1} of the ledger is missing.`]
    if (!hashLine(before.hash, line.body).equals(line.hash)) return [`Line ${line.line} of the ledger was changed.`]
    before = line
  }
  if (last !== undefined && !last.hash.equals(head.hash))
    return [`Line ${last.line} of the ledger is not the one that was written.`]
  return []
}
