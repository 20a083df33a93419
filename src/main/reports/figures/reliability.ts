import { isSettled, type OperationState, operationStateSchema } from '#shared/domain/operation.ts'
import type { ReliabilitySection } from '#shared/domain/report.ts'
import type { Span } from '../../archive/records.ts'
import { newLedgerVerifier } from '../../database/ledger/verify.ts'
import type { LedgerEntry } from '../../database/ledger-chain.ts'
import { agesOf } from './ages.ts'
import { Buckets } from './buckets.ts'
import { KindAccounts, type KindRun } from './operation-kinds.ts'

interface LedgerStepLine {
  readonly at: number
  readonly from: string | null
  readonly to: string
  readonly operations: readonly LedgerEntry[]
}

interface Known {
  readonly createdAt: number
  appliedTimes: number
}

/**
 * The reliability section, from the exported text of the ledger and from nothing else: whoever has the export can count it
 * again. Every line is verified on the way.
 */
export class ReliabilityAccounts {
  readonly #period: Span
  readonly #verifier = newLedgerVerifier()
  readonly #operations = new Map<number, Known>()
  readonly #ages: number[] = []
  readonly #buckets: Buckets
  readonly #timeline: { created: number; applied: number }[]
  readonly #ended = new Map<string, number>()
  readonly #kinds = new KindAccounts()
  #created = 0
  #quarantined = 0
  #conflicted = 0
  #unknown = 0
  #unknownSettled = 0
  #appliedTwice = 0

  constructor(period: Span) {
    this.#period = period
    this.#buckets = new Buckets(period)
    this.#timeline = this.#buckets.spans.map(() => ({ created: 0, applied: 0 }))
  }

  /** Before the lines of the ledger, which do not say it; numbers rising. */
  takeKind(run: KindRun): void {
    this.#kinds.take(run)
  }

  /** @param line one line of the export, without its line break */
  take(line: string): void {
    this.#verifier.take(line)
    if (!this.#verifier.isGood || !line.startsWith('{"line":')) return
    // It was verified just now: it has this shape.
    const step = JSON.parse(line) as LedgerStepLine
    for (const entry of step.operations) this.#count(typeof entry === 'number' ? entry : entry[0], step)
  }

  /** @param stalls how often the watchdog found that nothing moved, in the period */
  end(stalls: number): ReliabilitySection {
    const { totals, lines, head, problem } = this.#verifier.end()
    const { created, ...states } = totals
    return {
      totals,
      lost: Math.max(0, created - Object.values(states).reduce((sum, n) => sum + n, 0)),
      appliedTwice: this.#appliedTwice,
      period: {
        created: this.#created,
        ended: Object.fromEntries([...this.#ended].sort(([a], [b]) => (a < b ? -1 : 1))),
        quarantined: this.#quarantined,
        conflicted: this.#conflicted,
        unknown: this.#unknown,
        unknownSettled: this.#unknownSettled,
        stalls,
        perKind: this.#kinds.end(),
        timeline: this.#buckets.spans.map((span, index) => ({
          ...span,
          ...(this.#timeline[index] ?? { created: 0, applied: 0 }),
        })),
      },
      ages: agesOf(this.#ages),
      ledger: { lines, head, isIntact: problem === null, problem: problem?.reason ?? null },
    }
  }

  #count(number: number, { at, from, to }: LedgerStepLine): void {
    const isIn = at >= this.#period.fromAt && at < this.#period.toAt
    const known = this.#operations.get(number) ?? { createdAt: at, appliedTimes: 0 }
    this.#operations.set(number, known)
    if (to === 'applied' && ++known.appliedTimes === 2) this.#appliedTwice += 1
    if (!isIn) return
    const stretch = this.#timeline[this.#buckets.indexOf(at)]
    if (from === null) {
      this.#created += 1
      this.#kinds.created(number)
      if (stretch !== undefined) stretch.created += 1
    }
    if (from === 'unknown' && to !== 'unknown') this.#unknownSettled += 1
    if (from === to) return
    this.#kinds.reached(number, to)
    if (to === 'unknown') this.#unknown += 1
    if (to === 'quarantined') this.#quarantined += 1
    if (to === 'conflicted') this.#conflicted += 1
    if (to === 'applied') {
      this.#ages.push(Math.max(0, at - known.createdAt))
      if (stretch !== undefined) stretch.applied += 1
    }
    if (isEnd(to)) this.#ended.set(to, (this.#ended.get(to) ?? 0) + 1)
  }
}

function isEnd(state: string): state is OperationState {
  const known = operationStateSchema.safeParse(state)
  return known.success && isSettled(known.data)
}
