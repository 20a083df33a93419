import { exportLedger } from '../../../../src/main/database/ledger/export.ts'
import type { LedgerAbout } from '../../../../src/main/database/ledger/format.ts'
import {
  EMPTY_HEAD,
  type LedgerEntry,
  type LedgerHead,
  LedgerLines,
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

/** A ledger in memory, written by the code that writes the stored one. */
export class MemoryLedger {
  readonly #lines: LedgerLine[] = []
  #head: LedgerHead = EMPTY_HEAD

  /** One transaction: each pair is a step and what it happened to. */
  write(...entries: readonly (readonly [LedgerStep, LedgerEntry])[]): void {
    const lines = new LedgerLines()
    for (const [step, entry] of entries) lines.add(step, entry)
    this.#head = lines.writeBehind(this.#head, (line, body, hash) => {
      this.#lines.push({ line, body, hash: hash.toString('hex') })
    })
  }

  async ledger(after: number, limit: number): Promise<readonly LedgerLine[]> {
    return this.#lines.slice(after, after + limit)
  }

  async ledgerHead(): Promise<LedgerHead> {
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

export function made(number: number, to: OperationState = 'queued', at = 1): [LedgerStep, LedgerEntry] {
  return [{ at, from: null, to, reason: 'made' }, [number, `digest${number}`, keyOf(number)]]
}

export function moved(entry: LedgerEntry, from: OperationState, to: OperationState, at = 1): [LedgerStep, LedgerEntry] {
  return [{ at, from, to, reason: `to-${to}` }, entry]
}

/** Operations are made and go their ways, several in a transaction, until `transactions` are written. */
export function randomLedger(seed: number, transactions: number): MemoryLedger {
  const random = seededRandom(seed)
  const draw = (below: number): number => Math.floor(random.next() * below)
  const ledger = new MemoryLedger()
  const states = new Map<number, OperationState>()
  let last = 0
  for (let at = 1; at <= transactions; at++) {
    const steps: [LedgerStep, LedgerEntry][] = []
    for (let n = 1 + draw(4); n > 0; n--) {
      // Numbers may be left out: those of requests that the disk refused.
      last += 1 + draw(2)
      states.set(last, random.next() < 0.95 ? 'queued' : 'cancelled')
      steps.push(made(last, states.get(last), at))
    }
    ledger.write(...steps)
    const moves: [LedgerStep, LedgerEntry][] = []
    for (const [number, from] of states) {
      const next = OPERATION_STATES.filter((state) => canTransition(from, state))
      const to = next[draw(next.length)]
      if (to === undefined || random.next() < 0.5) continue
      states.set(number, to)
      moves.push(moved(random.next() < 0.2 ? [number, 'amended'] : number, from, to, at))
    }
    ledger.write(...moves)
  }
  return ledger
}
