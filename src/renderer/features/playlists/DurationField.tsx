import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Playlists.module.css'
import { secondsTyped } from './playlist-draft.ts'

interface DurationFieldProps {
  readonly label: string
  readonly seconds: number
  readonly isDisabled: boolean
  readonly onChange: (seconds: number) => void
}

/** How long an item plays: seconds, or minutes and seconds as in `1:30`. What is no duration is not taken over. */
export function DurationField({ label, seconds, isDisabled, onChange }: DurationFieldProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const isWrong = typed !== null && secondsTyped(typed) === null
  const change = (text: string): void => {
    setTyped(text)
    const next = secondsTyped(text)
    if (next !== null && next !== seconds) onChange(next)
  }
  return (
    <span className={styles['duration']} title={isWrong ? t('playlists.items.badDuration') : undefined}>
      <input
        aria-label={label}
        aria-invalid={isWrong || undefined}
        inputMode="numeric"
        autoComplete="off"
        disabled={isDisabled}
        className={styles['seconds']}
        value={typed ?? String(seconds)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setTyped(null)}
      />
      <span aria-hidden className={styles['unit']}>
        {t('playlists.items.unit')}
      </span>
      {isWrong ? (
        <span role="alert" className="visually-hidden">
          {t('playlists.items.badDuration')}
        </span>
      ) : null}
    </span>
  )
}
