import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './StateIcon.module.css'
import type { StateShape } from './state-shape.ts'

/** A display on its foot: the device itself. */
const SCREEN = 'M2.5 3.25h11v7.5h-11zM6 13.25h4'
const TRIANGLE = <path d="M8 2.75 14 13H2z" fill="currentColor" stroke="none" />

const SHAPES: Readonly<Record<StateShape, ReactNode>> = {
  online: <circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" />,
  idle: (
    <>
      <circle cx="8" cy="8" r="4.25" />
      <path d="M8 3.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" stroke="none" />
    </>
  ),
  offline: <circle cx="8" cy="8" r="4.25" />,
  warning: TRIANGLE,
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
  high: TRIANGLE,
  medium: <path d="M8 13.25 2 3h12z" fill="currentColor" stroke="none" />,
  low: <rect x="3.75" y="3.75" width="8.5" height="8.5" rx="1" fill="currentColor" stroke="none" />,
  acknowledged: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m5.5 8.25 1.75 1.75L10.5 6.25" />
    </>
  ),
  returned: <path d="M2.5 13.5h11M8 2.5v8M4.75 7.5 8 10.75l3.25-3.25" />,
  shelved: <path d="M2 12.75h12M5 9.75V4.5M8 9.75V4.5M11 9.75V4.5M4 9.75h8" />,
  suppressed: (
    <>
      <path d="M11.3 11.25H3l1.25-2.5V6.5c0-.7.17-1.3.5-1.85M6.4 3.1a3.75 3.75 0 0 1 5.35 3.4v1.75M6.75 13.5h2.5" />
      <path d="M2.5 2.25 13.5 13.5" />
    </>
  ),
  'out-of-service': (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="1" />
      <path d="M2.75 8.5 8.5 2.75M2.75 13.25l10.5-10.5M7.5 13.25l5.75-5.75" />
    </>
  ),
}

/** Every shape, in the order drawn above. */
export const STATE_SHAPES = Object.keys(SHAPES) as readonly StateShape[]

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
