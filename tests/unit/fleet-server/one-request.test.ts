import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OperationResult } from '#shared/protocol/operations.ts'
import { createPlaylist, remove, update } from './batch-operations.ts'
import { type Fixture, fixture, OPERATOR, rename } from './fixture.ts'

let fleet: Fixture
beforeEach(() => {
  fleet = fixture()
})
afterEach(() => fleet.remove())

const ANOTHER = { ...OPERATOR, clientId: 'client-2' }
const outcomes = (results: readonly OperationResult[]): string[] => results.map(({ outcome }) => outcome)
const versionOf = (id: string, type: 'device' | 'playlist' = 'device') => fleet.store.entities.find(type, id)?.version

describe('edits of one entity in one request', () => {
  it('may name the version before the first of them, or any they led to', () => {
    const bases = [1, 1, 2, 1, 4]
    const edits = bases.map((base, index) => rename(index + 1, 'device-00001', base, `Name ${index}`))
    expect(outcomes(fleet.apply(edits))).toEqual(Array<string>(5).fill('applied'))
    expect(versionOf('device-00001')).toBe(6)
  })

  it('clash with what another console did before, all of them', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'Theirs')], ANOTHER)
    const edits = [2, 3].map((number) => rename(number, 'device-00001', 1, 'Mine'))
    expect(outcomes(fleet.apply(edits))).toEqual(['conflict', 'conflict'])
  })

  it('count on a first one whose answer was lost, unless somebody else came in between', () => {
    const first = rename(1, 'device-00001', 1, 'A')
    fleet.apply([first])
    expect(outcomes(fleet.apply([first, rename(2, 'device-00001', 1, 'B')]))).toEqual(['duplicate', 'applied'])
    const other = rename(3, 'device-00002', 1, 'A')
    fleet.apply([other])
    fleet.apply([rename(4, 'device-00002', 2, 'Theirs')], ANOTHER)
    expect(fleet.apply([other, rename(5, 'device-00002', 1, 'B')])).toMatchObject([
      { outcome: 'duplicate' },
      { outcome: 'conflict', version: 3 },
    ])
  })

  it('may be a deletion, but nothing goes on top of one', () => {
    expect(
      fleet.apply([
        rename(1, 'device-00001', 1, 'A'),
        remove(2, 'device-00001', 1),
        rename(3, 'device-00001', 1, 'Too late'),
      ]),
    ).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }, { outcome: 'conflict', isDeleted: true }])
  })

  it('take version 0 behind the create only', () => {
    const edit = (number: number, id: string) => update(number, 'playlist', id, 0, { name: 'Renamed' })
    expect(outcomes(fleet.apply([createPlaylist(1, 'playlist-new'), edit(2, 'playlist-new')]))).toEqual([
      'applied',
      'applied',
    ])
    expect(fleet.apply([edit(3, 'playlist-new')])).toMatchObject([
      { outcome: 'rejected', code: 'invalid', field: 'baseVersion' },
    ])
    expect(outcomes(fleet.apply([createPlaylist(1, 'playlist-new'), edit(4, 'playlist-new')]))).toEqual([
      'duplicate',
      'conflict',
    ])
  })

  it('do not carry over to the next request', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'A')])
    expect(outcomes(fleet.apply([rename(2, 'device-00001', 1, 'B')]))).toEqual(['conflict'])
  })
})
