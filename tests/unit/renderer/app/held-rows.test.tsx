import { act, renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { useHeldRows } from '../../../../src/renderer/app/held-rows.ts'

const idOf = (row: string): string => row.slice(0, 1)

/** Rows are named by their first letter. */
function heldRows(first: readonly string[]) {
  const { result, rerender } = renderHook((fresh: readonly string[]) => useHeldRows(fresh, idOf), {
    initialProps: first,
  })
  const { onPointerEnter, onPointerLeave, onFocus, onBlur } = result.current.reading
  const currentTarget = { contains: () => false } as unknown as Element
  return {
    given: (...fresh: readonly string[]) => rerender(fresh),
    shown: () => result.current.rows,
    gone: () => result.current.rows.filter(result.current.isGone),
    waiting: () => result.current.waiting,
    refresh: () => act(() => result.current.refresh()),
    enter: () => act(onPointerEnter),
    leave: () => act(onPointerLeave),
    focus: () => act(onFocus),
    blur: () => act(() => onBlur({ currentTarget, relatedTarget: null } as unknown as Parameters<typeof onBlur>[0])),
  }
}

describe('lines that hold still', () => {
  it('follow their order while nobody is among them', () => {
    const rows = heldRows(['a', 'b'])
    rows.given('b', 'c')
    expect(rows.shown()).toEqual(['b', 'c'])
  })

  it('stay where they are while the pointer or the focus is among them, with what they say by now', () => {
    const rows = heldRows(['a', 'b'])
    rows.enter()
    rows.focus()
    rows.given('c', 'b 2', 'a')
    expect(rows.shown()).toEqual(['a', 'b 2'])
    rows.leave()
    expect(rows.shown()).toEqual(['a', 'b 2'])
    expect(rows.waiting()).toBeGreaterThan(0)
    rows.blur()
    expect(rows.shown()).toEqual(['c', 'b 2', 'a'])
    expect(rows.waiting()).toBe(0)
  })

  it('keep the place of what is gone, as it was last, until the order is renewed', () => {
    const rows = heldRows(['a', 'b', 'c'])
    rows.enter()
    rows.given('a', 'b 2', 'c')
    rows.given('a', 'c')
    rows.given('c', 'a')
    expect(rows.shown()).toEqual(['a', 'b 2', 'c'])
    expect(rows.gone()).toEqual(['b 2'])
    rows.refresh()
    expect(rows.shown()).toEqual(['c', 'a'])
    expect(rows.gone()).toEqual([])
  })

  it('leave together when nothing is left: that is what has to be seen', () => {
    const rows = heldRows(['a', 'b'])
    rows.enter()
    rows.given()
    expect(rows.shown()).toEqual([])
    rows.given('c')
    expect(rows.shown()).toEqual(['c'])
  })
})
