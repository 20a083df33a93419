import { type FocusEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterSelect } from '../../components/Field.tsx'
import { TextInput } from '../../components/TextInput.tsx'
import { DURATION_UNITS, type DurationUnit, durationOf, msOf } from './duration.ts'
import styles from './SettingsPage.module.css'
import { useTaking } from './use-taking.ts'

interface DurationControlProps {
  readonly id: string
  readonly label: string
  /** Milliseconds; null: never. */
  readonly value: number | null
  readonly isWrong: boolean
  /** Takes a value over. Answers whether it was taken; what was not is kept as it was typed. */
  readonly onChange: (value: unknown) => Promise<boolean>
  /** What was typed is given up. */
  readonly onGiveUp: () => void
}

/** What was typed and not taken over yet. */
interface Draft {
  readonly typed: string
  readonly unit: DurationUnit
}

/**
 * A span of time as a number and its unit, taken over with Enter, by choosing a unit, or when both are left; Esc gives
 * up. Empty: never.
 */
export function DurationControl({ id, label, value, isWrong, onChange, onGiveUp }: DurationControlProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<Draft | null>(null)
  // Nothing has no unit; the one chosen for it is kept, so that a number can be typed in it.
  const [unitOfNothing, setUnitOfNothing] = useState<DurationUnit>('minutes')
  const frame = useRef<HTMLSpanElement>(null)
  const set = value === null ? null : durationOf(value)
  const typed = draft?.typed ?? (set === null ? '' : String(set.amount))
  const unit = draft?.unit ?? set?.unit ?? unitOfNothing

  const [take, giveUp] = useTaking(onChange, onGiveUp, () => setDraft(null))

  function takeDraft(next: Draft): void {
    const ms = msOf(next.typed, next.unit)
    if (ms === value) return giveUp()
    setDraft(next)
    take(ms)
  }
  const leave = (event: FocusEvent) => {
    // From the number to its unit is still inside.
    if (draft !== null && frame.current?.contains(event.relatedTarget) !== true) takeDraft(draft)
  }

  return (
    <span ref={frame} className={styles['typed']}>
      <TextInput
        id={id}
        aria-describedby={`${id}-help`}
        aria-invalid={isWrong || undefined}
        inputMode="decimal"
        className={styles['number']}
        placeholder={t('settings.never')}
        value={typed}
        onChange={(event) => setDraft({ typed: event.target.value, unit })}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && draft !== null) takeDraft(draft)
          if (event.key === 'Escape') giveUp()
        }}
      />
      <FilterSelect
        label={t('settings.duration.unitOf', { name: label })}
        value={unit}
        onBlur={leave}
        onChange={(event) => {
          const chosen = event.target.value as DurationUnit
          setUnitOfNothing(chosen)
          takeDraft({ typed, unit: chosen })
        }}
        options={DURATION_UNITS.map((name) => ({ value: name, label: t(`settings.durationUnit.${name}`) }))}
      />
    </span>
  )
}
