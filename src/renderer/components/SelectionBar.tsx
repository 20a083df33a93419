import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { keepFocus } from './keep-focus.ts'
import styles from './SelectionBar.module.css'

interface SelectionBarProps {
  readonly label: string
  readonly count: string
  /** What has to be known of the selection, for example that a part of it is not shown. */
  readonly note?: string | undefined
  readonly clear: string
  readonly onClear: () => void
  readonly children: ReactNode
}

/** What can be done with the selected rows. When nothing is selected any more, the focus goes back to them. */
export function SelectionBar({ label, count, note, clear, onClear, children }: SelectionBarProps) {
  return (
    <div ref={keepFocus} role="toolbar" aria-label={label} className={styles['bar']}>
      <strong className={styles['count']}>{count}</strong>
      {note === undefined ? null : <span className={styles['note']}>{note}</span>}
      {children}
      <Button tone="quiet" className={styles['clear']} onClick={onClear}>
        {clear}
      </Button>
    </div>
  )
}
