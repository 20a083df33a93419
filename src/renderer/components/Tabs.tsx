import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { stepAlongLine } from './line-direction.ts'
import styles from './Segmented.module.css'

/** What the tabs of a page show; a page has one row of tabs. */
export const TAB_PANEL_ID = 'tab-panel'

export function tabId(value: string): string {
  return `tab-${value}`
}

interface TabsProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly onChange: (value: V) => void
  readonly options: readonly { readonly value: V; readonly text: string; readonly count?: string }[]
}

/** The tab that was chosen last: another view may come with a page frame, and tabs, of its own. */
let chosen: string | null = null

/**
 * Which view of a page is shown. One stop for Tab; the arrows, Home and End choose. The page frame is told the view as
 * `tab` and is its panel.
 */
export function Tabs<V extends string>({ label, value, onChange, options }: TabsProps<V>) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (chosen === tabId(value)) list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
    chosen = null
  }, [value])
  function choose(next: V): void {
    chosen = tabId(next)
    onChange(next)
  }
  function moveByKey(event: KeyboardEvent<HTMLElement>): void {
    const at = options.findIndex((option) => option.value === value)
    const to = nextOf(event, at, options.length)
    const next = to === null ? undefined : options[to]
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    choose(next.value)
  }
  return (
    <div ref={list} role="tablist" aria-label={label} className={styles['group']}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="tab"
          id={tabId(option.value)}
          aria-selected={option.value === value}
          aria-controls={option.value === value ? TAB_PANEL_ID : undefined}
          tabIndex={option.value === value ? 0 : -1}
          className={styles['option']}
          onClick={() => choose(option.value)}
          onKeyDown={moveByKey}
        >
          {option.text}
          {option.count === undefined ? null : <span className={styles['count']}>{option.count}</span>}
        </button>
      ))}
    </div>
  )
}

function nextOf({ key, currentTarget }: KeyboardEvent<HTMLElement>, at: number, count: number): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = stepAlongLine(key, currentTarget)
  return step === 0 ? null : (at + step + count) % count
}
