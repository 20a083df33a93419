import { describe, expect, it } from 'vitest'
import { Best, rankOf } from '../../../../src/renderer/features/shell/palette-ranking.ts'

describe('what the palette finds', () => {
  const sorted = (query: string, names: readonly string[]) => {
    const best = new Best<string>(3)
    for (const name of names) {
      const rank = rankOf(query, name)
      if (rank !== null) best.add(name, rank)
    }
    return best.items
  }

  it('is first what it is called, then what begins so, then a word of it, then anything within', () => {
    const names = ['Investigate', 'Hall gate', 'Gate 12', 'Gate', 'Kiosk']
    expect(sorted('gate', names)).toEqual(['Gate', 'Gate 12', 'Hall gate'])
  })

  it('holds all words, wherever they stand, also where only other words of it hold them', () => {
    expect(rankOf('north 12', 'Gate 12 north')).toBe(3)
    expect(rankOf('lx-77', 'Gate 12', 'Central LX-77')).toBe(3)
    expect(rankOf('lx-78', 'Gate 12', 'Central LX-77')).toBeNull()
  })
})
