import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOverlapping, isWithin, type WidgetPlace } from '#shared/board/document.ts'
import {
  type BoardGrid,
  fitted,
  freePlace,
  inReadingOrder,
  type Placed,
  regridded,
  roomFor,
  withPlace,
} from '#shared/board/layout.ts'

const GRID: BoardGrid = { columns: 24, rows: 16 }
const at = (x: number, y: number, w = 6, h = 4): WidgetPlace => ({ x, y, w, h })

/** A page as it may stand in a document: nothing overlaps, nothing is outside. */
function pageOf(places: readonly WidgetPlace[], grid: BoardGrid): Placed[] {
  const page: Placed[] = []
  for (const wished of places) {
    const place = roomFor(
      page.map((one) => one.place),
      fitted(wished, grid),
      grid,
    )
    if (place !== null) page.push({ id: `w${page.length}`, place })
  }
  return page
}

const side = fc.integer({ min: 1, max: 48 })
const grids = fc.record({ columns: side, rows: side })
const places = fc.record({
  x: fc.integer({ min: -5, max: 60 }),
  y: fc.integer({ min: -5, max: 60 }),
  w: fc.integer({ min: 1, max: 20 }),
  h: fc.integer({ min: 1, max: 20 }),
})
const pages = fc
  .tuple(grids, fc.array(places, { maxLength: 30 }))
  .map(([grid, wished]) => ({ grid, page: pageOf(wished, grid) }))

function expectInOrder(page: readonly Placed[], grid: BoardGrid): void {
  for (const [index, one] of page.entries()) {
    expect(isWithin(one.place, grid)).toBe(true)
    for (const other of page.slice(index + 1)) expect(isOverlapping(one.place, other.place)).toBe(false)
  }
}

describe('a widget that is moved', () => {
  it('loses none, overlaps none and leaves none outside, wherever it goes', () => {
    fc.assert(
      fc.property(pages, places, fc.nat(), ({ grid, page }, place, which) => {
        const id = page[which % Math.max(1, page.length)]?.id ?? 'none'
        const next = withPlace(page, id, place, grid)
        if (next === null) return
        expect(next.map((one) => one.id)).toEqual(page.map((one) => one.id))
        expectInOrder(next, grid)
        const stands = next.filter((one) => one.id === id).map((one) => one.place)
        expect(stands).toEqual(page.length === 0 ? [] : [fitted(place, grid)])
      }),
      { numRuns: 200 },
    )
  })

  it('is the same page where it stays where it is', () => {
    fc.assert(
      fc.property(pages, ({ grid, page }) => {
        for (const { id, place } of page) expect(withPlace(page, id, place, grid)).toBe(page)
      }),
      { numRuns: 50 },
    )
  })

  it('pushes down what is in its way, and what is in the way of that', () => {
    const page = [
      { id: 'a', place: at(0, 0) },
      { id: 'b', place: at(6, 0) },
      { id: 'c', place: at(6, 4) },
      { id: 'far', place: at(18, 0) },
    ]
    const next = withPlace(page, 'a', at(6, 0), GRID)
    expect(next?.map(({ place }) => place)).toEqual([at(6, 0), at(6, 4), at(6, 8), at(18, 0)])
    expect(next?.[3]).toBe(page[3])
  })

  it('sends what would go out at the foot to the first free place', () => {
    const page = [
      { id: 'a', place: at(0, 0, 12, 8) },
      { id: 'b', place: at(12, 8, 12, 8) },
    ]
    const next = withPlace(page, 'a', at(12, 8, 12, 8), GRID)
    expect(next?.map(({ place }) => place)).toEqual([at(12, 8, 12, 8), at(0, 0, 12, 8)])
  })

  it('does not grow where there is no room for the others', () => {
    const page = [
      { id: 'a', place: at(0, 0, 12, 16) },
      { id: 'b', place: at(12, 0, 12, 16) },
    ]
    expect(withPlace(page, 'a', at(0, 0, 13, 16), GRID)).toBeNull()
  })
})

describe('a place for something new', () => {
  it('is free and within, and there is one whenever a cell is free', () => {
    fc.assert(
      fc.property(pages, places, ({ grid, page }, { w, h }) => {
        const taken = page.map(({ place }) => place)
        const place = roomFor(taken, { w, h }, grid)
        const cells = taken.reduce((sum, one) => sum + one.w * one.h, 0)
        expect(place === null).toBe(cells === grid.columns * grid.rows)
        if (place !== null) expectInOrder([...page, { id: 'new', place }], grid)
      }),
      { numRuns: 100 },
    )
  })

  it('is the first, row by row', () => {
    expect(freePlace([at(0, 0), at(6, 0, 18, 2)], { w: 6, h: 4 }, GRID)).toEqual(at(6, 2))
  })
})

describe('another grid', () => {
  it('holds the same widgets, within and apart, or is refused', () => {
    fc.assert(
      fc.property(pages, grids, ({ page }, grid) => {
        const next = regridded(page, grid)
        if (next === null) return
        expect(next.map(({ id }) => id)).toEqual(page.map(({ id }) => id))
        expectInOrder(next, grid)
      }),
      { numRuns: 100 },
    )
  })

  it('leaves a page alone that fits on it', () => {
    fc.assert(
      fc.property(pages, ({ grid, page }) => {
        expect(regridded(page, { columns: grid.columns + 1, rows: grid.rows + 3 })).toBe(page)
      }),
      { numRuns: 50 },
    )
  })
})

it('reads a page from the top and along the line', () => {
  const page = [
    { id: 'c', place: at(0, 4) },
    { id: 'b', place: at(6, 0) },
    { id: 'a', place: at(0, 0) },
  ]
  expect(inReadingOrder(page).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})
