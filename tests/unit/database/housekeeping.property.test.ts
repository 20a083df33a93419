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

const ENTITIES = ['tmp_0', 'tmp_1', 'tmp_2', 'srv_0', 'srv_1', 'srv_2']

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
  readonly #known: Known[] = []
  /** What was told at some time, and what should have been. */
  readonly looks: { readonly told: unknown; readonly expected: unknown }[] = []
  readonly #names = ENTITIES.slice(0, 3)
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
        this.looks.push({ told: this.#told(), expected: this.#expected() })
        return
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
    const [outcome] = this.database.commitGroup([mutations])
    if (outcome?.ok !== true) throw new Error(`not taken: ${outcome?.error.message}`)
  }

  #make(count: number, of: number): void {
    const entityId = this.#names[of] ?? ''
    const made = Array.from({ length: count }, (_, index) => {
      const number = this.#known.length + 1 + index
      const at = this.#time++
      return pendingOperation(number, {
        intent: { kind: 'update', entityType: 'device', entityId, fields: { name: `name ${number}` } },
        createdAt: at,
        changedAt: at,
      })
    })
    this.#commit(made.map((operation) => ({ type: 'operation.insert', operation, reason: 'made' })))
    for (const operation of made) {
      this.#known.push({ operation, steps: [{ from: null, to: 'queued', at: operation.changedAt, reason: 'made' }] })
    }
  }

  #change(steps: readonly { readonly pick: number; readonly to: OperationState }[]): void {
    const at = this.#time++
    const touched = new Set<Known>()
    const mutations = steps.flatMap(({ pick, to }): Mutation[] => {
      const one = this.#known[pick % Math.max(1, this.#known.length)]
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
    const all = this.#known.filter(({ operation }) => operation.state === from)
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
    const all = this.#known.filter(({ operation }) => operation.intent.entityId === from)
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

  /** Everything the database says. What history does not need comes first: it is tidied up for that. */
  #told() {
    const { database } = this
    const all = { offset: 0, limit: 1_000 }
    const historyOf = (entityId: string) =>
      database.page({ scope: 'history', entityType: 'device', entityId, ...all }).operations
    return {
      before: { found: database.operations(this.#keys), problems: database.audit() },
      pending: database.page({ scope: 'pending', ...all }),
      waiting: database.load().operations.map((row) => row.key),
      history: database.page({ scope: 'history', ...all }),
      histories: ENTITIES.map(historyOf),
      transitions: this.#keys.map((key) => database.transitions(key)),
      after: { found: database.operations(this.#keys), problems: database.audit() },
    }
  }

  /** The same from the list. */
  #expected(): unknown {
    const operations = this.#known.map(({ operation }) => operation)
    const waiting = operations.filter(({ state }) => !isSettled(state))
    const over = operations
      .filter(({ state }) => isSettled(state))
      .sort((a, b) => b.changedAt - a.changedAt || b.clientSequence - a.clientSequence)
    const told = { found: { operations, unreadable: [] }, problems: [] }
    return {
      before: told,
      pending: { total: waiting.length, operations: waiting, unreadable: [] },
      waiting: waiting.map(({ key }) => key),
      history: { total: over.length, operations: over, unreadable: [] },
      histories: ENTITIES.map((entityId) => over.filter(({ intent }) => intent.entityId === entityId)),
      transitions: this.#known.map(({ steps }) => [...steps]),
      after: told,
    }
  }

  get #keys(): string[] {
    return this.#known.map(({ operation }) => operation.key)
  }
}

describe('tidying, whenever it comes between commits, reads, restarts and crashes', () => {
  it('changes nothing of what anybody is told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
        const world = new World()
        try {
          for (const one of acts) world.live(one)
          world.live({ do: 'look' })
          for (const { told, expected } of world.looks) expect(told).toEqual(expected)
          expect((await verifyLedger(exportLedger(world.database, ABOUT))).problem).toBeNull()
          expect(world.database.backlog).toBe(0)
        } finally {
          world.close()
        }
      }),
      { numRuns: 100 },
    )
  }, 120_000)
})
