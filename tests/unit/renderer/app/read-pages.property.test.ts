import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPages } from '../../../../src/renderer/app/lists/read-pages.ts'

const PAGE = 150

describe('a list that is read page by page while it changes', () => {
  it('comes whole and once, less what left it, however much leaves it between two pages', async () => {
    const steps = fc.array(fc.record({ place: fc.nat(1_000), count: fc.nat(140) }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000), steps, async (size, leaving) => {
        let list = Array.from({ length: size }, (_none, place) => `${place}`)
        const turns = [...leaving]
        const read: string[] = []
        const page = async (offset: number) => {
          const answer = { rows: list.slice(offset, offset + PAGE), total: list.length }
          const { place, count } = turns.shift() ?? { place: 0, count: 0 }
          list = list.filter((_one, at) => at < place || at >= place + count)
          return answer
        }
        for await (const { rows } of readPages(page, (row) => row)) read.push(...rows)
        expect(new Set(read).size).toBe(read.length)
        // What is there at the end was there all the time.
        expect(list.filter((one) => !read.includes(one))).toEqual([])
      }),
    )
  })
})
