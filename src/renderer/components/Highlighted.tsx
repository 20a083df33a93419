import styles from './Highlighted.module.css'
import { partsOf } from './highlight.ts'

/** A text with what was searched for marked in it. */
export function Highlighted({ text, words }: { text: string; words: readonly string[] }) {
  return partsOf(text, words).map((part) =>
    part.isFound ? (
      <mark key={part.at} className={styles['found']}>
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  )
}
