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

/** How much of its column each bar fills, in per cent; rows take them in turn. */
const FILLS = [62, 48, 71, 55, 66, 44, 58, 75, 51, 69, 46]
const COLUMNS = ['status', 'name', 'site', 'model', 'playlist', 'tags', 'seen'] as const

/** Grey bars with the height of the rows that will replace them, so that nothing jumps. */
export function RowSkeleton({ label, rows = 40 }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label} className={styles['skeleton']}>
      <div className={styles['head']} />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move.
        <div key={row} className={styles['row']}>
          {COLUMNS.map((column, position) => (
            <span
              key={column}
              className={styles['bar']}
              style={{ width: `${FILLS[(row * 3 + position * 5) % FILLS.length]}%` }}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
