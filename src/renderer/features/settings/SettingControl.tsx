import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Segmented } from '../../components/Segmented.tsx'
import { Switch } from '../../components/Switch.tsx'
import { TextInput } from '../../components/TextInput.tsx'
import { DurationControl } from './DurationControl.tsx'
import styles from './SettingsPage.module.css'
import type { SettingKind } from './setting-groups.ts'
import { optionInWords } from './setting-words.ts'

interface SettingControlProps {
  readonly id: string
  readonly label: string
  readonly kind: SettingKind
  readonly value: unknown
  readonly isWrong: boolean
  readonly onChange: (value: unknown) => Promise<void>
}

export function SettingControl({ id, label, kind, value, isWrong, onChange }: SettingControlProps) {
  const { t } = useTranslation()
  if (kind.type === 'switch') {
    return (
      <Switch id={id} describedBy={`${id}-help`} isOn={value === true} onChange={(next) => void onChange(next)}>
        {value === true ? t('settings.on') : t('settings.off')}
      </Switch>
    )
  }
  if (kind.type === 'choice') {
    return (
      <Segmented
        label={label}
        value={String(value)}
        onChange={(next) => void onChange(next)}
        options={kind.options.map((option) => ({ value: option as string, text: optionInWords(t, option) }))}
      />
    )
  }
  if (kind.type === 'duration') {
    const ms = typeof value === 'number' ? value : null
    return <DurationControl id={id} label={label} value={ms} isWrong={isWrong} onChange={onChange} />
  }
  return <TypedValue id={id} label={label} kind={kind} value={value} isWrong={isWrong} onChange={onChange} />
}

/** Typed values are taken over with Enter or when the field is left; Esc gives them up. */
function TypedValue({ id, kind, value, isWrong, onChange }: SettingControlProps) {
  const { t } = useTranslation()
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const [typed, setTyped] = useState<string | null>(null)

  async function take(): Promise<void> {
    if (typed === null || typed === shown) return setTyped(null)
    const text = typed.trim()
    await onChange(kind.type === 'number' ? (text === '' ? null : Number(text)) : text)
    setTyped(null)
  }

  return (
    <span className={styles['typed']}>
      <TextInput
        id={id}
        aria-describedby={`${id}-help`}
        aria-invalid={isWrong || undefined}
        inputMode={kind.type === 'number' ? 'numeric' : undefined}
        className={kind.type === 'number' ? styles['number'] : undefined}
        placeholder={value === null ? t('settings.noLimit') : undefined}
        value={typed ?? shown}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => void take()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void take()
          if (event.key === 'Escape') setTyped(null)
        }}
      />
      {kind.type === 'number' && kind.unit !== 'count' ? (
        <span className={styles['unit']}>{t(`settings.unit.${kind.unit}`)}</span>
      ) : null}
    </span>
  )
}
