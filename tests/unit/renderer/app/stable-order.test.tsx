import { renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { useStableOrder } from '../../../../src/renderer/app/stable-order.ts'

interface Given {
  readonly ids: readonly string[]
  readonly isHeld: boolean
  readonly queryKey?: string
}

function order(first: Given) {
  const { result, rerender } = renderHook(
    ({ ids, isHeld, queryKey = 'all' }: Given) => useStableOrder(ids, isHeld, queryKey, (id) => ids.includes(id)),
    { initialProps: first },
  )
  return {
    given: (next: Given) => rerender(next),
    shown: () => result.current.ids,
    waiting: () => result.current.waiting,
  }
}

describe('the order of rows', () => {
  it('stays while somebody reads them, and says how many would change', () => {
    const rows = order({ ids: ['a', 'b'], isHeld: true })
    rows.given({ ids: ['c', 'b', 'a'], isHeld: true })
    expect(rows.shown()).toEqual(['a', 'b'])
    expect(rows.waiting()).toBeGreaterThan(0)
    rows.given({ ids: ['c', 'b', 'a'], isHeld: false })
    expect(rows.shown()).toEqual(['c', 'b', 'a'])
  })

  it('lets rows that are gone leave at once', () => {
    const rows = order({ ids: ['a', 'b'], isHeld: true })
    rows.given({ ids: ['b', 'c'], isHeld: true })
    expect(rows.shown()).toEqual(['b'])
  })

  it('is renewed when all that was read is gone: what has come since is never hidden behind an empty list', () => {
    const rows = order({ ids: ['a'], isHeld: true })
    rows.given({ ids: [], isHeld: true })
    expect(rows.shown()).toEqual([])
    rows.given({ ids: ['b'], isHeld: true })
    expect(rows.shown()).toEqual(['b'])
  })

  it('is renewed when another list is asked for', () => {
    const rows = order({ ids: ['a', 'b'], isHeld: true })
    rows.given({ ids: ['b', 'a'], isHeld: true, queryKey: 'refused' })
    expect(rows.shown()).toEqual(['b', 'a'])
  })
})
