import { type KeyboardEvent, type MouseEvent, useCallback, useLayoutEffect, useRef } from 'react'
import type { DataGridProps } from './grid-types.ts'
import { stepAlongLine } from './line-direction.ts'

type KeyProps = Pick<
  DataGridProps<unknown>,
  'ids' | 'selection' | 'activeId' | 'onActiveChange' | 'onOpen' | 'onEscape' | 'grouping'
>

export interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onRowClick: (id: string, event: MouseEvent) => void
  readonly onHeadingClick: (id: string) => void
  readonly toggle: (id: string) => void
}

/** Where a key leads from the active row, or undefined for a key that does not move. */
export function stepOf(key: string, activeIndex: number, count: number, pageRows: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return activeIndex + 1
    case 'ArrowUp':
    case 'k':
    case 'K':
      return activeIndex - 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'PageDown':
      return activeIndex + Math.max(1, pageRows)
    case 'PageUp':
      return activeIndex - Math.max(1, pageRows)
    default:
      return undefined
  }
}

/** Selecting rows: one, a range from where selecting began, or all. */
function useSelecting({ ids, selection, activeId, grouping }: KeyProps) {
  const isHeading = (id: string) => (grouping?.headingOf(id) ?? null) !== null
  const anchor = useRef<string | null>(null)
  return {
    /** Where the next range begins; null: at the active row. */
    begin: (id: string | null): void => {
      anchor.current = id
    },
    toggle: (id: string): void => {
      const next = new Set(selection?.ids)
      const together = isHeading(id) ? (grouping?.idsOf(id) ?? []) : [id]
      const isOff = together.every((one) => next.has(one))
      for (const one of together) {
        if (isOff) next.delete(one)
        else next.add(one)
      }
      anchor.current = id
      selection?.onChange(next)
    },
    selectAll: (): void => selection?.onChange(new Set(selection.allIds?.() ?? ids)),
    extendTo: (id: string): void => {
      anchor.current ??= activeId ?? id
      const from = ids.indexOf(anchor.current)
      const to = ids.indexOf(id)
      const range = ids.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1).filter((one) => !isHeading(one))
      selection?.onChange(new Set([...selection.ids, ...range]))
    },
  }
}

/** With Ctrl or Alt, keys mean the page; but Ctrl+A means all rows. */
function isOfPage({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return altKey || ((ctrlKey || metaKey) && key !== 'a')
}

/** What keys and clicks do in a grid: moving, opening and selecting. `pageRows` is how many rows a screen holds. */
export function useGridKeys(props: KeyProps, pageRows: () => number, scrollTo: (index: number) => void): GridKeys {
  const { ids, selection, activeId, onActiveChange, onOpen, onEscape } = props
  const { begin, toggle, extendTo, selectAll } = useSelecting(props)

  function move(event: KeyboardEvent): boolean {
    if (event.altKey || event.ctrlKey || event.metaKey) return false
    const activeIndex = activeId === null ? -1 : ids.indexOf(activeId)
    const step = stepOf(event.key, activeIndex, ids.length, pageRows())
    if (step === undefined) return false
    const index = Math.max(0, Math.min(ids.length - 1, step))
    const id = ids[index]
    if (id === undefined) return true
    if (event.shiftKey) extendTo(id)
    else begin(null)
    onActiveChange(id)
    scrollTo(index)
    return true
  }

  const headingOf = (id: string | null) => (id === null ? null : (props.grouping?.headingOf(id) ?? null))
  const toggleGroup = (id: string) => props.grouping?.setCollapsed(id, headingOf(id)?.isCollapsed === false)

  /** The arrow keys sideways: groups open and close, and a row leads to its heading. With Shift all groups at once. */
  function fold(event: KeyboardEvent): boolean {
    const [{ grouping }, step] = [props, stepAlongLine(event.key, event.currentTarget)]
    if (grouping === undefined || activeId === null || step === 0) return false
    const isClosing = step === -1
    if (event.shiftKey) grouping.setAllCollapsed(isClosing)
    else if (headingOf(activeId) !== null) grouping.setCollapsed(activeId, isClosing)
    else if (isClosing) {
      let index = ids.indexOf(activeId)
      while (index > 0 && headingOf(ids[index] ?? null) === null) index -= 1
      onActiveChange(ids[index] ?? null)
      scrollTo(index)
    }
    return true
  }

  function act(event: KeyboardEvent): boolean {
    if (event.key === 'Enter' && activeId !== null && headingOf(activeId) !== null) toggleGroup(activeId)
    else if (event.key === 'Enter' && activeId !== null) onOpen(activeId, 'keyboard')
    else if (event.key === ' ' && activeId !== null) toggle(activeId)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selectAll()
    else if (event.key === 'Escape' && (selection?.ids.size ?? 0) > 0) selection?.onChange(new Set())
    else if (event.key === 'Escape') onEscape?.()
    else return false
    return true
  }

  function click(id: string, event: MouseEvent): void {
    onActiveChange(id)
    if (event.shiftKey && selection !== undefined) extendTo(id)
    else if ((event.ctrlKey || event.metaKey) && selection !== undefined) toggle(id)
    else onOpen(id, 'pointer')
    if (!event.shiftKey) begin(id)
  }

  // Rows keep the first handlers they were given; those look up the newest ones.
  const clickHeading = (id: string) => {
    onActiveChange(id)
    toggleGroup(id)
    scrollTo(ids.indexOf(id))
  }
  const newest = useRef({ toggle, click, clickHeading })
  useLayoutEffect(() => {
    newest.current = { toggle, click, clickHeading }
  })

  return {
    toggle: useCallback((id: string) => newest.current.toggle(id), []),
    onRowClick: useCallback((id: string, event: MouseEvent) => newest.current.click(id, event), []),
    onHeadingClick: useCallback((id: string) => newest.current.clickHeading(id), []),
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget || !(move(event) || fold(event) || (!isOfPage(event) && act(event))))
        return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
