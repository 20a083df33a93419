import { describe, expect, it } from 'vitest'
import { HEADER_HEIGHT, rangeOf, scrollToRow } from '../../../../src/renderer/components/use-row-window.ts'

const ROW = 28
const rows = { count: 1_000, rowHeight: ROW }
const height = HEADER_HEIGHT + 10 * ROW

describe('the rows of a long list that are drawn', () => {
  it('are those in view and some beyond the edges', () => {
    const { first, from, to } = rangeOf({ top: 500 * ROW + 1, height }, rows)
    expect(first).toBe(500)
    expect(from).toBeLessThanOrEqual(494)
    expect(to).toBeGreaterThanOrEqual(517)
    expect(to - from).toBeLessThan(40)
  })

  it('come and go four at a time at each edge while it is scrolled row by row', () => {
    const ranges = Array.from({ length: 40 }, (_, row) => rangeOf({ top: (500 + row) * ROW, height }, rows))
    for (const edge of ['from', 'to'] as const) {
      const places = [...new Set(ranges.map((range) => range[edge]))]
      const steps = places.slice(1).map((place, index) => place - (places[index] ?? 0))
      expect(new Set(steps)).toEqual(new Set([4]))
      expect(places.length).toBeLessThanOrEqual(11)
    }
  })

  it('begin with the first and end with the last', () => {
    expect(rangeOf({ top: 0, height }, rows).from).toBe(0)
    expect(rangeOf({ top: 990 * ROW, height }, rows).to).toBe(1_000)
    expect(rangeOf({ top: 0, height }, { count: 3, rowHeight: ROW })).toEqual({ first: 0, from: 0, to: 3 })
    expect(rangeOf({ top: 0, height }, { count: 0, rowHeight: ROW })).toEqual({ first: 0, from: 0, to: 0 })
  })

  it('are the last ones when the list has become shorter than what was scrolled to', () => {
    const { first, to } = rangeOf({ top: 900 * ROW, height }, { count: 100, rowHeight: ROW })
    expect({ first, to }).toEqual({ first: 90, to: 100 })
  })
})

describe('scrolling to a row', () => {
  const scrolled = (scrollTop: number, index: number, stuckHeight = 0) => {
    const element = { scrollTop, clientHeight: height } as HTMLElement
    scrollToRow(element, index, ROW, stuckHeight)
    return element.scrollTop
  }

  it('does nothing for a row in view', () => {
    expect(scrolled(5 * ROW, 5)).toBe(5 * ROW)
    expect(scrolled(5 * ROW, 14)).toBe(5 * ROW)
  })

  it('goes just as far as it takes', () => {
    expect(scrolled(5 * ROW, 15)).toBe(6 * ROW)
    expect(scrolled(5 * ROW, 4)).toBe(4 * ROW)
  })

  it('keeps clear of the heading that lies over the first row', () => {
    expect(scrolled(5 * ROW, 5, ROW)).toBe(4 * ROW)
  })
})
