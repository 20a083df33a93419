import { describe, expect, it } from 'vitest'
import { LoadedPart, sumOf } from '../../../../src/renderer/app/loaded-part.ts'

/** A part whose first `failures` fetches fail. */
function partThat(failures: number) {
  let fetches = 0
  const load = async (): Promise<string> => {
    fetches += 1
    if (fetches <= failures) throw new Error('no such file')
    return 'the part'
  }
  return { part: new LoadedPart(load), fetches: () => fetches }
}

describe('a part that is loaded on demand', () => {
  it('is fetched once, however often it is asked for', async () => {
    const { part, fetches } = partThat(0)
    const all = await Promise.all([part.fetch(), part.fetch(), part.fetch()])
    expect(all).toEqual(['the part', 'the part', 'the part'])
    expect(await part.fetch()).toBe('the part')
    expect(fetches()).toBe(1)
  })

  it('that could not be read is nothing, and is asked for anew when it is wanted again', async () => {
    const { part } = partThat(1)
    expect(await part.fetch()).toBeNull()
    expect(part.statistics).toMatchObject({ failures: 1, loaded: 0 })
    expect(await part.fetch()).toBe('the part')
    expect(part.statistics).toMatchObject({ failures: 0, loaded: 1 })
  })

  it('counts how often it was there when it was shown', async () => {
    const { part } = partThat(0)
    part.show()
    await part.fetch()
    part.show()
    const other = partThat(0).part
    expect(sumOf([part.statistics, other.statistics])).toEqual({
      parts: 2,
      loaded: 1,
      shown: 2,
      shownAtOnce: 1,
      failures: 0,
    })
  })
})
