import { classes } from './classes.ts'
import styles from './Segmented.module.css'
import { StateIcon } from './StateIcon.tsx'
import type { StateShape } from './state-shape.ts'

interface SegmentedProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly onChange: (value: V) => void
  readonly options: readonly {
    readonly value: V
    readonly text: string
    readonly shape?: StateShape
    readonly count?: string
    readonly isQuiet?: boolean
  }[]
}

/** One of a few, all in sight. */
export function Segmented<V extends string>({ label, value, onChange, options }: SegmentedProps<V>) {
  return (
    <fieldset aria-label={label} className={styles['group']}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          className={classes(styles['option'], option.isQuiet === true && styles['quiet'])}
          onClick={() => onChange(option.value)}
        >
          {option.shape === undefined ? null : <StateIcon shape={option.shape} quiet={option.isQuiet === true} />}
          {option.text}
          {option.count === undefined ? null : <span className={styles['count']}>{option.count}</span>}
        </button>
      ))}
    </fieldset>
  )
}
