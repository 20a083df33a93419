import type { KeyboardEvent, MouseEvent } from 'react'
import { useCallback, useRef } from 'react'
import type { DataGridProps } from './grid-types.ts'

type KeyProps = Pick<DataGridProps<unknown>, 'ids' | 'selection' | 'activeId' | 'onActiveChange' | 'onOpen' | 'onEscape'>

interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onRowClick: (id: string, event: MouseEvent) => void
  readonly toggle: (id: string) => void
}

/** What keys and clicks do in a grid: moving, opening and selecting. `pageRows` is how many rows a screen holds. */
export function useGridKeys(props: KeyProps, pageRows: () => number, scrollTo: (index: number) => void): GridKeys {
  const { ids, selection, activeId, onActiveChange, onOpen, onEscape } = props
  const anchor = useRef<string | null>(null)
  const activeIndex = activeId === null ? -1 : ids.indexOf(activeId)

  function select(next: ReadonlySet<string>): void {
    selection?.onChange(next)
  }

  function toggle(id: string): void {
    if (selection === undefined) return
    const next = new Set(selection.ids)
    if (!next.delete(id)) next.add(id)
    anchor.current = id
    select(next)
  }

  function extendTo(id: string): void {
    if (selection === undefined) return
    const from = ids.indexOf(anchor.current ?? activeId ?? id)
    const to = ids.indexOf(id)
    const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1)
    select(new Set([...selection.ids, ...range]))
  }

  function moveTo(index: number, isExtending: boolean): void {
    const id = ids[Math.max(0, Math.min(ids.length - 1, index))]
    if (id === undefined) return
    if (isExtending) {
      anchor.current ??= activeId ?? id
      extendTo(id)
    } else {
      anchor.current = null
    }
    onActiveChange(id)
    scrollTo(ids.indexOf(id))
  }

  function move(event: KeyboardEvent): boolean {
    const steps: Record<string, number> = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex === -1 ? 0 : activeIndex - 1,
      j: activeIndex + 1,
      k: activeIndex === -1 ? 0 : activeIndex - 1,
      J: activeIndex + 1,
      K: activeIndex === -1 ? 0 : activeIndex - 1,
      Home: 0,
      End: ids.length - 1,
      PageDown: activeIndex + pageRows(),
      PageUp: Math.max(0, activeIndex - pageRows()),
    }
    const index = steps[event.key]
    if (index === undefined || event.altKey || event.ctrlKey || event.metaKey) return false
    moveTo(index, event.shiftKey)
    return true
  }

  function act(event: KeyboardEvent): boolean {
    if (event.key === 'Enter' && activeId !== null) onOpen(activeId, 'keyboard')
    else if (event.key === ' ' && activeId !== null) toggle(activeId)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) select(new Set(ids))
    else if (event.key === 'Escape' && (selection?.ids.size ?? 0) > 0) select(new Set())
    else if (event.key === 'Escape') onEscape?.()
    else return false
    return true
  }

  function click(id: string, event: MouseEvent): void {
    onActiveChange(id)
    if (event.shiftKey && selection !== undefined) extendTo(id)
    else if ((event.ctrlKey || event.metaKey) && selection !== undefined) toggle(id)
    else onOpen(id, 'pointer')
    if (!event.shiftKey) anchor.current = id
  }

  // Rows keep the first handlers they were given; those look up the newest ones.
  const newest = useRef({ toggle, click })
  newest.current = { toggle, click }

  return {
    toggle: useCallback((id: string) => newest.current.toggle(id), []),
    onRowClick: useCallback((id: string, event: MouseEvent) => newest.current.click(id, event), []),
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget) return
      if (move(event) || act(event)) {
        event.preventDefault()
        event.stopPropagation()
      }
    },
  }
}
