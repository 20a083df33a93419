import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexOfOperation } from '../../../../src/main/database/index-rows.ts'
import type { OperationIndexRow } from '../../../../src/main/database/store.ts'
import { LaneChains } from '../../../../src/main/outbox/table/lane-chains.ts'
import { NO_LANE } from '../../../../src/main/outbox/table/lane-table.ts'
import { NO_SLOT } from '../../../../src/main/outbox/table/slots-by-number.ts'
import { ENTITY_TYPES, type EntityRef } from '../../../../src/shared/domain/ids.ts'
import { OPERATION_KINDS, OPERATION_STATES } from '../../../../src/shared/domain/operation.ts'
import { pendingOperation } from '../../../support/builders.ts'

const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const time = fc.oneof(
  whole,
  fc.double({ min: 0, max: 1e13, noNaN: true }).map((at) => at + 0),
  fc.integer({ min: -3e9, max: 3e9 }).map((near) => 1_700_000_000_000 + near),
)
const text = fc.oneof(fc.constantFrom('a', 'b', 'usr_1'), fc.string({ maxLength: 5 }))
const stamp = fc.record({ boot: text, up: time, server: fc.option(time), wall: time })
const trouble = fc.record({ code: fc.constantFrom('unreadable' as const, 'missing' as const), message: text })
/** Everything a row can say, also what its columns are too narrow for. */
const values = fc.record(
  {
    kind: fc.constantFrom(...OPERATION_KINDS),
    state: fc.constantFrom(...OPERATION_STATES),
    priority: fc.nat(3),
    baseVersion: fc.oneof(fc.nat(9), whole),
    createdAt: time,
    attempts: fc.oneof(fc.nat(9), fc.constantFrom(255, 256, 300, 70_000)),
    nextAttemptAt: fc.option(time),
    bytes: fc.nat(),
    lastError: fc.option(fc.record({ code: text, message: text })),
    fields: fc.subarray(['name', 'location', 'tags', 'items']),
    userId: text,
    dependsOn: fc.array(fc.nat(50), { maxLength: 3 }),
    batch: fc.option(fc.record({ id: text, size: fc.nat(100) })),
    waitingSince: stamp,
    acceptedAt: fc.option(stamp),
    trouble: fc.option(trouble),
  },
  { requiredKeys: [] },
)
/** A program that makes a thousand operations each second comes this far in 35,000 years. */
const HIGHEST_NUMBER = 2 ** 50
const number = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 60 }) },
  fc.integer({ min: 1, max: HIGHEST_NUMBER }),
)
const entity = fc.record({
  entityType: fc.constantFrom(...ENTITY_TYPES.slice(0, 2)),
  entityId: fc.constantFrom('a', 'b', 'c'),
})

const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      number,
      entity,
      values,
      isStrange: fc.boolean(),
      effect: fc.option(text),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('replace' as const), pick: fc.nat(100), values }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('remove' as const), pick: fc.nat(100) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('re-add' as const), pick: fc.nat(100) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), from: entity, to: entity }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('crowd' as const),
      first: fc.nat(100_000),
      keep: fc.nat(40),
      isBackwards: fc.boolean(),
    }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const CROWD = 5_000
const laneName = ({ entityType, entityId }: EntityRef): string => `${entityType} ${entityId}`
const uuid = (n: number): string =>
  pendingOperation(n % 1e12).key.replace(
    /^0{8}/,
    Math.floor(n / 1e12)
      .toString(16)
      .padStart(8, '0'),
  )

/** The table beside a plain map. */
class Model {
  readonly chains = new LaneChains()
  readonly rows = new Map<number, { row: OperationIndexRow; effect: string | null }>()
  readonly #gone: OperationIndexRow[] = []

  live(one: Act): void {
    switch (one.do) {
      case 'add':
        return this.#add(this.#rowOf(one.number, one.entity, one.values, one.isStrange), one.effect)
      case 'replace': {
        const known = this.#picked(one.pick)
        if (known !== undefined) this.#replace({ ...known, ...one.values })
        return
      }
      case 'remove': {
        const known = this.#picked(one.pick)
        if (known !== undefined) this.#remove(known)
        return
      }
      case 're-add': {
        const again = this.#gone[one.pick % Math.max(1, this.#gone.length)]
        if (again !== undefined) this.#add(again, 'again')
        return
      }
      case 'rename':
        return this.#rename(one.from, one.to)
      case 'crowd':
        return this.#crowd(one.first, one.keep, one.isBackwards)
    }
  }

  #rowOf(n: number, of: EntityRef, more: Partial<OperationIndexRow>, isStrange: boolean): OperationIndexRow {
    const row = indexOfOperation(pendingOperation(1))
    return { ...row, clientSequence: n, key: isStrange ? `no uuid ${n}` : uuid(n), ...of, ...more }
  }

  #picked(pick: number): OperationIndexRow | undefined {
    return [...this.rows.values()][pick % Math.max(1, this.rows.size)]?.row
  }

  #add(row: OperationIndexRow, effect: string | null): void {
    if (this.rows.has(row.clientSequence)) return
    this.chains.table.setEffect(this.chains.add(row), effect)
    this.rows.set(row.clientSequence, { row, effect })
  }

  #replace(row: OperationIndexRow): void {
    const slot = this.chains.table.slotOf(row.key)
    this.chains.table.replace(slot, row)
    this.rows.set(row.clientSequence, { row, effect: this.rows.get(row.clientSequence)?.effect ?? null })
  }

  #remove(row: OperationIndexRow): void {
    const lane = this.chains.lanes.numberOf(row)
    if (this.chains.remove(this.chains.table.slotOf(row.key))) this.chains.lanes.close(lane)
    this.rows.delete(row.clientSequence)
    this.#gone.push(row)
  }

  #rename(from: EntityRef, to: EntityRef): void {
    const all = [...this.rows.values()].filter(({ row }) => laneName(row) === laneName(from))
    for (const { row } of all) this.#remove(row)
    for (const { row, effect } of all) this.#add({ ...row, ...to }, effect)
  }

  /** So many come, and nearly all go again, that the gaps are closed. */
  #crowd(first: number, kept: number, isBackwards: boolean): void {
    const numbers = Array.from({ length: CROWD }, (_, index) => 1_000 + first + index)
    for (const n of isBackwards ? numbers.reverse() : numbers) {
      this.#add(this.#rowOf(n, { entityType: 'content', entityId: `${n % 7}` }, {}, n % 1_000 === 0), `${n}`)
    }
    for (const [index, n] of numbers.entries()) {
      const known = this.rows.get(n)
      if (known !== undefined && index % Math.floor(CROWD / (kept + 1)) !== 0) this.#remove(known.row)
    }
  }

  /** What the table says, and what the map says. */
  told(): unknown {
    const { chains } = this
    const { table } = chains
    const rowAt = (slot: number) => (slot === NO_SLOT ? null : { row: table.row(slot), effect: table.effectAt(slot) })
    return {
      size: table.size,
      slots: [...table.slots()].map((slot) => table.numberAt(slot)).sort((a, b) => a - b),
      byKey: [...this.rows.values()].map(({ row }) => rowAt(table.slotOf(row.key))),
      byNumber: [...this.rows.keys()].map((n) => rowAt(table.slotOfNumber(n))),
      gone: this.#gone
        .filter((row) => !this.rows.has(row.clientSequence))
        .map((row) => [table.slotOf(row.key), table.slotOfNumber(row.clientSequence)]),
      lanes: this.#lanes().map(([, rows]) => {
        const [first] = rows
        const ref = first ?? { entityType: 'device' as const, entityId: '' }
        const forward = Array.from(chains.slotsOf(ref), (slot) => table.numberAt(slot))
        return [forward, Array.from(chains.slotsBackFrom(ref), (slot) => table.numberAt(slot)).reverse()]
      }),
      open: Array.from(chains.lanes.numbers(), (lane) => laneName(chains.lanes.refOf(lane))).sort(),
      absent: chains.lanes.numberOf({ entityType: 'alert', entityId: 'none' }),
    }
  }

  expected(): unknown {
    const known = [...this.rows.values()]
    return {
      size: known.length,
      slots: [...this.rows.keys()].sort((a, b) => a - b),
      byKey: known,
      byNumber: known,
      gone: this.#gone.filter((row) => !this.rows.has(row.clientSequence)).map(() => [NO_SLOT, NO_SLOT]),
      lanes: this.#lanes().map(([, rows]) => {
        const numbers = rows.map((row) => row.clientSequence).sort((a, b) => a - b)
        return [numbers, numbers]
      }),
      open: this.#lanes()
        .map(([name]) => name)
        .sort(),
      absent: NO_LANE,
    }
  }

  #lanes(): [string, OperationIndexRow[]][] {
    const lanes = new Map<string, OperationIndexRow[]>()
    for (const { row } of this.rows.values()) lanes.set(laneName(row), [...(lanes.get(laneName(row)) ?? []), row])
    return [...lanes]
  }
}

describe('the index in columns, whatever is added, replaced, removed, added again and renamed', () => {
  it('says what a plain map says, also after gaps were closed', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 60 }), (acts) => {
        const model = new Model()
        for (const one of acts) model.live(one)
        expect(model.told()).toEqual(model.expected())
      }),
      { numRuns: 100 },
    )
  }, 120_000)

  it('says so after every single step', () => {
    fc.assert(
      fc.property(
        fc.array(
          act.filter((one) => one.do !== 'crowd'),
          { minLength: 5, maxLength: 30 },
        ),
        (acts) => {
          const model = new Model()
          for (const one of acts) {
            model.live(one)
            expect(model.told()).toEqual(model.expected())
          }
        },
      ),
      { numRuns: 200 },
    )
  }, 120_000)
})
