import type { ReactNode } from 'react'
import styles from './Switch.module.css'

interface SwitchProps {
  readonly id: string
  readonly describedBy?: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  /** The state as a word, beside the shape. */
  readonly children: ReactNode
}

export function Switch({ id, describedBy, isOn, onChange, children }: SwitchProps) {
  return (
    <span className={styles['switch']}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        aria-describedby={describedBy}
        className={styles['track']}
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span aria-hidden className={styles['word']}>
        {children}
      </span>
    </span>
  )
}
