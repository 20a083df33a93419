import { describe, expect, it } from 'vitest'
import { FIRST_POSITION, type StoredPosition } from '../../../src/main/database/load-state.ts'
import type { PackedPart } from '../../../src/main/database/packed-part.ts'
import { PartsAhead } from '../../../src/main/database/parts-ahead.ts'

const operationsAfter = (after: number): StoredPosition => ({ of: 'operations', after })
const entitiesAfter = (id: string): StoredPosition => ({ of: 'entities', after: ['device', id] })

/** Parts by the text of their position, each with the position of the next. */
function storeOf(positions: readonly StoredPosition[]) {
  const read: string[] = []
  const ahead = new PartsAhead(FIRST_POSITION, (position) => {
    const index = positions.findIndex((one) => JSON.stringify(one) === JSON.stringify(position))
    read.push(JSON.stringify(position))
    if (index < 0) throw new Error('nothing begins there')
    return { ...EMPTY, problems: [`part ${index}`], next: positions[index + 1] ?? null }
  })
  const readAll = (): void => {
    while (ahead.wantsMore) ahead.readOn()
  }
  return { ahead, read, readAll }
}

const EMPTY: PackedPart = { entities: { heads: '[]', text: '' }, operations: '[]', problems: [], next: null }

describe('PartsAhead', () => {
  it('reads all that waits and the first records before anybody asks, and of the records one part more with each', () => {
    const positions = [FIRST_POSITION, operationsAfter(1), entitiesAfter(''), entitiesAfter('a'), entitiesAfter('b')]
    const { ahead, read, readAll } = storeOf(positions)
    readAll()
    expect(read).toHaveLength(3)
    for (const [index, position] of positions.entries()) {
      expect(ahead.take(position).problems).toEqual([`part ${index}`])
      readAll()
    }
    expect(read).toHaveLength(positions.length)
    expect(ahead.wantsMore).toBe(false)
  })

  it('keeps no more than forty parts', () => {
    const positions = [FIRST_POSITION, ...Array.from({ length: 99 }, (_, index) => operationsAfter(index))]
    const { ahead, read, readAll } = storeOf(positions)
    readAll()
    expect(read).toHaveLength(40)
    ahead.take(FIRST_POSITION)
    readAll()
    expect(read).toHaveLength(41)
  })

  it('reads what is asked for anew after a change, and goes on from there', () => {
    const { ahead, read, readAll } = storeOf([FIRST_POSITION, operationsAfter(1), entitiesAfter('')])
    readAll()
    ahead.drop()
    expect(ahead.wantsMore).toBe(false)
    expect(ahead.take(operationsAfter(1)).problems).toEqual(['part 1'])
    readAll()
    expect(read.slice(3)).toEqual([operationsAfter(1), entitiesAfter('')].map((position) => JSON.stringify(position)))
  })

  it('gives another part than the next one, and never the wrong one', () => {
    const { ahead, readAll } = storeOf([FIRST_POSITION, operationsAfter(1), operationsAfter(2)])
    readAll()
    expect(ahead.take(operationsAfter(2)).problems).toEqual(['part 2'])
    expect(ahead.take(FIRST_POSITION).problems).toEqual(['part 0'])
  })

  it('leaves an error to whoever asks', () => {
    const { ahead, readAll } = storeOf([FIRST_POSITION, operationsAfter(1)])
    readAll()
    expect(() => ahead.take(operationsAfter(7))).toThrow('nothing begins there')
    expect(ahead.take(FIRST_POSITION).problems).toEqual(['part 0'])
  })
})
