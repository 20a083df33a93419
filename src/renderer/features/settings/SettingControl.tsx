import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterSelect } from '../../components/Field.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { Switch } from '../../components/Switch.tsx'
import { TextInput } from '../../components/TextInput.tsx'
import { DurationControl } from './DurationControl.tsx'
import styles from './SettingsPage.module.css'
import type { SettingKind } from './setting-groups.ts'
import { optionInWords } from './setting-words.ts'
import { useTaking } from './use-taking.ts'

/** More than these do not fit beside what is said of them. */
const MOST_SIDE_BY_SIDE = 5

interface SettingControlProps {
  readonly id: string
  readonly label: string
  readonly kind: SettingKind
  readonly value: unknown
  readonly isWrong: boolean
  /** Takes a value over. Answers whether it was taken; what was not is kept as it was typed. */
  readonly onChange: (value: unknown) => Promise<boolean>
  /** What was typed is given up. */
  readonly onGiveUp: () => void
}

export function SettingControl(props: SettingControlProps) {
  const { id, label, kind, value, isWrong, onChange, onGiveUp } = props
  const { t } = useTranslation()
  if (kind.type === 'switch') {
    return (
      <Switch id={id} describedBy={`${id}-help`} isOn={value === true} onChange={(next) => void onChange(next)}>
        {value === true ? t('settings.on') : t('settings.off')}
      </Switch>
    )
  }
  if (kind.type === 'choice') {
    const options = kind.options.map((option) => ({ value: option as string, text: optionInWords(t, option) }))
    if (options.length > MOST_SIDE_BY_SIDE) {
      return (
        <FilterSelect
          label={label}
          aria-describedby={`${id}-help`}
          className={styles['select']}
          value={String(value)}
          onChange={(event) => void onChange(event.target.value)}
          options={options.map((option) => ({ value: option.value, label: option.text }))}
        />
      )
    }
    return <Segmented label={label} value={String(value)} onChange={(next) => void onChange(next)} options={options} />
  }
  if (kind.type === 'duration') {
    const ms = typeof value === 'number' ? value : null
    return (
      <DurationControl id={id} label={label} value={ms} isWrong={isWrong} onChange={onChange} onGiveUp={onGiveUp} />
    )
  }
  return <TypedValue {...props} />
}

/** Typed values are taken over with Enter or when the field is left; Esc gives them up. */
function TypedValue({ id, kind, value, isWrong, onChange, onGiveUp }: SettingControlProps) {
  const { t } = useTranslation()
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const [typed, setTyped] = useState<string | null>(null)

  const [take, giveUp] = useTaking(onChange, onGiveUp, () => setTyped(null))

  function takeTyped(): void {
    if (typed === null) return
    const text = typed.trim()
    if (typed === shown) giveUp()
    else take(kind.type === 'number' ? (text === '' ? null : Number(text)) : text)
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
        onBlur={takeTyped}
        onKeyDown={(event) => {
          if (event.key === 'Enter') takeTyped()
          if (event.key === 'Escape') giveUp()
        }}
      />
      {kind.type === 'number' && kind.unit !== 'count' ? (
        <span className={styles['unit']}>{t(`settings.unit.${kind.unit}`)}</span>
      ) : null}
    </span>
  )
}
