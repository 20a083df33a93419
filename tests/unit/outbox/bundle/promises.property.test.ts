import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../../../src/shared/domain/operation.ts'
import { type BundlePc, Office } from '../../../support/bundle-pc.ts'
import { randomTrouble } from '../../../support/model-server.ts'
import { seededRandom } from '../../../support/queue-host.ts'
import { booksOf } from '../../../support/queue-rig.ts'

const DEVICES = ['dev_a', 'dev_b', 'dev_c']
const ROUNDS = 40
/** Two databases for each history: on a busy machine that takes a while. */
const TIMEOUT_MS = 120_000

type On = 0 | 1
type Step =
  | { readonly do: 'edit'; readonly on: On; readonly device: number; readonly field: 'name' | 'location' }
  | { readonly do: 'command'; readonly on: On; readonly device: number }
  | { readonly do: 'create'; readonly on: On; readonly isUsed: boolean }
  | { readonly do: 'batch'; readonly on: On }
  | { readonly do: 'export'; readonly on: On }
  | { readonly do: 'import'; readonly on: On; readonly bundle: number }
  | { readonly do: 'line'; readonly on: On; readonly isUp: boolean }
  | { readonly do: 'restart'; readonly on: On }
  | { readonly do: 'wait'; readonly ms: number }

/** Most of it happens on the first PC. */
const on: fc.Arbitrary<On> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<On>(0) },
  { weight: 1, arbitrary: fc.constant<On>(1) },
)
const either: fc.Arbitrary<On> = fc.constantFrom<On>(0, 1)
const field = fc.constantFrom('name' as const, 'location' as const)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('edit' as const), on, device: fc.nat(2), field }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('command' as const), on, device: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('create' as const), on, isUsed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('batch' as const), on }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('export' as const), on }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('import' as const), on: either, bundle: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('line' as const), on: either, isUp: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), on: either }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 4_000 }) }) },
)

interface Made {
  readonly key: string
  readonly on: On
  readonly entityId: string
}

class Play {
  readonly office = new Office()
  readonly made: Made[] = []
  readonly #pcs: BundlePc[] = []
  #bundles = 0
  #count = 0

  async open(seed: number): Promise<void> {
    for (const name of ['pc-a', 'pc-b']) this.#pcs.push(await this.office.pc(name))
    this.office.seedDevices(...DEVICES)
    for (const [index, pc] of this.#pcs.entries()) pc.trouble = randomTrouble(seededRandom(seed + index), 0.3)
  }

  pc(at: On): BundlePc {
    const pc = this.#pcs[at]
    if (pc === undefined) throw new Error('there is no such PC')
    return pc
  }

  async step(one: Step): Promise<void> {
    switch (one.do) {
      case 'edit':
        return this.#enqueue(one.on, [this.#edit(one.device, { [one.field]: `v${++this.#count}` })])
      case 'command':
        return this.#enqueue(one.on, [
          { kind: 'command', entityType: 'device', entityId: DEVICES[one.device] ?? '', command: 'reload' },
        ])
      case 'create':
        return this.#create(one.on, one.isUsed)
      case 'batch':
        return this.#enqueue(
          one.on,
          [this.#edit(0, { name: `b${++this.#count}` }), this.#edit(1, { name: `b${this.#count}` })],
          true,
        )
      case 'export':
        await this.pc(one.on)
          .export(`${this.#bundles}.json`)
          .then(({ outcome }) => (outcome === 'written' ? this.#bundles++ : 0))
          // It is being sent just now.
          .catch(() => 0)
        return
      case 'import':
        if (this.#bundles > 0) await this.pc(one.on).import(`${one.bundle % this.#bundles}.json`)
        return
      case 'line':
        return one.isUp ? this.pc(one.on).goOnline() : this.pc(one.on).goOffline()
      case 'restart':
        return this.pc(one.on).reopen()
      case 'wait':
        return this.office.clock.advance(one.ms)
    }
  }

  /** Everybody is online and nothing goes wrong any more; what clashed is decided for the own side. */
  async end(): Promise<void> {
    for (const pc of this.#pcs) {
      pc.trouble = () => 'none'
      pc.goOnline()
    }
    for (let round = 0; round < ROUNDS; round++) {
      await this.office.clock.advance(20_000)
      let conflicts = 0
      for (const pc of this.#pcs) {
        const rows = [...pc.host.outbox.lanes.rows()].filter(({ state }) => state === 'conflicted')
        conflicts += rows.length
        if (rows.length > 0) await pc.host.conflicts.keepMine(rows.map((row) => row.key))
      }
      if (conflicts === 0 && this.#pcs.every((pc) => pc.host.outbox.lanes.size === 0)) return
    }
  }

  #edit(device: number, fields: Record<string, string>): Intent {
    return { kind: 'update', entityType: 'device', entityId: DEVICES[device] ?? '', fields }
  }

  async #create(at: On, isUsed: boolean): Promise<void> {
    const entityId = `pls_${++this.#count}`
    const fields = { name: entityId, description: '', items: [] }
    await this.#enqueue(at, [{ kind: 'create', entityType: 'playlist', entityId, fields }])
    if (isUsed) await this.#enqueue(at, [this.#edit(2, { playlistId: entityId })])
  }

  async #enqueue(at: On, intents: readonly Intent[], isBatch = false): Promise<void> {
    const accepted = await this.pc(at).host.outbox.enqueue(intents, { isBatch })
    for (const { key, entityId } of accepted) this.made.push({ key, on: at, entityId })
  }
}

async function play(steps: readonly Step[], seed: number): Promise<Play> {
  const one = new Play()
  await one.open(seed)
  for (const next of steps) await one.step(next)
  await one.end()
  return one
}

const history = fc.array(step, { minLength: 5, maxLength: 40 })

describe('two PCs with bundles carried between them', () => {
  it(
    'give every operation one effect, in the order it was made, however often a bundle is taken in',
    async () => {
      await fc.assert(
        fc.asyncProperty(history, fc.nat(1_000), async (steps, seed) => {
          const one = await play(steps, seed)
          try {
            const { effects } = one.office.server
            const done = effects.map((effect) => effect.key)
            expect(new Set(done).size, 'nothing happened twice').toBe(done.length)
            const expected: string[] = []
            for (const { key, on: maker } of one.made) {
              const [state] = await one.pc(maker).states(key)
              expect(['applied', 'merged'], `the end of ${key} where it was made`).toContain(state)
              if (state === 'applied') expected.push(key)
              const [elsewhere] = await one.pc(maker === 0 ? 1 : 0).states(key)
              expect([null, 'applied'], `the end of ${key} where it was carried to`).toContain(elsewhere)
            }
            expect(done.toSorted((x, y) => (x < y ? -1 : 1))).toEqual(expected.toSorted((x, y) => (x < y ? -1 : 1)))
            expect(inversions(one)).toEqual([])
            for (const at of [0, 1] as const) expect(await booksOf(one.pc(at).host)).toEqual([])
          } finally {
            await one.office.close()
          }
        }),
        { numRuns: 25 },
      )
    },
    TIMEOUT_MS,
  )
})

/** Pairs of operations of one maker on one entity whose effects came in another order than they were made. */
function inversions({ made, office }: Play): string[] {
  const placeOf = new Map(office.server.effects.map((effect, place) => [effect.key, place]))
  const last = new Map<string, number>()
  return made.flatMap(({ key, on: maker, entityId }) => {
    const place = placeOf.get(key)
    if (place === undefined) return []
    const lane = `${maker} ${entityId}`
    const before = last.get(lane) ?? -1
    last.set(lane, place)
    return place < before ? [key] : []
  })
}
