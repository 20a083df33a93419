import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOverlapping, isWithin } from '../../../src/shared/board/document.ts'
import { settled } from '../../../src/shared/board/settled.ts'
import { boardOf, widgetOf } from '../../support/boards.ts'

const place = fc.record({
  x: fc.nat(30),
  y: fc.nat(20),
  w: fc.integer({ min: 1, max: 8 }),
  h: fc.integer({ min: 1, max: 6 }),
})
const boards = fc
  .array(place, { maxLength: 12 })
  .map((places) => boardOf(places.map((one, index) => widgetOf(`w${index}`, { place: one }))))

describe('a board whose widgets lie on each other', () => {
  it('is set apart within its grid, with every widget, and once and for all', () => {
    fc.assert(
      fc.property(boards, (board) => {
        const result = settled(board)
        const [before = [], after = []] = [board, result].map(({ pages }) => pages[0]?.widgets)
        expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
        for (const [index, one] of after.entries()) {
          expect(isWithin(one.place, board)).toBe(true)
          expect(after.slice(0, index).some((other) => isOverlapping(one.place, other.place))).toBe(false)
        }
        expect(settled(result)).toBe(result)
        const kept = before.filter(({ place }, index) => index === 0 && isWithin(place, board))
        expect(after.slice(0, kept.length)).toEqual(kept)
      }),
      { numRuns: 150 },
    )
  })
})
