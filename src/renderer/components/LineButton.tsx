import type { ReactNode } from 'react'
import styles from './LineButton.module.css'

interface LineButtonProps {
  /** The shape of the state that the line is about. */
  readonly mark?: ReactNode
  /** Of what kind it is, in a word; all kinds of a list stand under each other. */
  readonly kind?: string
  /** Since when, in words. */
  readonly since?: string | null
  readonly 'data-need'?: string
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A line of a list that is a button as wide as the list: what it is about, on one line, and where that is shown. */
export function LineButton({ mark, kind, since = null, onClick, children, ...rest }: LineButtonProps) {
  return (
    <button {...rest} type="button" className={styles['line']} onClick={onClick}>
      {mark}
      {kind === undefined ? null : <span className={styles['kind']}>{kind}</span>}
      <span className={styles['what']}>{children}</span>
      {since === null ? null : <span className={styles['since']}>{since}</span>}
    </button>
  )
}
