import type { KeyboardEvent, ReactNode, Ref } from 'react'
import styles from './SearchBox.module.css'

interface SearchBoxProps {
  readonly label: string
  readonly placeholder: string
  readonly icon: ReactNode
  /** The key that leads here. */
  readonly hint: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly ref?: Ref<HTMLInputElement>
}

export function SearchBox({ label, placeholder, icon, hint, value, onChange, onKeyDown, ref }: SearchBoxProps) {
  return (
    <div className={styles['box']}>
      <span className={styles['icon']}>{icon}</span>
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        autoComplete="off"
        className={styles['input']}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === '' ? <kbd className={styles['hint']}>{hint}</kbd> : null}
    </div>
  )
}
