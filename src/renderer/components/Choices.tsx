import { useId } from 'react'
import styles from './Choices.module.css'

interface ChoicesProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly onChange: (value: V) => void
  readonly options: readonly {
    readonly value: V
    readonly text: string
    readonly help: string
    readonly whyNot?: string | null
  }[]
}

/** One of a few, each with a sentence about what it means, or why it cannot be chosen. */
export function Choices<V extends string>({ label, value, onChange, options }: ChoicesProps<V>) {
  const id = useId()
  return (
    <fieldset className={styles['choices']}>
      <legend>{label}</legend>
      {options.map((option) => (
        <div key={option.value} className={styles['choice']}>
          <input
            type="radio"
            id={`${id}-${option.value}`}
            name={id}
            checked={option.value === value}
            disabled={isOff(option)}
            aria-describedby={`${id}-${option.value}-help`}
            className={styles['radio']}
            onChange={() => onChange(option.value)}
          />
          <label htmlFor={`${id}-${option.value}`}>{option.text}</label>
          <p id={`${id}-${option.value}-help`} className={styles['help']}>
            {isOff(option) ? option.whyNot : option.help}
          </p>
        </div>
      ))}
    </fieldset>
  )
}

function isOff({ whyNot = null }: { readonly whyNot?: string | null }): boolean {
  return whyNot !== null
}
