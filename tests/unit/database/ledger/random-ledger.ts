import { exportLedger } from '../../../../src/main/database/ledger/export.ts'
import type { LedgerAbout } from '../../../../src/main/database/ledger/format.ts'
import {
  EMPTY_HEAD,
  hashLine,
  type LedgerEntry,
  type LedgerHead,
  type LedgerStep,
} from '../../../../src/main/database/ledger-chain.ts'
import type { LedgerLine } from '../../../../src/main/database/store.ts'
import { canTransition, OPERATION_STATES, type OperationState } from '../../../../src/shared/domain/operation.ts'
import { seededRandom } from '../../../support/queue-host.ts'

export const ABOUT: LedgerAbout = {
  site: { id: 'site_1', name: 'Nordbahnhof' },
  clientId: 'client-1',
  exportedAt: 1_700_000_000_000,
  program: '0.1.0',
}

type Entry = readonly [LedgerStep, LedgerEntry]

/** A ledger in memory, also one that no queue would write. */
export class MemoryLedger {
  readonly #lines: LedgerLine[] = []
  readonly #hasCounts: boolean
  #head: LedgerHead = EMPTY_HEAD

  /** @param hasCounts every line says how many operations there are then. */
  constructor({ hasCounts = false } = {}) {
    this.#hasCounts = hasCounts
  }

  /** One transaction: each pair is a step and what it happened to. Like steps share a line. `claims`: said by its lines. */
  write(entries: readonly Entry[], claims: Partial<Pick<LedgerHead, 'created' | 'states'>> = {}): void {
    for (const same of Map.groupBy(entries, ([step]) => JSON.stringify(step)).values()) {
      const [first] = same
      if (first === undefined) continue
      const { at, from, to, reason } = first[0]
      const states: Record<string, number> = { ...this.#head.states }
      if (from !== null) states[from] = (states[from] ?? 0) - same.length
      states[to] = (states[to] ?? 0) + same.length
      const created = this.#head.created + (from === null ? same.length : 0)
      const line = this.#head.line + 1
      const said = this.#hasCounts ? { created, states, ...claims } : {}
      const body = JSON.stringify({ line, at, from, to, reason, operations: same.map(([, entry]) => entry), ...said })
      const hash = hashLine(this.#head.hash, body)
      this.#lines.push({ line, body, hash: hash.toString('hex') })
      this.#head = { line, hash, created, states }
    }
  }

  ledger(after: number, limit: number): readonly LedgerLine[] {
    return this.#lines.slice(after, after + limit)
  }

  ledgerHead(): LedgerHead {
    return this.#head
  }

  async exported(): Promise<string[]> {
    const lines: string[] = []
    for await (const line of exportLedger(this, ABOUT)) lines.push(line)
    return lines
  }
}

export function keyOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export function made(number: number, to: OperationState = 'queued', at = 1): Entry {
  return [{ at, from: null, to, reason: 'made' }, [number, `digest${number}`, keyOf(number)]]
}

export function moved(entry: LedgerEntry, from: OperationState, to: OperationState, at = 1): Entry {
  return [{ at, from, to, reason: `to-${to}` }, entry]
}

/** Operations are made and go their ways, several in a transaction, until `transactions` are written. */
export function randomLedger(seed: number, transactions: number): MemoryLedger {
  const random = seededRandom(seed)
  const draw = (below: number): number => Math.floor(random.next() * below)
  const ledger = new MemoryLedger({ hasCounts: random.next() < 0.5 })
  const states = new Map<number, OperationState>()
  let last = 0
  for (let at = 1; at <= transactions; at++) {
    const steps: Entry[] = []
    for (let n = 1 + draw(4); n > 0; n--) {
      // Numbers may be left out: those of requests that the disk refused.
      last += 1 + draw(2)
      states.set(last, random.next() < 0.95 ? 'queued' : 'cancelled')
      steps.push(made(last, states.get(last), at))
    }
    ledger.write(steps)
    const moves: Entry[] = []
    for (const [number, from] of states) {
      const next = OPERATION_STATES.filter((state) => canTransition(from, state))
      const to = next[draw(next.length)]
      if (to === undefined || random.next() < 0.5) continue
      states.set(number, to)
      moves.push(moved(random.next() < 0.2 ? [number, 'amended'] : number, from, to, at))
    }
    ledger.write(moves)
  }
  return ledger
}
