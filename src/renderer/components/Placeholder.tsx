import type { ReactNode } from 'react'
import styles from './Placeholder.module.css'

interface PlaceholderProps {
  readonly title: string
  readonly text?: string | undefined
  readonly action?: ReactNode
  readonly role?: 'alert' | 'status'
}

/** What stands where a list would be: empty, nothing found, or not readable. */
export function Placeholder({ title, text, action, role }: PlaceholderProps) {
  return (
    <div className={styles['placeholder']} role={role}>
      <p className={styles['title']}>{title}</p>
      {text === undefined ? null : <p className={styles['text']}>{text}</p>}
      {action}
    </div>
  )
}

/** Grey bars with the height of the rows that will replace them, so that nothing jumps. */
export function RowSkeleton({ label, rows = 16 }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label} className={styles['skeleton']}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move.
        <div key={row} className={styles['row']}>
          <span className={styles['bar']} style={{ width: `${12 + ((row * 7) % 9)}%` }} />
          <span className={styles['bar']} style={{ width: `${9 + ((row * 5) % 7)}%` }} />
          <span className={styles['bar']} style={{ width: `${6 + ((row * 3) % 8)}%` }} />
          <span className={styles['bar']} style={{ width: `${10 + ((row * 11) % 6)}%` }} />
        </div>
      ))}
    </div>
  )
}
