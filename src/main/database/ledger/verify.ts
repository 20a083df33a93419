import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { GENESIS_HASH, hashLine } from '../ledger-chain.ts'
import { LedgerAccounts } from './accounts.ts'
import {
  headerHash,
  LEDGER_FORMAT,
  LEDGER_VERSION,
  type LedgerHeader,
  type LedgerTotals,
  ledgerFooterSchema,
  ledgerHeaderSchema,
  unsealed,
} from './format.ts'

export interface LedgerProblem {
  /** Of the file, counted from 1; one more than it has when it ends too early. */
  readonly fileLine: number
  /** The line's own number in the chain; null for header and footer. */
  readonly line: number | null
  /** A sentence for people. */
  readonly reason: string
}

export interface LedgerVerdict {
  readonly ok: boolean
  readonly header: LedgerHeader | null
  /** Lines of the chain that are good, from the first one on. */
  readonly lines: number
  /** The hash of the last of them, in hexadecimal. */
  readonly head: string
  /** What those lines say. */
  readonly totals: LedgerTotals
  /** The first bad line; null when there is none. */
  readonly problem: LedgerProblem | null
}

const entrySchema = z.union([
  z.int().min(1),
  z.tuple([z.int().min(1), z.string().min(1)]),
  z.tuple([z.int().min(1), z.string().min(1), z.string().min(1)]),
])
const bodySchema = z.object({
  line: z.int().min(1),
  at: z.number(),
  from: z.string().nullable(),
  to: z.string(),
  reason: z.string(),
  operations: z.array(entrySchema),
  created: z.int().min(0).optional(),
  states: z.record(z.string(), z.int().min(0)).optional(),
})

/**
 * Checks an exported ledger while it is read: hands over one line after the other, and asks for the verdict. Trusts
 * nothing but the zeros the chain begins with. Needs memory for the number, state and key of each operation, not for lines.
 *
 * A file that somebody wrote anew as a whole, with all its hashes, passes: only a hash kept elsewhere can tell that.
 */
export class LedgerVerifier {
  readonly #accounts = new LedgerAccounts()
  #header: LedgerHeader | null = null
  #headerHash = GENESIS_HASH
  #head = GENESIS_HASH
  #lines = 0
  #fileLines = 0
  #isEnded = false
  #problem: LedgerProblem | null = null

  /** False: a line was bad, and nothing that follows is looked at. */
  get isGood(): boolean {
    return this.#problem === null
  }

  /** @param line without its line break. */
  take(line: string): void {
    if (this.#problem !== null) return
    this.#fileLines++
    if (this.#header === null) this.#takeHeader(line)
    else if (this.#isEnded) this.#blame('Something follows the footer, which ends a ledger.')
    else if (line.startsWith('{"line":')) this.#takeLine(line)
    else this.#takeFooter(line)
  }

  /** Nothing follows any more. */
  end(): LedgerVerdict {
    if (this.#problem === null && !this.#isEnded) {
      this.#fileLines++
      const last = this.#lines === 0 ? 'its header' : `line ${this.#lines}`
      this.#blame(
        this.#header === null ? 'The file is empty.' : `The ledger is cut off after ${last}: its footer is missing.`,
      )
    }
    return {
      ok: this.#problem === null,
      header: this.#header,
      lines: this.#lines,
      head: this.#head.toString('hex'),
      totals: this.#accounts.totals,
      problem: this.#problem,
    }
  }

  #takeHeader(line: string): void {
    const seal = unsealed(line)
    const value = seal === null ? null : parsed(seal.text)
    if (seal === null || !isFormat(value)) return this.#blame('This is no exported ledger: its header is missing.')
    const hash = headerHash(seal.text)
    if (hash.toString('hex') !== seal.hash) return this.#blame('The header was changed.')
    const header = ledgerHeaderSchema.safeParse(value)
    if (!header.success) return this.#blame('The header is not complete.')
    if (header.data.version > LEDGER_VERSION) {
      return this.#blame('A newer version of the program wrote this ledger: verify it with that one.')
    }
    this.#header = header.data
    this.#headerHash = hash
  }

  #takeLine(line: string): void {
    const expected = this.#lines + 1
    const seal = unsealed(line)
    if (seal === null) return this.#blame(`Line ${expected} is cut off or was changed.`, expected)
    const body = bodySchema.safeParse(parsed(seal.text))
    const hash = hashLine(this.#head, seal.text)
    if (hash.toString('hex') !== seal.hash) return this.#blame(misplaced(body.data?.line, expected), expected)
    if (!body.success) return this.#blame(`Line ${expected} is not written as a line of the ledger is.`, expected)
    if (body.data.line !== expected) {
      return this.#blame(`Line ${expected} calls itself line ${body.data.line}.`, expected)
    }
    const wrong = this.#accounts.book(body.data)
    if (wrong !== null) return this.#blame(`Line ${expected} cannot be true: ${wrong}.`, expected)
    this.#head = hash
    this.#lines = expected
  }

  #takeFooter(line: string): void {
    const seal = unsealed(line)
    const footer = ledgerFooterSchema.safeParse(seal === null ? null : parsed(seal.text))
    if (seal === null || !footer.success) {
      const place = this.#lines === 0 ? 'the header' : `line ${this.#lines}`
      return this.#blame(`After ${place} comes neither a line of the ledger nor its footer.`, this.#lines + 1)
    }
    if (hashLine(this.#headerHash, seal.text).toString('hex') !== seal.hash) {
      return this.#blame('The footer was changed, or belongs to another export.')
    }
    const { lines, head, totals } = footer.data
    if (lines !== this.#lines) {
      return this.#blame(`The footer counts ${lines} lines; the ledger has ${this.#lines}.`)
    }
    if (head !== this.#head.toString('hex'))
      return this.#blame('The footer names another last hash than the last line.')
    if (!isDeepStrictEqual(totals, this.#accounts.totals)) {
      return this.#blame(`The footer says ${named(totals)}; the lines say ${named(this.#accounts.totals)}.`)
    }
    this.#isEnded = true
  }

  #blame(reason: string, line: number | null = null): void {
    this.#problem = { fileLine: this.#fileLines, line, reason }
  }
}

/** For those who want to look at the lines as well. */
export function newLedgerVerifier(): LedgerVerifier {
  return new LedgerVerifier()
}

/** Verifies a whole ledger. Stops reading at the first bad line. Rejects only when `lines` does. */
export async function verifyLedger(lines: AsyncIterable<string> | Iterable<string>): Promise<LedgerVerdict> {
  const verifier = new LedgerVerifier()
  for await (const line of lines) {
    verifier.take(line)
    if (!verifier.isGood) break
  }
  return verifier.end()
}

/** Why a line does not follow the one before it. */
function misplaced(found: number | undefined, expected: number): string {
  if (found === undefined || found === expected) return `Line ${expected} was changed.`
  return found > expected
    ? `Line ${expected} is missing: line ${found} is in its place.`
    : `Line ${expected} is missing: line ${found} is there again, or in the wrong place.`
}

function isFormat(value: unknown): boolean {
  return z.object({ format: z.literal(LEDGER_FORMAT) }).safeParse(value).success
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function named(totals: LedgerTotals): string {
  return Object.entries(totals)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ')
}
