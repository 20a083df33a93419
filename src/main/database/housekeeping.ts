import { type OperationState, SETTLED_STATES } from '#shared/domain/operation.ts'
import type { SqliteDatabase } from '#sqlite/open.ts'
import type { LedgerEntry, LedgerStep } from './ledger-chain.ts'
import type { Statements } from './statements.ts'

/** Steps of operations that one transaction takes up at most; a line with more of them is taken whole. */
const STEPS_PER_TURN = 400
const LINES_PER_TURN = 100

const HISTORY_LINE = 'history_line'

/** A line as far as it can be read: of a damaged one nothing but its number. */
interface Line {
  readonly line: number
  readonly told: (LedgerStep & { readonly operations: readonly LedgerEntry[] }) | null
}

/**
 * What can wait until there is time: writing the history beside each operation from the ledger, and moving operations
 * that are over to their own table. What was done and what was not is in the same transaction: a crash repeats nothing.
 *
 * Where lines of the ledger are damaged or missing, nobody tells which operations ended there: then all that are over
 * are moved, so that the rest of the history is shown all the same.
 */
export class Housekeeping {
  readonly #database: SqliteDatabase
  readonly #statements: Statements
  /** The last line of the ledger that was taken up. */
  #done: number
  /** Lines that had been taken up are gone. */
  #isCutOff: boolean

  /** @param lastLine of the ledger. */
  constructor(database: SqliteDatabase, statements: Statements, lastLine: number) {
    this.#database = database
    this.#statements = statements
    const done = Number(statements.metaOf.get(HISTORY_LINE)?.value ?? 0)
    this.#isCutOff = done > lastLine
    this.#done = Math.min(done, lastLine)
  }

  /** Lines of the ledger that were not taken up yet, when it ends with `lastLine`. */
  backlog(lastLine: number): number {
    return Math.max(0, lastLine - this.#done) + (this.#isCutOff ? 1 : 0)
  }

  /** Does a part of it, a few milliseconds long. Throws like any write. */
  turn(): void {
    const lines = this.#nextLines()
    const last = lines.at(-1)?.line ?? this.#done
    if (last === this.#done && !this.#isCutOff) return
    this.#database
      .transaction(() => {
        for (const [number, steps] of stepsByOperation(lines)) this.#write(number, steps)
        if (this.#isCutOff || !isWhole(lines, this.#done)) this.#moveAllThatAreOver()
        this.#statements.putMeta.run(HISTORY_LINE, String(last))
      })
      .immediate()
    this.#done = last
    this.#isCutOff = false
  }

  #nextLines(): Line[] {
    const lines: Line[] = []
    let steps = 0
    for (const { line, body } of this.#statements.ledgerAfter.iterate(this.#done, LINES_PER_TURN)) {
      const told = parsed(body)
      const count = told?.operations.length ?? 0
      if (steps > 0 && steps + count > STEPS_PER_TURN) break
      steps += count
      lines.push({ line, told })
    }
    return lines
  }

  #write(number: number, steps: readonly LedgerStep[]): void {
    const { appendHistory, appendSettledHistory } = this.#statements
    const text = steps.map(({ to, at, reason }) => `\n${JSON.stringify([to, at, reason])}`).join('')
    if (appendHistory.run(text, number).changes === 0) appendSettledHistory.run(text, number)
    const state = steps.at(-1)?.to as OperationState | undefined
    if (state !== undefined && isOver(state)) this.#moveIfOver(number)
  }

  #moveIfOver(number: number): void {
    const { settleOperation, renameLateSettled, removeOperation } = this.#statements
    if (settleOperation.run(number).changes === 0) return
    renameLateSettled.run(number)
    removeOperation.run(number)
  }

  #moveAllThatAreOver(): void {
    for (const { client_sequence: number } of this.#statements.settledBeside.all()) this.#moveIfOver(number)
  }
}

/** Null: it is damaged. */
function parsed(body: string): Line['told'] {
  try {
    const told = JSON.parse(body) as Partial<NonNullable<Line['told']>> | null
    return Array.isArray(told?.operations) && told.operations.every(isEntry)
      ? (told as NonNullable<Line['told']>)
      : null
  } catch {
    return null
  }
}

function isEntry(entry: unknown): entry is LedgerEntry {
  return Number.isSafeInteger(Array.isArray(entry) ? entry[0] : entry)
}

function isOver(state: OperationState): boolean {
  return SETTLED_STATES.includes(state)
}

/** Whether the lines follow `before` without a gap, and each can be read. */
function isWhole(lines: readonly Line[], before: number): boolean {
  return lines.every(({ line, told }, index) => told !== null && line === before + index + 1)
}

function stepsByOperation(lines: readonly Line[]): Map<number, LedgerStep[]> {
  const found = new Map<number, LedgerStep[]>()
  for (const { told } of lines) {
    if (told === null) continue
    for (const entry of told.operations) {
      const number = typeof entry === 'number' ? entry : entry[0]
      const steps = found.get(number)
      if (steps === undefined) found.set(number, [told])
      else steps.push(told)
    }
  }
  return found
}
