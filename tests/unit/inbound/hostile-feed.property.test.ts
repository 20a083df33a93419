import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/main/database/store.ts'
import { changedRecord } from '../../../src/main/database/text-record.ts'
import type { FeedSession } from '../../../src/main/inbound/feed-port.ts'
import { Inbound } from '../../../src/main/inbound/inbound.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { Replica } from '../../../src/main/replica/replica.ts'
import { FEED_BATCH } from '../../../src/shared/protocol/feed.ts'
import { deviceRecord } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { type Change, changeArbitrary, type Damage, DEVICES, damageArbitrary, TrueFleet } from './hostile-feed.ts'

/** What happens to the feed on its way. */
type Step =
  | { readonly kind: 'tell' | 'skip'; readonly change: Change }
  | { readonly kind: 'batch'; readonly changes: readonly Change[]; readonly damage: Damage }
  | { readonly kind: 'swap'; readonly changes: readonly [Change, Change] }
  | { readonly kind: 'repeat'; readonly back: number }
  | { readonly kind: 'damage'; readonly damage: Damage }

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('tell'), change: changeArbitrary }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('skip'), change: changeArbitrary }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('batch'),
      changes: fc.array(changeArbitrary, { minLength: 1, maxLength: 6 }),
      damage: damageArbitrary,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('swap'), changes: fc.tuple(changeArbitrary, changeArbitrary) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat'), back: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('damage'), damage: damageArbitrary }) },
)

const EPOCH = 'epoch-1'
const NEVER = new AbortController().signal

class Rig {
  readonly fleet = new TrueFleet()
  readonly replica: Replica
  readonly inbound: Inbound
  readonly dropped: string[] = []
  #resyncsAsked = 0

  constructor() {
    const clock = new ManualClock()
    const store = { commit: async () => undefined } as unknown as Store
    this.replica = new Replica({ store, clock, logger: silentLogger })
    for (const id of DEVICES) this.replica.apply({ kind: 'record', record: deviceRecord(id, { sequence: 0 }) })
    this.replica.advance({ epoch: EPOCH, sequence: 0 }, 0)
    this.inbound = new Inbound({
      replica: this.replica,
      clock,
      logger: silentLogger,
      requestResync: () => {
        this.#resyncsAsked += 1
      },
      onDropped: (cause) => this.dropped.push(cause),
    })
  }

  async resync(): Promise<void> {
    this.#resyncsAsked = 0
    await this.inbound.resync(this.#session(), NEVER)
  }

  async play(step: Step): Promise<void> {
    for (const [name, payload] of this.#messages(step)) this.inbound.receive(name, payload)
    // As the engine does when it is asked to.
    while (this.#resyncsAsked > 0) await this.resync()
  }

  /** What the console shows, as the server's records are. */
  shown(): Map<string, unknown> {
    const views = [...this.replica.views.all('device'), ...this.replica.views.all('playlist')]
    return new Map(
      views.map(({ entityType, id }) => {
        const record = this.replica.base({ entityType, entityId: id })
        return [id, record === null ? null : changedRecord(record, {})]
      }),
    )
  }

  #messages(step: Step): (readonly [string, unknown])[] {
    const { events } = this.fleet
    const last = events.at(-1)
    const made = (changes: readonly Change[]) => {
      const from = events.length
      for (const change of changes) this.fleet.make(change)
      return events.slice(from).map(({ name, payload }) => [name, payload] as const)
    }
    switch (step.kind) {
      case 'tell':
        return made([step.change])
      case 'skip':
        made([step.change])
        return []
      case 'swap':
        return made(step.changes).reverse()
      case 'repeat':
        return events.slice(-1 - step.back).map(({ name, payload }) => [name, payload] as const)
      case 'damage':
        return [step.damage(last) ?? ['fleet:weather', {}]]
      case 'batch': {
        const told = made(step.changes).map(([name, payload]) => ({ name, payload }))
        const damaged = step.damage(last)
        const items = damaged === null ? told : [...told, { name: damaged[0], payload: damaged[1] }]
        return [[FEED_BATCH, { events: items }]]
      }
    }
  }

  #session(): FeedSession {
    const { fleet } = this
    return {
      ...{
        tenant: 'main',
        epoch: EPOCH,
        head: fleet.head,
        resume: 'delta',
        hasChanges: true,
        pageSize: 7,
        isWhole: true,
      },
      changes: async (since, limit) => {
        const events = fleet.events.slice(since, since + limit)
        return { epoch: EPOCH, head: fleet.head, events, hasMore: since + limit < fleet.head }
      },
      snapshot: () => Promise.reject(new Error('nobody needs a snapshot here')),
    }
  }
}

describe('a hostile feed', () => {
  it('is never thrown at, never shown, and what was missed is read again: the copy ends as the truth', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { minLength: 1, maxLength: 60 }), async (steps) => {
        const rig = new Rig()
        await rig.resync()
        for (const step of steps) {
          await rig.play(step)
          expect([...rig.shown().keys()]).not.toContain('foreign-1')
        }
        // The next true events reveal what is still missing; a channel in which nothing happens any more needs the next
        // connection.
        rig.inbound.disconnected()
        await rig.resync()
        expect(rig.shown()).toEqual(rig.fleet.records)
        expect(rig.replica.cursor?.sequence).toBe(rig.fleet.head)
        expect(Object.hasOwn(Object.prototype, 'isPolluted')).toBe(false)
        await rig.inbound.stop()
      }),
      { numRuns: 300 },
    )
  })

  it('is accounted for: every message is passed on, merged, waiting or dropped for a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { minLength: 1, maxLength: 40 }), async (steps) => {
        const rig = new Rig()
        await rig.resync()
        for (const step of steps) await rig.play(step)
        for (const { name, received, passed, merged, dropped, waiting } of rig.inbound.stages()) {
          // The feed to the windows counts entities, not events.
          if (name === 'feed') continue
          const gone = Object.values(dropped).reduce((sum, count) => sum + count, 0)
          expect([name, passed + merged + gone + waiting]).toEqual([name, received])
        }
        await rig.inbound.stop()
      }),
      { numRuns: 200 },
    )
  })

  it.each(['main/nowhere', 'other/devices', 'main/', 'mainly/devices'])(
    'does not count an event of the channel %s as one of its own',
    async (channel) => {
      const rig = new Rig()
      await rig.resync()
      const report = { deviceId: 'device-1', status: 'offline', lastSeenAt: 5 }
      rig.inbound.receive('device:status-update', { sequence: 900, previous: 0, channel, at: 1, ...report })
      expect(rig.replica.cursor?.sequence).toBe(0)
      expect(rig.shown()).toEqual(rig.fleet.records)
    },
  )
})
