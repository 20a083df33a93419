import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/main/database/errors.ts'
import { exportLedger } from '../../../src/main/database/ledger/export.ts'
import { verifyLedger } from '../../../src/main/database/ledger/verify.ts'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import type { Intent } from '../../../src/shared/domain/operation.ts'
import { randomTrouble } from '../../support/model-server.ts'
import { seededRandom } from '../../support/queue-host.ts'
import {
  booksOf,
  createDevice,
  createPlaylist,
  createSchedule,
  edit,
  QueueRig,
  reload,
  remove,
} from '../../support/queue-rig.ts'

/** These tests are long, and share the PC with others. */
const TIMEOUT_MS = 120_000

const ABOUT = {
  site: { id: 'site', name: null },
  clientId: 'client',
  exportedAt: 0,
  program: '1.0.0',
}
const HOUR = 3_600_000

const deviceId = fc.constantFrom('dev_1', 'dev_2', 'dev_new')
const intent: fc.Arbitrary<Intent> = fc.oneof(
  fc
    .tuple(deviceId, fc.constantFrom('name', 'location'), fc.nat(9))
    .map(([id, field, n]) => edit(id, { [field]: `v${n}` })),
  deviceId.map(reload),
  fc.constantFrom('dev_new', 'dev_2').map((id) => remove(id)),
  fc.constantFrom(
    createDevice('dev_new'),
    createPlaylist('pls_new'),
    createSchedule('sch_new', 'pls_new', ['dev_new']),
  ),
  deviceId.map((id) => edit(id, { playlistId: 'pls_new' })),
)
const DESK = ['retry', 'roll-back', 'confirm', 'keep-mine', 'urgent', 'correct'] as const
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('make' as const), intent, waitsFor: fc.option(fc.nat(9)) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('batch' as const), of: fc.array(intent, { minLength: 2, maxLength: 3 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom(...DESK), pick: fc.nat(9) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 300, 3_000, 10_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.constantFrom(150_000, 25 * HOUR) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disk' as const), isFull: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('user' as const), id: fc.constantFrom('usr_1', 'usr_2') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stranger' as const), id: deviceId }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('link' as const), isUp: fc.boolean() }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

class World {
  readonly rig: QueueRig
  readonly #disk: { isFull: boolean }
  readonly #keys: string[] = []

  private constructor(rig: QueueRig, disk: { isFull: boolean }) {
    this.rig = rig
    this.#disk = disk
  }

  static async open(seed: number): Promise<World> {
    const disk = { isFull: false }
    const rig = await QueueRig.open({ wrapStore: (store) => fillable(store, disk) })
    const random = seededRandom(seed)
    rig.seedDevices('dev_1', 'dev_2')
    rig.server.checksReferences = true
    rig.server.assignsIds = seed % 2 === 0
    rig.server.trouble = randomTrouble(random, 0.25)
    rig.server.reject = () => random.next() < 0.1
    rig.server.report = () => {
      if (random.next() < 0.5) return null
      return { result: random.next() < 0.5 ? 'done' : 'failed', at: 0, message: null }
    }
    await rig.host.delivery.run()
    return new World(rig, disk)
  }

  /** What is refused is not made, and is no part of the books. */
  async live(one: Act): Promise<void> {
    const { rig } = this
    if (one.do === 'make') {
      const dependsOn = one.waitsFor === null ? [] : [this.#pick(one.waitsFor)]
      await this.#make([one.intent], { dependsOn: dependsOn.filter((key) => key !== '') })
    } else if (one.do === 'batch') await this.#make(one.of, { isBatch: true })
    else if (one.do === 'wait') await rig.clock.advance(one.ms)
    else if (one.do === 'sleep') rig.clock.sleep(one.ms, true)
    else if (one.do === 'restart') await this.#restart()
    else if (one.do === 'disk') this.#disk.isFull = one.isFull
    else if (one.do === 'user') {
      rig.host.user = { id: one.id, name: one.id }
      rig.host.outbox.userChanged()
    } else if (one.do === 'stranger') rig.server.edit(one.id, { name: 'theirs' })
    else if (one.do === 'link') rig.server.setBlock(one.isUp ? null : 'offline')
    else await this.#decide(one.do, this.#pick(one.pick))
  }

  async #restart(): Promise<void> {
    // At start the disk has to take what was on its way.
    this.#disk.isFull = false
    await this.rig.reopen()
    await this.rig.host.delivery.run()
  }

  #pick(at: number): string {
    return this.#keys[this.#keys.length - 1 - (at % Math.max(1, this.#keys.length))] ?? ''
  }

  async #make(intents: readonly Intent[], options: Parameters<QueueRig['accept']>[1]): Promise<void> {
    const made = await this.rig.accept(intents, options).catch(() => [])
    for (const { key } of made) this.#keys.push(key)
  }

  async #decide(what: (typeof DESK)[number], key: string): Promise<void> {
    const { desk, conflicts } = this.rig.host
    if (what === 'retry') await desk.retry([key])
    else if (what === 'roll-back') await desk.rollBack([key])
    else if (what === 'confirm') await desk.confirmAgain([key])
    else if (what === 'keep-mine') await conflicts.keepMine([key])
    else if (what === 'urgent') await desk.setPriority([key], 'critical')
    else await desk.editAndRetry(key, { name: 'corrected' }).catch(() => undefined)
  }
}

function fillable(store: Store, disk: { readonly isFull: boolean }): Store {
  const commit = store.commit.bind(store)
  store.commit = (mutations: readonly Mutation[]) =>
    disk.isFull ? Promise.reject(new StoreError('full', 'no room')) : commit(mutations)
  return store
}

describe('the books, whatever happens', () => {
  it(
    'add up after every step, agree with what is stored, and verify to the last line',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), fc.nat(), async (acts, seed) => {
          const world = await World.open(seed)
          const { rig } = world
          for (const one of acts) {
            await world.live(one)
            await rig.clock.advance(0)
            expect(await rig.host.store.audit()).toEqual([])
          }
          await rig.host.delivery.stop()
          expect(await booksOf(rig.host)).toEqual([])
          const verdict = await verifyLedger(exportLedger(rig.host.store, ABOUT))
          expect(verdict).toMatchObject({ ok: true, problem: null })
          const { totals, counts } = rig.host.outbox.status(false)
          const { queued, stale, sending, unknown, accepted, conflicted, quarantined } = counts
          expect(verdict.totals).toMatchObject(totals)
          const waiting = queued + stale + sending + unknown + accepted + conflicted + quarantined
          const { created, ...ended } = totals
          expect(created).toBe(waiting + Object.values(ended).reduce((sum, n) => sum + n, 0))
          await rig.close()
        }),
        { numRuns: 25 },
      )
    },
    TIMEOUT_MS,
  )
})
