import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginOf, placeAt } from '../../../../src/renderer/features/playlists/play-place.ts'
import {
  changedValues,
  drafted,
  lostSteps,
  MAX_SECONDS,
  moveBy,
  NO_DRAFT,
  type PlaylistDraft,
  type PlaylistItem,
  type PlaylistStep,
  type PlaylistValues,
  redone,
  secondsTyped,
  undone,
  withoutSaved,
  withStep,
} from '../../../../src/renderer/features/playlists/playlist-draft.ts'
import { type PlaylistRow, playlistsShown } from '../../../../src/renderer/features/playlists/playlist-row.ts'
import { copied, copyName } from '../../../../src/renderer/features/playlists/use-playlist-acts.ts'

const item = (id: string, durationSeconds = 10): PlaylistItem => ({ id, contentId: 'con-1', durationSeconds })
const listOf = (...ids: string[]): PlaylistValues => ({
  name: 'Loop',
  description: '',
  items: ids.map((id) => item(id)),
})
const idsOf = ({ items }: PlaylistValues): string[] => items.map(({ id }) => id)
const draftOf = (...steps: PlaylistStep[]): PlaylistDraft =>
  steps.reduce((draft, step) => withStep(draft, step), NO_DRAFT)
const move = (id: string, after: string | null): PlaylistStep => ({ kind: 'move', id, after })

const anyId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const anyMove = fc.record({ kind: fc.constant('move' as const), id: anyId, after: fc.option(anyId) })
const anyStep: fc.Arbitrary<PlaylistStep> = fc.oneof(
  anyMove,
  fc.record({ kind: fc.constantFrom('name' as const, 'description' as const), text: fc.string() }),
  fc.record({ kind: fc.constant('add' as const), item: anyId.map((id) => item(`new-${id}`)), after: fc.option(anyId) }),
  fc.record({ kind: fc.constant('remove' as const), id: anyId }),
  fc.record({ kind: fc.constant('duration' as const), id: anyId, seconds: fc.integer({ min: 1, max: MAX_SECONDS }) }),
)
const anyList = fc.uniqueArray(anyId, { maxLength: 6 }).map((ids) => listOf(...ids))

describe('the edit of a playlist', () => {
  it('is the start again when all of it is undone, and the end again when it is redone', () => {
    fc.assert(
      fc.property(anyList, fc.array(anyStep, { maxLength: 20 }), (start, steps) => {
        const end = draftOf(...steps)
        const back = steps.reduce((draft) => undone(draft), end)
        expect(drafted(start, back)).toEqual(start)
        expect(
          drafted(
            start,
            steps.reduce((draft) => redone(draft), back),
          ),
        ).toEqual(drafted(start, end))
      }),
    )
  })

  it('keeps every item just once, however it is reordered', () => {
    fc.assert(
      fc.property(anyList, fc.array(anyMove, { maxLength: 20 }), (start, moves) => {
        const end = drafted(start, draftOf(...moves))
        expect(end.items.toSorted(byId)).toEqual(start.items.toSorted(byId))
      }),
    )
  })

  it('never has an item twice', () => {
    fc.assert(
      fc.property(anyList, fc.array(anyStep, { maxLength: 20 }), (start, steps) => {
        const ids = idsOf(drafted(start, draftOf(...steps)))
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })

  it('moves an item by so many places, and no further than the ends', () => {
    fc.assert(
      fc.property(anyList, anyId, fc.integer({ min: -10, max: 10 }), (start, id, by) => {
        const from = idsOf(start).indexOf(id)
        const step = moveBy(start.items, id, by)
        const to = Math.max(0, Math.min(start.items.length - 1, from + by))
        const isMoved = from !== -1 && to !== from
        expect(step !== null).toBe(isMoved)
        const ids = idsOf(drafted(start, step === null ? NO_DRAFT : draftOf(step)))
        expect(ids.indexOf(id)).toBe(isMoved ? to : from)
        expect(ids.filter((one) => one !== id)).toEqual(idsOf(start).filter((one) => one !== id))
      }),
    )
  })

  it('stands on top of what others made of the list meanwhile', () => {
    const draft = draftOf(move('c', 'a'), { kind: 'duration', id: 'b', seconds: 99 })
    const end = drafted(listOf('d', 'a', 'x', 'b', 'c'), draft)
    expect(idsOf(end)).toEqual(['d', 'a', 'c', 'x', 'b'])
    expect(end.items.at(-1)?.durationSeconds).toBe(99)
  })

  it('brings nothing back that others removed, and counts what is lost by that', () => {
    const draft = draftOf(move('c', 'a'), { kind: 'duration', id: 'c', seconds: 99 }, move('b', null))
    expect(idsOf(drafted(listOf('a', 'b'), draft))).toEqual(['b', 'a'])
    expect(lostSteps(listOf('a', 'b'), draft)).toBe(2)
    expect(lostSteps(listOf('a', 'b', 'c'), draft)).toBe(0)
  })

  it('forgets what was undone at the next step', () => {
    const draft = withStep(undone(draftOf(move('a', 'b'))), move('b', 'c'))
    expect(redone(draft)).toBe(draft)
    expect(idsOf(drafted(listOf('a', 'b', 'c'), draft))).toEqual(['a', 'c', 'b'])
  })

  it('takes typing on in one field for one step, and what was saved for another', () => {
    const typed = draftOf({ kind: 'name', text: 'N' }, { kind: 'name', text: 'Ni' })
    expect(typed.steps).toHaveLength(1)
    const more = withStep(typed, { kind: 'name', text: 'Night' }, 1)
    expect(more.steps).toHaveLength(2)
    expect(withoutSaved(more, 1)).toEqual(draftOf({ kind: 'name', text: 'Night' }))
    expect(undone(more, 2)).toBe(more)
  })

  it('sends only the fields that differ', () => {
    const start = listOf('a', 'b')
    expect(changedValues(start, drafted(start, draftOf({ kind: 'name', text: 'Night' })))).toEqual({ name: 'Night' })
    expect(changedValues(start, drafted(start, draftOf(move('a', 'b'), move('b', 'a'))))).toEqual({})
  })
})

const byId = (one: PlaylistItem, other: PlaylistItem): number => (one.id < other.id ? -1 : 1)

describe('a duration', () => {
  it.each([
    ['90', 90],
    [' 1:30 ', 90],
    ['1:02:05', 3_725],
    ['86400', 86_400],
  ])('is taken as people write it: %s', (typed, seconds) => {
    expect(secondsTyped(typed)).toBe(seconds)
  })

  it.each(['', '0', '86401', '-5', '1.5', '1:75', '24:00:01', '1:2:3:4', 'abc', '1e3'])('is not “%s”', (typed) => {
    expect(secondsTyped(typed)).toBeNull()
  })
})

describe('a copy', () => {
  it('has the same content in places of its own', () => {
    const { items } = listOf('a', 'b')
    const copy = copied(items)
    expect(copy.map(({ contentId, durationSeconds }) => [contentId, durationSeconds])).toEqual([
      ['con-1', 10],
      ['con-1', 10],
    ])
    expect(new Set([...copy, ...items].map(({ id }) => id)).size).toBe(4)
  })

  it('has a name that is not too long', () => {
    expect(copyName('Night', '(copy)')).toBe('Night (copy)')
    expect(copyName('x'.repeat(200), '(copy)')).toHaveLength(200)
  })
})

describe('a play-through', () => {
  const items = [item('a', 5), item('b', 10), item('c', 1)]

  it('shows each item for as long as it plays, and begins again', () => {
    const shown = [0, 4.9, 5, 14.9, 15, 15.9, 16, 37].map((elapsed) => items[placeAt(items, elapsed)?.index ?? -1]?.id)
    expect(shown).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'a', 'b'])
    expect(items.map((_, index) => beginOf(items, index))).toEqual([0, 5, 15])
  })

  it('of nothing stands nowhere', () => {
    expect(placeAt([], 3)).toBeNull()
  })
})

describe('the list of playlists', () => {
  const row = (id: string, change: Partial<PlaylistRow> = {}) =>
    ({ id, name: id, words: id.toLowerCase(), items: [], seconds: 0, mark: null, ...change }) as unknown as PlaylistRow
  const rows = [row('Night 10'), row('Night 2', { seconds: 50 }), row('Day', { seconds: 7 })]
  const ids = (search: string, columnId: 'name' | 'length', isDescending = false) =>
    playlistsShown(rows, search, { columnId, isDescending }, () => 0).map(({ id }) => id)

  it('is ordered by name as people count, or by a figure, and finds every word', () => {
    expect(ids('', 'name')).toEqual(['Day', 'Night 2', 'Night 10'])
    expect(ids('', 'length', true)).toEqual(['Night 2', 'Day', 'Night 10'])
    expect(ids('night 1', 'name')).toEqual(['Night 10'])
  })
})
