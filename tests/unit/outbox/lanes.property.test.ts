import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexOfOperation } from '../../../src/main/database/index-rows.ts'
import type { OperationIndexRow, RowTrouble } from '../../../src/main/database/store.ts'
import { Lanes } from '../../../src/main/outbox/lanes.ts'
import { type OperationState, PRIORITIES } from '../../../src/shared/domain/operation.ts'
import { pendingOperation } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const MANY = 1_000_000
const STATES: readonly OperationState[] = [
  'queued',
  'stale',
  'sending',
  'unknown',
  'accepted',
  'conflicted',
  'quarantined',
]
const TROUBLES: readonly (RowTrouble['code'] | null)[] = [null, null, null, 'unreadable', 'missing']

const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      device: fc.nat(3),
      kind: fc.constantFrom('update' as const, 'command' as const),
      priority: fc.constantFrom(...PRIORITIES),
      dependsOn: fc.array(fc.nat(12), { maxLength: 2 }),
      joins: fc.boolean(),
      user: fc.constantFrom('usr_1', 'usr_1', 'usr_2'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('state' as const), at: fc.nat(12), state: fc.constantFrom(...STATES) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('trouble' as const), at: fc.nat(12), code: fc.constantFrom(...TROUBLES) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('later' as const), at: fc.nat(12), ms: fc.constantFrom(null, 500, 5_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('claim' as const, 'release' as const, 'remove' as const),
      at: fc.nat(12),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 600, 6_000) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'switch-user' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), device: fc.nat(3) }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** The same queue in the plainest form: a list, looked through from the start for every question. */
class Model {
  readonly clock = new ManualClock()
  user = 'usr_1'
  readonly lanes = new Lanes(this.clock, (userId) => userId === this.user)
  rows: OperationIndexRow[] = []
  readonly claimed = new Set<string>()
  readonly dueAt = new Map<string, number>()
  #sequence = 0

  async live(one: Act): Promise<void> {
    if (one.do === 'put') return this.#make(one)
    if (one.do === 'switch-user') {
      this.user = this.user === 'usr_1' ? 'usr_2' : 'usr_1'
      return this.lanes.refreshAll()
    }
    if (one.do === 'rename') return this.#rename(`dev_${one.device}`, `srv_${one.device}`)
    if (one.do === 'wait') {
      await this.clock.advance(one.ms)
      return this.lanes.wake()
    }
    const row = this.rows[one.at % Math.max(1, this.rows.length)]
    if (row === undefined) return
    if (one.do === 'state') this.#change({ ...row, state: one.state })
    else if (one.do === 'later') this.#postpone(row, one.ms)
    else if (one.do === 'trouble') {
      this.#change({ ...row, trouble: one.code === null ? null : { code: one.code, message: '' } })
    } else if (one.do === 'remove') this.#remove(row.key)
    else if (one.do === 'claim' && this.lanes.claim(row.key)) this.claimed.add(row.key)
    else if (one.do === 'release') {
      this.lanes.release(row.key)
      this.claimed.delete(row.key)
    }
  }

  #make(one: Extract<Act, { do: 'put' }>): void {
    const last = this.rows.at(-1)
    const joined = one.joins && last !== undefined && last.userId === one.user ? last : null
    // A batch is named after the first of its members, which joins it when a second one comes.
    const batch = joined === null ? null : (joined.batch ?? { id: `batch ${joined.key}`, size: 9 })
    if (joined !== null && joined.batch === null) {
      this.#remove(joined.key)
      this.#add({ ...joined, batch })
    }
    const number = ++this.#sequence
    const ref = { entityType: 'device' as const, entityId: `dev_${one.device}` }
    const intent =
      one.kind === 'command'
        ? ({ kind: 'command', ...ref, command: 'reload' } as const)
        : ({ kind: 'update', ...ref, fields: { name: 'x' } } as const)
    const operation = pendingOperation(number, {
      intent,
      priority: one.priority,
      dependsOn: one.dependsOn.filter((sequence) => sequence > 0 && sequence < number),
      batch,
      user: { id: one.user, name: one.user },
    })
    this.#add(indexOfOperation(operation))
  }

  #add(row: OperationIndexRow): void {
    this.rows = [...this.rows, row].sort((a, b) => a.clientSequence - b.clientSequence)
    if (row.nextAttemptAt !== null) {
      this.dueAt.set(row.key, this.clock.monotonic() + row.nextAttemptAt - this.clock.now())
    }
    this.lanes.put(row)
  }

  #change(row: OperationIndexRow): void {
    this.rows = this.rows.map((other) => (other.key === row.key ? row : other))
    this.lanes.put(row)
  }

  #postpone(row: OperationIndexRow, ms: number | null): void {
    if (ms === null) this.dueAt.delete(row.key)
    else this.dueAt.set(row.key, this.clock.monotonic() + ms)
    this.#change({ ...row, nextAttemptAt: ms === null ? null : this.clock.now() + ms })
  }

  #remove(key: string): void {
    this.rows = this.rows.filter((row) => row.key !== key)
    this.claimed.delete(key)
    this.dueAt.delete(key)
    this.lanes.remove(key)
  }

  #rename(from: string, to: string): void {
    this.rows = this.rows.map((row) => (row.entityId === from ? { ...row, entityId: to } : row))
    this.lanes.rename({ entityType: 'device', entityId: from }, to)
  }

  /** Everything that can be sent now. */
  sendable(): Set<string> {
    const found = new Set<string>()
    for (const row of this.rows) {
      const unit = row.batch === null ? [row] : this.#fellows(row).filter((fellow) => fellow.state !== 'accepted')
      if (unit.every((member) => this.#canGo(member))) found.add(row.key)
    }
    return new Set([...found].filter((key) => this.rows.find((row) => row.key === key)?.state === 'queued'))
  }

  #fellows({ batch }: OperationIndexRow): OperationIndexRow[] {
    return this.rows.filter((row) => row.batch !== null && row.batch.id === batch?.id)
  }

  #canGo(row: OperationIndexRow): boolean {
    if (row.state !== 'queued' || row.trouble !== null || this.claimed.has(row.key) || row.userId !== this.user)
      return false
    if ((this.dueAt.get(row.key) ?? 0) > this.clock.monotonic()) return false
    const isFellow = (other: OperationIndexRow): boolean => row.batch !== null && other.batch?.id === row.batch.id
    const isAwaited = this.rows.some(
      (other) => row.dependsOn.includes(other.clientSequence) && other.state !== 'accepted' && !isFellow(other),
    )
    const before = this.rows.filter(
      (other) => other.entityId === row.entityId && other.clientSequence < row.clientSequence,
    )
    return !isAwaited && !before.some((other) => !isFellow(other) && this.#holds(other))
  }

  #holds(row: OperationIndexRow): boolean {
    if (row.state === 'accepted') return false
    if (row.trouble !== null) return row.trouble.code !== 'missing'
    // A refused edit is taken off the screen; a command that asks again stands beside the others.
    if (row.state === 'quarantined') return row.kind === 'create'
    return row.state !== 'stale' || row.kind !== 'command'
  }
}

describe('lanes, whatever is put, changed, claimed, renamed and removed', () => {
  it('give exactly what can go: in order within a lane, whole batches, nothing that waits for something', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
        const model = new Model()
        for (const one of acts) {
          await model.live(one)
          const given = model.lanes.sendable(MANY, MANY).map((row) => row.key)
          expect(new Set(given).size).toBe(given.length)
          expect([...given].sort()).toEqual([...model.sendable()].sort())
          expect([...model.lanes.rows()].map((row) => row.key).sort()).toEqual(model.rows.map((row) => row.key).sort())
        }
      }),
      { numRuns: 1_000 },
    )
  }, 120_000)

  it('count what they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
        const model = new Model()
        for (const one of acts) await model.live(one)
        const { lanes, rows } = model
        const shownAs = (row: OperationIndexRow): OperationState => (row.trouble === null ? row.state : 'quarantined')
        for (const state of STATES) {
          expect([state, lanes.count(state)]).toEqual([state, rows.filter((row) => shownAs(row) === state).length])
        }
        expect(lanes.bytes).toBe(rows.reduce((sum, row) => sum + row.bytes, 0))
        for (const user of ['usr_1', 'usr_2']) {
          const own = rows.filter((row) => row.userId === user && row.state !== 'accepted')
          const queued = own.filter((row) => shownAs(row) === 'queued').length
          expect(lanes.byUser.get(user) ?? { waiting: 0, queued: 0 }).toEqual({ waiting: own.length, queued })
        }
        const troubled = rows.filter((row) => row.trouble !== null).map((row) => row.key)
        expect(lanes.troubled).toBe(troubled.length)
        expect([...lanes.rows({ isTroubled: true })].map((row) => row.key).sort()).toEqual(troubled.sort())
      }),
      { numRuns: 200 },
    )
  }, 120_000)

  it('are the same when they are read from the disk, as soon as they have been sorted out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (acts, step) => {
          const model = new Model()
          for (const one of acts) await model.live(one)
          // Claims are not stored.
          for (const key of [...model.claimed])
            await model.live({ do: 'release', at: model.rows.findIndex((row) => row.key === key) })
          const again = new Lanes(model.clock, (userId) => userId === model.user)
          again.expect(model.rows.length)
          for (const row of model.rows) again.restore(row, null)
          expect(again.sendable(MANY, MANY)).toEqual([])
          const steps = [...again.sortOut(step)].length
          expect(steps).toBe(Math.floor(new Set(model.rows.map((row) => row.entityId)).size / step))
          expect(
            again
              .sendable(MANY, MANY)
              .map((row) => row.key)
              .sort(),
          ).toEqual([...model.sendable()].sort())
          expect([...again.rows()]).toEqual(model.rows)
          expect([again.bytes, again.troubled, again.retrying]).toEqual([
            model.lanes.bytes,
            model.lanes.troubled,
            model.lanes.retrying,
          ])
          expect(again.byUser.get('usr_1') ?? null).toEqual(
            model.rows.some((row) => row.userId === 'usr_1' && row.state !== 'accepted')
              ? model.lanes.byUser.get('usr_1')
              : null,
          )
        },
      ),
      { numRuns: 300 },
    )
  }, 120_000)
})
