// biome-ignore-all lint/a11y/useSemanticElements: an input costs several times as much, and a list draws dozens of them at once.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus; its keys select the active row.
import type { ReactNode } from 'react'
import styles from './Field.module.css'

/** A box that says whether a row is selected. Whoever draws it takes the clicks and the keys. */
export function selectionMark({ label, isSelected }: { label: string; isSelected: boolean }): ReactNode {
  return <span role="checkbox" aria-checked={isSelected} aria-label={label} className={styles['checkbox']} />
}
