import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexOfOperation } from '../../../src/main/database/index-rows.ts'
import type { OperationIndexRow } from '../../../src/main/database/store.ts'
import { chainOf } from '../../../src/main/outbox/chain.ts'
import { Lanes } from '../../../src/main/outbox/lanes.ts'
import { whyWaiting } from '../../../src/main/outbox/why-waiting.ts'
import type { Intent, OperationState } from '../../../src/shared/domain/operation.ts'
import { deviceData, pendingOperation } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const STATES: readonly OperationState[] = [
  'queued',
  'stale',
  'sending',
  'unknown',
  'accepted',
  'conflicted',
  'quarantined',
]
const MANY = 1_000_000

/** One operation as drawn: `dependsOn` are places before it, `joins` makes it a fellow of the one before. */
const drawn = fc.record({
  device: fc.nat(4),
  kind: fc.constantFrom('update' as const, 'command' as const, 'create' as const),
  dependsOn: fc.array(fc.nat(30), { maxLength: 2 }),
  joins: fc.boolean(),
})
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

function intentOf({ device, kind }: Drawn): Intent & { entityId: string } {
  const ref = { entityType: 'device', entityId: `dev_${device}` } as const
  if (kind === 'command') return { kind, ...ref, command: 'reload' }
  return { kind, ...ref, fields: kind === 'create' ? { ...deviceData() } : { name: 'x' } }
}

/** A queue in which all wait, except the one at `poisoned`. */
function rowsOf(list: readonly Drawn[], poisoned: number, state: OperationState): OperationIndexRow[] {
  const batches: number[] = []
  list.forEach((one, index) => {
    batches.push(one.joins && index > 0 ? (batches[index - 1] ?? index) : index)
  })
  return list.map((one, index) => {
    const batchId = batches[index] ?? index
    const size = batches.filter((other) => other === batchId).length
    const operation = pendingOperation(index + 1, {
      intent: intentOf(one),
      state: index === poisoned ? state : 'queued',
      dependsOn: index === 0 ? [] : one.dependsOn.map((at) => (at % index) + 1),
      batch: size > 1 ? { id: `batch ${batchId}`, size } : null,
    })
    return indexOfOperation(operation)
  })
}

function lanesOf(rows: readonly OperationIndexRow[]): Lanes {
  const lanes = new Lanes(new ManualClock())
  for (const row of rows) lanes.put(row)
  return lanes
}

/** What still waits when everything that can go has been applied and `frozen` does not move. */
function leftAfterDrain(rows: readonly OperationIndexRow[], frozen: string | null): Set<string> {
  const lanes = lanesOf(rows)
  if (frozen === null) lanes.remove(rows.find((row) => row.state !== 'queued')?.key ?? '')
  else lanes.claim(frozen)
  for (;;) {
    const next = lanes.sendable(MANY, MANY)
    if (next.length === 0) return new Set([...lanes.rows()].map((row) => row.key))
    for (const row of next) lanes.remove(row.key)
  }
}

const queue = fc.record({
  list: fc.array(drawn, { minLength: 1, maxLength: 20 }),
  at: fc.nat(19),
  state: fc.constantFrom(...STATES),
})

describe('the chain of an operation', () => {
  it('names exactly what cannot go before it, and nothing else', () => {
    fc.assert(
      fc.property(queue, ({ list, at, state }) => {
        const rows = rowsOf(list, at % list.length, state)
        const poisoned = rows[at % list.length]?.key ?? ''
        const stuck = leftAfterDrain(rows, poisoned)
        const free = lanesOf(rows)
        free.remove(poisoned)
        const stuckAnyway = leftAfterDrain([...free.rows()], null)
        const held = [...stuck].filter((key) => key !== poisoned && !stuckAnyway.has(key))
        const chain = chainOf(poisoned, lanesOf(rows)).map((link) => link.key)
        expect(chain[0]).toBe(poisoned)
        expect(chain.slice(1).sort()).toEqual(held.sort())
      }),
      { numRuns: 2_000 },
    )
  })

  it('tells of each what it waits for directly, so that the way back to the first is whole', () => {
    fc.assert(
      fc.property(queue, ({ list, at, state }) => {
        const rows = rowsOf(list, at % list.length, state)
        const [first, ...rest] = chainOf(rows[at % list.length]?.key ?? '', lanesOf(rows))
        const seen = new Set([first?.key])
        for (const link of rest) {
          expect(seen).toContain(link.behindKey)
          seen.add(link.key)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('and the reason why each waits agree: what can go says so, what cannot names something that waits', () => {
    fc.assert(
      fc.property(queue, ({ list, at, state }) => {
        const lanes = lanesOf(rowsOf(list, at % list.length, state))
        const sendable = new Set(lanes.sendable(MANY, MANY).map((row) => row.key))
        for (const row of lanes.rows()) {
          if (row.state !== 'queued') continue
          const wait = whyWaiting(row, lanes, null)
          expect([row.key, wait.reason === 'ready']).toEqual([row.key, sendable.has(row.key)])
          expect(lanes.get(wait.behindKey ?? '')?.key ?? null).toBe(wait.behindKey)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
