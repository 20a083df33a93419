import { isSettled, type OperationState } from '#shared/domain/operation.ts'
import type { SqliteDatabase } from '#sqlite/open.ts'
import type { LedgerEntry, LedgerStep } from './ledger-chain.ts'
import type { Statements } from './statements.ts'

/** Steps of operations that one transaction takes up at most; a line with more of them is taken whole. */
const STEPS_PER_TURN = 400
const LINES_PER_TURN = 100

const HISTORY_LINE = 'history_line'

interface Line extends LedgerStep {
  readonly line: number
  readonly operations: readonly LedgerEntry[]
}

/**
 * What can wait until there is time: writing the history beside each operation from the ledger, and moving operations
 * that are over to their own table. What was done and what was not is in the same transaction: a crash repeats nothing.
 */
export class Housekeeping {
  readonly #database: SqliteDatabase
  readonly #statements: Statements
  /** The last line of the ledger that was taken up. */
  #done: number

  constructor(database: SqliteDatabase, statements: Statements) {
    this.#database = database
    this.#statements = statements
    this.#done = Number(statements.metaOf.get(HISTORY_LINE)?.value ?? 0)
  }

  /** Lines of the ledger that were not taken up yet, when it ends with `lastLine`. */
  backlog(lastLine: number): number {
    return Math.max(0, lastLine - this.#done)
  }

  /** Does a part of it, a few milliseconds long. Throws like any write. */
  turn(): void {
    const lines = this.#nextLines()
    const last = lines.at(-1)
    if (last === undefined) return
    this.#database
      .transaction(() => {
        for (const [number, steps] of stepsByOperation(lines)) this.#write(number, steps)
        this.#statements.putMeta.run(HISTORY_LINE, String(last.line))
      })
      .immediate()
    this.#done = last.line
  }

  #nextLines(): Line[] {
    const lines: Line[] = []
    let steps = 0
    for (const { line, body } of this.#statements.ledgerAfter.iterate(this.#done, LINES_PER_TURN)) {
      const parsed = { ...(JSON.parse(body) as Omit<Line, 'line'>), line }
      if (steps > 0 && steps + parsed.operations.length > STEPS_PER_TURN) break
      steps += parsed.operations.length
      lines.push(parsed)
    }
    return lines
  }

  #write(number: number, steps: readonly LedgerStep[]): void {
    const { appendHistory, settleOperation, renameLateSettled, removeOperation } = this.#statements
    const text = steps.map(({ to, at, reason }) => `\n${JSON.stringify([to, at, reason])}`).join('')
    appendHistory.run(text, number)
    const state = steps.at(-1)?.to as OperationState | undefined
    if (state === undefined || !isSettled(state)) return
    if (settleOperation.run(number).changes === 0) return
    renameLateSettled.run(number)
    removeOperation.run(number)
  }
}

function stepsByOperation(lines: readonly Line[]): Map<number, LedgerStep[]> {
  const found = new Map<number, LedgerStep[]>()
  for (const line of lines) {
    for (const entry of line.operations) {
      const number = typeof entry === 'number' ? entry : entry[0]
      const steps = found.get(number)
      if (steps === undefined) found.set(number, [line])
      else steps.push(line)
    }
  }
  return found
}
