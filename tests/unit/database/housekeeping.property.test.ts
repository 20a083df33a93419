import { copyFileSync, existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportLedger } from '../../../src/main/database/ledger/export.ts'
import { verifyLedger } from '../../../src/main/database/ledger/verify.ts'
import { SiteDatabase } from '../../../src/main/database/site-database.ts'
import type { Mutation } from '../../../src/main/database/store.ts'
import {
  canTransition,
  isSettled,
  OPERATION_STATES,
  type Operation,
  type OperationState,
  type Transition,
} from '../../../src/shared/domain/operation.ts'
import { pendingOperation } from '../../support/builders.ts'
import { temporaryFolder } from '../../support/queue-host.ts'

const ABOUT = { site: { id: null, name: null }, clientId: null, exportedAt: 0, program: '1.0.0' }

const step = fc.record({ pick: fc.nat(30), to: fc.constantFrom(...OPERATION_STATES) })
const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('make' as const), count: fc.integer({ min: 1, max: 3 }), of: fc.nat(2) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('change' as const), steps: fc.array(step, { minLength: 1, maxLength: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('move' as const), from: fc.constantFrom(...OPERATION_STATES), step }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rename' as const), of: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tidy' as const), turns: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'look' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'checkpoint' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('reopen' as const, 'crash' as const) }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** What is known of one operation in the plainest form. */
interface Known {
  operation: Operation
  readonly steps: Transition[]
}

/** A database beside a list of all that was done to it. */
class World {
  readonly #folder = temporaryFolder()
  readonly known: Known[] = []
  readonly #names = ['tmp_0', 'tmp_1', 'tmp_2']
  #files = 0
  #time = 10
  database: SiteDatabase

  constructor() {
    this.database = new SiteDatabase(this.#file, 1)
  }

  get #file(): string {
    return `${this.#folder.path}/${this.#files}.sqlite`
  }

  live(one: Act): void {
    switch (one.do) {
      case 'make':
        return this.#make(one.count, one.of)
      case 'change':
        return this.#change(one.steps)
      case 'move':
        return this.#move(one.from, one.step.to)
      case 'rename':
        return this.#rename(one.of)
      case 'tidy':
        for (let turn = 0; turn < one.turns; turn++) this.database.tidy()
        return
      case 'look':
        return this.expectAllTold()
      case 'checkpoint':
        return this.database.checkpoint()
      case 'reopen':
        this.database.close()
        this.database = new SiteDatabase(this.#file, 1)
        return
      case 'crash':
        return this.#crash()
    }
  }

  close(): void {
    this.database.close()
    this.#folder.remove()
  }

  #commit(mutations: readonly Mutation[]): void {
    expect(this.database.commitGroup([mutations])).toEqual([{ ok: true }])
  }

  #make(count: number, of: number): void {
    const entityId = this.#names[of] ?? ''
    const made = Array.from({ length: count }, (_, index) => {
      const number = this.known.length + 1 + index
      const at = this.#time++
      return pendingOperation(number, {
        intent: { kind: 'update', entityType: 'device', entityId, fields: { name: `name ${number}` } },
        createdAt: at,
        changedAt: at,
      })
    })
    this.#commit(made.map((operation) => ({ type: 'operation.insert', operation, reason: 'made' })))
    for (const operation of made) {
      this.known.push({ operation, steps: [{ from: null, to: 'queued', at: operation.changedAt, reason: 'made' }] })
    }
  }

  #change(steps: readonly { readonly pick: number; readonly to: OperationState }[]): void {
    const at = this.#time++
    const touched = new Set<Known>()
    const mutations = steps.flatMap(({ pick, to }): Mutation[] => {
      const one = this.known[pick % Math.max(1, this.known.length)]
      if (one === undefined || touched.has(one) || !canTransition(one.operation.state, to)) return []
      touched.add(one)
      const from = one.operation.state
      const transition = { from, to, at, reason: `to ${to}` }
      one.operation = { ...one.operation, state: to, changedAt: at, attempts: one.operation.attempts + 1 }
      one.steps.push(transition)
      return [{ type: 'operation.change', operation: one.operation, transition, isAmended: false }]
    })
    this.#commit(mutations)
  }

  #move(from: OperationState, to: OperationState): void {
    if (!canTransition(from, to)) return
    const at = this.#time++
    const all = this.known.filter(({ operation }) => operation.state === from)
    const transition = { from, to, at, reason: 'moved' }
    this.#commit([
      { type: 'operations.move', sequences: all.map(({ operation }) => operation.clientSequence), transition },
    ])
    for (const one of all) {
      one.operation = { ...one.operation, state: to, changedAt: at, nextAttemptAt: null }
      one.steps.push(transition)
    }
  }

  /** The server names what was made here: once. */
  #rename(of: number): void {
    const from = `tmp_${of}`
    const to = `srv_${of}`
    if (this.#names[of] === to) return
    this.#names[of] = to
    const all = this.known.filter(({ operation }) => operation.intent.entityId === from)
    const waiting = all.filter(({ operation }) => !isSettled(operation.state))
    const sequences = waiting.map(({ operation }) => operation.clientSequence)
    this.#commit([{ type: 'entity.rename', ref: { entityType: 'device', entityId: from }, to, sequences }])
    for (const one of all) {
      one.operation = { ...one.operation, intent: { ...one.operation.intent, entityId: to } }
    }
  }

  /** The program is gone from one moment to the next: what another one finds is what the files hold then. */
  #crash(): void {
    const before = this.#file
    this.#files++
    for (const end of ['', '-wal']) if (existsSync(before + end)) copyFileSync(before + end, this.#file + end)
    this.database.close()
    this.database = new SiteDatabase(this.#file, 1)
  }

  expectAllTold(): void {
    const { database, known } = this
    // Before anything asks for the history, which is tidied up for that.
    const found = database.operations(known.map(({ operation }) => operation.key))
    expect(found).toEqual({ operations: known.map(({ operation }) => operation), unreadable: [] })
    expect(database.audit()).toEqual([])
    const over = known.filter(({ operation }) => isSettled(operation.state)).map(({ operation }) => operation)
    const waiting = known.filter(({ operation }) => !isSettled(operation.state)).map(({ operation }) => operation)
    const all = { offset: 0, limit: 1_000 }
    expect(database.page({ scope: 'pending', ...all }).operations).toEqual(waiting)
    expect(database.load().operations.map((row) => row.key)).toEqual(waiting.map(({ key }) => key))
    const newestFirst = [...over].sort((a, b) => b.changedAt - a.changedAt || b.clientSequence - a.clientSequence)
    expect(database.page({ scope: 'history', ...all })).toEqual({
      total: over.length,
      operations: newestFirst,
      unreadable: [],
    })
    for (const entityId of [...this.#names, 'tmp_0']) {
      const mine = newestFirst.filter(({ intent }) => intent.entityId === entityId)
      expect(database.page({ scope: 'history', entityType: 'device', entityId, ...all }).operations).toEqual(mine)
    }
    for (const { operation, steps } of known) expect(database.transitions(operation.key)).toEqual(steps)
    expect(database.audit()).toEqual([])
  }
}

describe('tidying, whenever it comes between commits, reads, restarts and crashes', () => {
  it('changes nothing of what anybody is told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
        const world = new World()
        try {
          for (const one of acts) world.live(one)
          world.expectAllTold()
          expect((await verifyLedger(exportLedger(world.database, ABOUT))).problem).toBeNull()
          expect(world.database.backlog).toBe(0)
        } finally {
          world.close()
        }
      }),
      { numRuns: 150 },
    )
  }, 120_000)
})
