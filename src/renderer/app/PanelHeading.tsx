import type { ReactNode } from 'react'
import styles from './PanelParts.module.css'

interface PanelHeadingProps {
  /** A name that others wrote has to be set off. */
  readonly title: ReactNode
  /** It is about to go. */
  readonly isDeleting?: boolean
  /** What is told below the title, each in an element of its own. */
  readonly children?: ReactNode
}

/** What a panel is about: the name, and what has to be known of it at first sight. */
export function PanelHeading({ title, isDeleting = false, children }: PanelHeadingProps) {
  return (
    <>
      <h2 className={isDeleting ? styles['deleting'] : styles['heading']}>{title}</h2>
      <p className={styles['sub']}>{children}</p>
    </>
  )
}
