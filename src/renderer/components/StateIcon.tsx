import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './StateIcon.module.css'

/**
 * The one set of state shapes. Each state has its own shape, so it can be told apart without colour; a word stands
 * beside it or is read out.
 */
export type StateShape =
  | 'online'
  | 'idle'
  | 'offline'
  | 'warning'
  | 'critical'
  | 'waiting'
  | 'sending'
  | 'unknown'
  | 'conflict'
  | 'stuck'
  | 'done'
  | 'undone'
  | 'new'
  | 'connecting'
  | 'stale'
  | 'device'
  | 'unheard'
  | 'expired'
  | 'merged'
  | 'unreadable'

/** A display on its foot: the device itself. */
const SCREEN = 'M2.5 3.25h11v7.5h-11zM6 13.25h4'

const SHAPES: Readonly<Record<StateShape, ReactNode>> = {
  online: <circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" />,
  idle: (
    <>
      <circle cx="8" cy="8" r="4.25" />
      <path d="M8 3.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" stroke="none" />
    </>
  ),
  offline: <circle cx="8" cy="8" r="4.25" />,
  warning: <path d="M8 2.75 14 13H2z" fill="currentColor" stroke="none" />,
  critical: <path d="M8 1.75 14.25 8 8 14.25 1.75 8z" fill="currentColor" stroke="none" />,
  waiting: (
    <>
      <path d="M4.25 2.5h7.5M4.25 13.5h7.5" />
      <path d="M5.25 2.5c0 3.25 2.75 3.6 2.75 5.5s-2.75 2.25-2.75 5.5M10.75 2.5C10.75 5.75 8 6.1 8 8s2.75 2.25 2.75 5.5" />
    </>
  ),
  sending: <path d="M8 13V3.25M4.25 7 8 3.25 11.75 7" />,
  unknown: (
    <>
      <path d="M5.25 5.5A2.75 2.75 0 1 1 8.9 8.1c-.6.25-.9.7-.9 1.3v.35" />
      <circle cx="8" cy="12.5" r="1" fill="currentColor" stroke="none" />
    </>
  ),
  conflict: <path d="M3 5.5h9.5M9.75 2.75 12.5 5.5M13 10.5H3.5m2.75 2.75L3.5 10.5" />,
  stuck: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="currentColor" stroke="none" />
      <path d="M4.75 8h6.5" className={styles['cut']} />
    </>
  ),
  done: <path d="m3 8.5 3.25 3.25L13 5" />,
  undone: <path d="M3.5 5.75H10a3.25 3.25 0 0 1 0 6.5H6.5M6 3 3.25 5.75 6 8.5" />,
  new: <path d="M8 3.25v9.5M3.25 8h9.5" />,
  connecting: <circle cx="8" cy="8" r="4.25" strokeDasharray="2.4 2.1" />,
  stale: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.75V8l2.25 1.75" />
    </>
  ),
  device: <path d={SCREEN} />,
  unheard: (
    <>
      <path d={SCREEN} />
      <path d="M2.75 13.75 13.25 2.25" />
    </>
  ),
  expired: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m6 6 4 4M10 6l-4 4" />
    </>
  ),
  merged: <path d="M3.5 3v2.5C3.5 8 8 7.75 8 10.25V13M12.5 3v2.5C12.5 8 8 7.75 8 10.25" />,
  unreadable: (
    <>
      <rect x="2.75" y="2.75" width="10.5" height="10.5" rx="1" strokeDasharray="2.6 2" />
      <path d="M8 5.25v3.25M8 10.75v.05" />
    </>
  ),
}

interface StateIconProps {
  readonly shape: StateShape
  /** Read out when no word stands beside the icon. */
  readonly label?: string
  readonly className?: string | undefined
  /** Draws it without colour, for shapes that are normal here. */
  readonly quiet?: boolean
}

export function StateIcon(props: StateIconProps) {
  return stateIcon(props)
}

/** The icon as an element of whoever draws it, for where hundreds are drawn at once. */
export function stateIcon({ shape, label, className, quiet = false }: StateIconProps): ReactNode {
  const hidden = label === undefined
  return (
    <svg
      className={classes(styles['icon'], quiet ? styles['quiet'] : styles[shape], className)}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      role={hidden ? undefined : 'img'}
      aria-label={label}
      aria-hidden={hidden}
    >
      {SHAPES[shape]}
    </svg>
  )
}
