import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Notice.module.css'
import { StateIcon } from './StateIcon.tsx'
import type { StateShape } from './state-shape.ts'

export type NoticeTone = 'critical' | 'medium' | 'neutral'

const SHAPE: Readonly<Record<NoticeTone, StateShape>> = { critical: 'critical', medium: 'warning', neutral: 'waiting' }

interface NoticeProps {
  readonly tone: NoticeTone
  readonly action?: ReactNode
  readonly children: ReactNode
  readonly role?: 'alert' | 'status'
  readonly isInset?: boolean
}

/** One sentence across a region, with at most one thing to do. */
export function Notice({ tone, action, children, role, isInset = false }: NoticeProps) {
  return (
    <div role={role} className={classes(styles['notice'], styles[tone], isInset && styles['inset'])}>
      <StateIcon shape={SHAPE[tone]} />
      <div className={styles['text']}>{children}</div>
      {action}
    </div>
  )
}
