import { useId } from 'react'
import styles from './Choices.module.css'

interface ChoicesProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly onChange: (value: V) => void
  readonly options: readonly { readonly value: V; readonly text: string; readonly help: string }[]
}

/** One of a few, each with a sentence about what it means. */
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
            aria-describedby={`${id}-${option.value}-help`}
            className={styles['radio']}
            onChange={() => onChange(option.value)}
          />
          <label htmlFor={`${id}-${option.value}`}>{option.text}</label>
          <p id={`${id}-${option.value}-help`} className={styles['help']}>
            {option.help}
          </p>
        </div>
      ))}
    </fieldset>
  )
}
