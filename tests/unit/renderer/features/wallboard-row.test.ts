import { describe, expect, it } from 'vitest'
import type { Board } from '../../../../src/renderer/app/hooks/boards.ts'
import { wallboardRowOf, wallboardsShown } from '../../../../src/renderer/features/wallboards/wallboard-row.ts'
import { boardOf } from '../../../support/boards.ts'

/** Boards that count how many of them are read. */
function boards(count: number) {
  const read = new Set<string>()
  const made = Array.from({ length: count }, (_none, at): Board => {
    const id = `brd_${at}`
    return {
      ...{ id, view: null, fileName: null, name: `Board ${at}`, description: '', problems: [], isGone: false },
      get data() {
        read.add(id)
        return boardOf()
      },
    }
  })
  return { made, read }
}

describe('the list of a thousand wallboards', () => {
  it('is found and ordered by name without reading what is in any of them', () => {
    const { made, read } = boards(1_000)
    const rows = wallboardsShown(made.map(wallboardRowOf), 'board', { columnId: 'name', isDescending: true })
    expect(rows).toHaveLength(1_000)
    expect(rows[0]?.name).toBe('Board 999')
    expect(read.size).toBe(0)
    expect(rows[0]).toMatchObject({ pages: 1, widgets: 1, where: 'local' })
    expect([...read]).toEqual(['brd_999'])
  })
})
