import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BoardData, type BoardWidget, isOverlapping, isWithin } from '#shared/board/document.ts'
import {
  type BoardDraft,
  type BoardStep,
  changedBoard,
  drafted,
  NO_DRAFT,
  redone,
  undone,
  withStep,
} from '../../../../../src/renderer/features/wallboards/board/board-draft.ts'

const widget = (id: string, x = 0, y = 0, w = 4, h = 3): BoardWidget => ({
  id,
  type: 'text',
  title: id,
  place: { x, y, w, h },
  options: {},
  bindings: {},
})
const BOARD: BoardData = {
  name: 'Night',
  description: '',
  columns: 12,
  rows: 8,
  pages: [
    { id: 'one', title: 'One', widgets: [widget('a'), widget('b', 4), widget('c', 8)] },
    { id: 'two', title: 'Two', widgets: [] },
  ],
  rotateSeconds: null,
}

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'gone')
const pageIds = fc.constantFrom('one', 'two', 'three', 'gone')
const side = fc.integer({ min: 1, max: 20 })
const at = fc.record({ x: fc.integer({ min: -3, max: 20 }), y: fc.integer({ min: -3, max: 20 }), w: side, h: side })
const step: fc.Arbitrary<BoardStep> = fc.oneof(
  fc.record({ kind: fc.constant('board' as const), fields: fc.record({ name: fc.string() }) }),
  fc.record({ kind: fc.constant('grid' as const), columns: side, rows: side }),
  fc.record({ kind: fc.constant('page-add' as const), page: fc.constant({ id: 'three', title: '', widgets: [] }) }),
  fc.record({ kind: fc.constant('page-title' as const), id: pageIds, title: fc.string() }),
  fc.record({ kind: fc.constant('page-move' as const), id: pageIds, by: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ kind: fc.constant('page-remove' as const), id: pageIds }),
  fc.record({
    kind: fc.constant('add' as const),
    pageId: pageIds,
    widget: fc.tuple(ids, at).map(([id, place]) => ({ ...widget(id), place })),
  }),
  fc.record({ kind: fc.constant('place' as const), id: ids, place: at }),
  fc.record({
    kind: fc.constant('widget' as const),
    id: ids,
    about: fc.constant('title'),
    fields: fc.record({ title: fc.string() }),
  }),
  fc.record({ kind: fc.constant('remove' as const), id: ids }),
)
const steps = fc.array(step, { maxLength: 25 })

const taken = (list: readonly BoardStep[]): BoardDraft => ({ steps: list, done: list.length })
const bytes = (board: BoardData): string => JSON.stringify(board)

describe('an edit of a board', () => {
  it('leaves a board that may be kept, whatever its steps are: nothing overlaps, is outside or stands twice', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const board = drafted(BOARD, taken(list))
        const all = board.pages.flatMap(({ widgets }) => widgets.map(({ id }) => id))
        expect(new Set(all).size).toBe(all.length)
        expect(board.pages.length).toBeGreaterThan(0)
        for (const { widgets } of board.pages) {
          for (const [index, one] of widgets.entries()) {
            expect(isWithin(one.place, board)).toBe(true)
            for (const other of widgets.slice(index + 1)) expect(isOverlapping(one.place, other.place)).toBe(false)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('takes away no widget but what it removes', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const kept = list.filter(({ kind }) => kind !== 'remove' && kind !== 'page-remove')
        const all = drafted(BOARD, taken(kept)).pages.flatMap(({ widgets }) => widgets.map(({ id }) => id))
        expect(all).toEqual(expect.arrayContaining(['a', 'b', 'c']))
      }),
      { numRuns: 100 },
    )
  })

  it('undone step by step is the same board byte by byte, and redone what it was', () => {
    fc.assert(
      fc.property(steps, (list) => {
        let draft = NO_DRAFT
        const seen = [bytes(BOARD)]
        for (const one of list) {
          const next = withStep(draft, one)
          if (next.steps.length === draft.steps.length) seen.pop()
          seen.push(bytes(drafted(BOARD, next)))
          draft = next
        }
        for (const before of seen.toReversed()) {
          expect(bytes(drafted(BOARD, draft))).toBe(before)
          draft = undone(draft)
        }
        expect(bytes(drafted(BOARD, draft))).toBe(bytes(BOARD))
        for (const after of seen.slice(1)) {
          draft = redone(draft)
          expect(bytes(drafted(BOARD, draft))).toBe(after)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('is one step for what is typed into one field, and another for the next', () => {
    const typed = ['N', 'Ni'].map(
      (title): BoardStep => ({ kind: 'widget', id: 'a', about: 'title', fields: { title } }),
    )
    const other: BoardStep = { kind: 'widget', id: 'b', about: 'title', fields: { title: 'X' } }
    const draft = [...typed, other].reduce((before, one) => withStep(before, one), NO_DRAFT)
    expect(draft.done).toBe(2)
    expect(drafted(BOARD, undone(draft)).pages[0]?.widgets[0]?.title).toBe('Ni')
  })

  it('keeps what others change meanwhile, and does nothing about what they took away', () => {
    const draft = taken([
      { kind: 'place', id: 'a', place: { x: 0, y: 5, w: 4, h: 3 } },
      { kind: 'widget', id: 'b', about: 'title', fields: { title: 'Mine' } },
    ])
    const [first, ...rest] = BOARD.pages
    const widgets = (first?.widgets ?? []).filter(({ id }) => id !== 'b').concat(widget('theirs', 4))
    const theirs: BoardData = { ...BOARD, name: 'Theirs', pages: [{ id: 'one', title: 'One', widgets }, ...rest] }
    const board = drafted(theirs, draft)
    expect(board.name).toBe('Theirs')
    expect(board.pages[0]?.widgets.map(({ id, place }) => [id, place.y])).toEqual([
      ['a', 5],
      ['c', 0],
      ['theirs', 0],
    ])
  })

  it('says only what differs', () => {
    expect(changedBoard(BOARD, { ...BOARD, name: 'Day', pages: structuredClone(BOARD.pages) })).toEqual({ name: 'Day' })
  })
})
