import { describe, expect, it } from 'vitest'
import { createFetchAnew } from '../../../../src/renderer/app/fetch-anew.ts'

const FILE = 'outpost://app/assets/HealthPage-1a2b.js'
const refused = (): Promise<{ page: string }> =>
  Promise.reject(new TypeError(`Failed to fetch dynamically imported module: ${FILE}`))

/** Fetches whose later imports fail as long as `isBroken`. */
function fetches() {
  const asked: string[] = []
  const state = { isBroken: true }
  const fetchAnew = createFetchAnew(async (address) => {
    asked.push(address)
    if (state.isBroken) throw new TypeError(`Failed to fetch dynamically imported module: ${address}`)
    return { page: 'health' }
  })
  return { asked, state, fetchAnew }
}

describe('a module that could not be fetched', () => {
  it('is asked for under another address each time, until it is there', async () => {
    const { asked, state, fetchAnew } = fetches()
    await expect(fetchAnew(refused)).rejects.toThrow('Failed to fetch')
    await expect(fetchAnew(refused)).rejects.toThrow('Failed to fetch')
    state.isBroken = false
    expect(await fetchAnew(refused)).toEqual({ page: 'health' })
    expect(asked).toEqual([`${FILE}?again=1`, `${FILE}?again=2`])
  })

  it('is asked for as before where its address is not told', async () => {
    const { asked, fetchAnew } = fetches()
    await expect(fetchAnew(() => Promise.reject(new Error('it broke at its start')))).rejects.toThrow('broke')
    expect(await fetchAnew(async () => 'here')).toBe('here')
    expect(asked).toEqual([])
  })
})
