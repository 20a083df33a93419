import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import { batch, common, createPlaylist, update } from './batch-operations.ts'
import { type Fixture, fixture, keyOf, OPERATOR, rename } from './fixture.ts'

let fleet: Fixture
beforeEach(() => {
  fleet = fixture()
})
afterEach(() => fleet.remove())

const ANOTHER = { ...OPERATOR, clientId: 'client-2' }
const outcomes = (results: readonly OperationResult[]): string[] => results.map(({ outcome }) => outcome)
const versionOf = (id: string, type: 'device' | 'playlist' = 'device') => fleet.store.entities.find(type, id)?.version
const lookup = (...numbers: number[]) =>
  fleet.requests.lookup({ keys: numbers.map(keyOf) }).results.map((found) => found.known)
const changedBy = { name: { actor: 'Operator', at: 1_700_000_000_000 } }

describe('a batch', () => {
  it('is applied as a whole, a later member on top of an earlier one', () => {
    const results = fleet.apply(
      batch(
        1,
        createPlaylist(1, 'playlist-new'),
        update(2, 'playlist', 'playlist-new', 0, { name: 'Renamed' }),
        update(3, 'playlist', 'playlist-new', 1, { description: 'Seen after the create' }),
        update(4, 'device', 'device-00001', 1, { playlistId: 'playlist-new' }),
      ),
    )
    expect(results).toMatchObject([
      { outcome: 'applied', version: 1 },
      { outcome: 'applied', version: 2 },
      { outcome: 'applied', version: 3 },
      { outcome: 'applied', version: 2 },
    ])
    expect(fleet.events.map(({ payload }) => payload.sequence)).toEqual([1, 2, 3, 4])
  })

  it('leaves no trace when a member conflicts: that one says why, the others are held behind it', () => {
    fleet.apply([rename(1, 'device-00002', 1, 'Somebody was faster')], ANOTHER)
    const results = fleet.apply(
      batch(
        1,
        createPlaylist(2, 'playlist-new'),
        rename(3, 'device-00001', 1, 'A'),
        rename(4, 'device-00002', 1, 'B'),
        rename(5, 'device-00003', 1, 'C'),
      ),
    )
    const held = (number: number) => ({ outcome: 'held', key: keyOf(number), behind: keyOf(4) })
    expect(results).toEqual([
      held(2),
      held(3),
      {
        outcome: 'conflict',
        key: keyOf(4),
        version: 2,
        fields: { name: 'Somebody was faster' },
        isDeleted: false,
        changedBy,
      },
      held(5),
    ])
    expect([versionOf('device-00001'), versionOf('device-00003')]).toEqual([1, 1])
    expect(versionOf('playlist-new', 'playlist')).toBeUndefined()
    expect([fleet.events.length, fleet.store.effects(0, 10).length, fleet.store.feed.head]).toEqual([1, 1, 1])
    expect(lookup(2, 3, 4, 5)).toEqual([false, false, false, false])
  })

  it('tells of a conflict what is there when nothing of the batch remains', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'Somebody was faster')], ANOTHER)
    const results = fleet.apply(
      batch(
        1,
        update(2, 'device', 'device-00001', 2, { location: 'Hall B' }),
        update(3, 'device', 'device-00001', 1, { name: 'mine' }),
      ),
    )
    expect(results).toEqual([
      { outcome: 'held', key: keyOf(2), behind: keyOf(3) },
      {
        outcome: 'conflict',
        key: keyOf(3),
        version: 2,
        fields: { name: 'Somebody was faster' },
        isDeleted: false,
        changedBy,
      },
    ])
    expect(versionOf('device-00001')).toBe(2)
  })

  it('keeps the rejection of the failing member for lookups, and judges the whole anew when it comes again', () => {
    const whole = batch(
      1,
      rename(1, 'device-00001', 1, 'A'),
      update(2, 'device', 'device-00002', 1, { playlistId: 'playlist-new' }),
    )
    expect(fleet.apply(whole)).toMatchObject([
      { outcome: 'held', behind: keyOf(2) },
      { outcome: 'rejected', code: 'invalid', field: 'playlistId' },
    ])
    expect(lookup(1, 2)).toEqual([false, true])
    fleet.apply([createPlaylist(3, 'playlist-new')], ANOTHER)
    expect(outcomes(fleet.apply(whole))).toEqual(['applied', 'applied'])
    expect(outcomes(fleet.apply(whole))).toEqual(['duplicate', 'duplicate'])
    expect(fleet.store.effects(0, 10)).toHaveLength(3)
  })

  it('tells the fleet nothing of a command that was taken back', () => {
    const reboot: WireOperation = {
      ...common(1),
      kind: 'command',
      entityType: 'device',
      entityId: 'device-00001',
      command: 'reboot',
    }
    fleet.apply(batch(1, reboot, rename(2, 'device-99999', 1, 'Nobody')))
    expect(fleet.commands).toEqual([])
    fleet.apply(batch(2, reboot, rename(3, 'device-00001', 1, 'Somebody')))
    expect(fleet.commands).toEqual([['device-00001', 'reboot']])
  })

  it('counts members that were applied before, and never calls them held', () => {
    const first = rename(1, 'device-00001', 1, 'A')
    fleet.apply([first])
    expect(outcomes(fleet.apply(batch(1, first, rename(2, 'device-00001', 1, 'B'))))).toEqual(['duplicate', 'applied'])
    expect(outcomes(fleet.apply(batch(2, first, rename(3, 'device-00009', 7, 'C'))))).toEqual(['duplicate', 'conflict'])
  })

  it('is stopped by a key that was used for something else, without losing what that key did', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'A')])
    expect(fleet.apply(batch(1, rename(2, 'device-00002', 1, 'B'), rename(1, 'device-00001', 2, 'C')))).toMatchObject([
      { outcome: 'held', behind: keyOf(1) },
      { outcome: 'rejected', code: 'invalid' },
    ])
    expect(fleet.apply([rename(1, 'device-00001', 1, 'A')])).toMatchObject([{ outcome: 'duplicate', version: 2 }])
  })

  it('is stopped by a malformed member', () => {
    const [good, bad] = batch(1, rename(1, 'device-00001', 1, 'A'), rename(2, 'device-00002', 1, 'B'))
    const malformed = { ...bad, baseVersion: 'one' } as unknown as WireOperation
    expect(fleet.apply([good as WireOperation, malformed])).toMatchObject([
      { outcome: 'held', behind: keyOf(2) },
      { outcome: 'rejected', code: 'invalid', field: 'baseVersion' },
    ])
  })

  it('stands beside single operations and other batches', () => {
    const results = fleet.apply([
      rename(1, 'device-00001', 1, 'Single'),
      ...batch(1, rename(2, 'device-00002', 1, 'A'), rename(3, 'device-00003', 5, 'Clash')),
      ...batch(2, rename(4, 'device-00002', 1, 'B'), rename(5, 'device-00003', 1, 'B')),
      rename(6, 'device-00001', 1, 'Behind the single one'),
      rename(7, 'device-99999', 1, 'Nobody'),
    ])
    expect(outcomes(results)).toEqual(['applied', 'held', 'conflict', 'applied', 'applied', 'applied', 'rejected'])
    expect([versionOf('device-00001'), versionOf('device-00002'), versionOf('device-00003')]).toEqual([3, 2, 2])
  })
})

describe('an incomplete batch', () => {
  const [first, second, third] = batch(
    1,
    rename(1, 'device-00001', 1, 'A'),
    rename(2, 'device-00002', 1, 'B'),
    rename(3, 'device-00003', 1, 'C'),
  ) as [WireOperation, WireOperation, WireOperation]
  const refused = { outcome: 'rejected', code: 'incomplete-batch' }

  it('is refused with every member that is there, and nothing is kept by key', () => {
    expect(fleet.apply([first, third])).toMatchObject([refused, refused])
    expect(lookup(1, 3)).toEqual([false, false])
    expect(fleet.events).toEqual([])
  })

  it('is one with too many members, with others in between, or whose members disagree', () => {
    const other = rename(4, 'device-00004', 1, 'D')
    expect(fleet.apply([first, second, other, third])).toMatchObject([
      refused,
      refused,
      { outcome: 'applied' },
      refused,
    ])
    const more = { ...rename(5, 'device-00005', 1, 'E'), batch: first.batch } as WireOperation
    expect(outcomes(fleet.apply([first, second, third, more]))).toEqual(Array<string>(4).fill('rejected'))
    const disagreeing = { ...third, batch: { id: third.batch?.id ?? '', size: 4 } }
    expect(outcomes(fleet.apply([first, second, disagreeing]))).toEqual(Array<string>(3).fill('rejected'))
  })

  it('still tells which of its members were applied before', () => {
    fleet.apply([first, second, third])
    expect(outcomes(fleet.apply([first, third]))).toEqual(['duplicate', 'duplicate'])
  })
})

interface Member {
  readonly device: number
  readonly base: number
}
const member: fc.Arbitrary<Member> = fc.record({
  device: fc.integer({ min: 1, max: 3 }),
  base: fc.integer({ min: 1, max: 4 }),
})

describe('any batch', () => {
  it('is applied by all its members or by none, and raises versions accordingly', () => {
    const requests = fc.array(fc.array(member, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    const holds = (sent: readonly (readonly Member[])[]): void => {
      const own = fixture({ devices: 3 })
      try {
        let number = 0
        let effects = 0
        for (const [index, members] of sent.entries()) {
          const operations = members.map(({ device, base }) => {
            number += 1
            return rename(number, `device-0000${device}`, base, `Name ${number}`)
          })
          const got = outcomes(own.apply(batch(index, ...operations))).toSorted()
          const isApplied = got[0] === 'applied'
          if (isApplied) effects += members.length
          const rest = Array<string>(members.length - 1).fill(isApplied ? 'applied' : 'held')
          expect(got).toEqual([isApplied ? 'applied' : 'conflict', ...rest])
          expect(own.store.effects(0, 1_000)).toHaveLength(effects)
          expect(own.store.feed.head).toBe(effects)
        }
      } finally {
        own.remove()
      }
    }
    expect(() => fc.assert(fc.property(requests, holds), { numRuns: 40 })).not.toThrow()
  })
})
