import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { ownDirection } from './own-direction.ts'
import styles from './PendingText.module.css'

interface PendingTextProps {
  /** What is not confirmed about it, in a sentence; null: it is confirmed. */
  readonly mark: string | null
  readonly isDeleting?: boolean
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A value. One the server has not confirmed is underlined with dots, and says why on hover and to screen readers. */
export function PendingText({ mark, isDeleting = false, className, children }: PendingTextProps) {
  return (
    <span
      dir={typeof children === 'string' ? ownDirection(children) : undefined}
      className={classes(
        styles['value'],
        mark !== null && styles['pending'],
        isDeleting && styles['deleting'],
        className,
      )}
      title={mark ?? undefined}
    >
      {children}
      {mark === null ? null : <span className="visually-hidden"> ({mark})</span>}
    </span>
  )
}
