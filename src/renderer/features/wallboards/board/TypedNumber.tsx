import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../../components/Field.tsx'
import { formatDecimal } from '../../../i18n/format.ts'

interface TypedNumberProps {
  readonly label: string
  readonly help?: string | undefined
  /** Null: none. */
  readonly value: number | null
  readonly least?: number | undefined
  readonly most?: number | undefined
  readonly isWhole?: boolean
  /** Whether it may be left empty. */
  readonly isOptional?: boolean
  readonly isDisabled?: boolean
  readonly onChange: (value: number | null) => void
}

/** A number that is typed. What is none, or not possible, is said and not taken over. */
export function TypedNumber({ label, help, value, onChange, ...limits }: TypedNumberProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const problem = typed === null ? null : problemOf(typed, limits)
  const change = (text: string): void => {
    setTyped(text)
    if (problemOf(text, limits) !== null) return
    const next = text.trim() === '' ? null : Number(text)
    if (next !== value) onChange(next)
  }
  return (
    <TextField
      label={label}
      help={help}
      error={problem === null ? undefined : words(problem)}
      inputMode="decimal"
      autoComplete="off"
      disabled={limits.isDisabled === true}
      value={typed ?? (value === null ? '' : String(value))}
      onChange={(event) => change(event.target.value)}
      onBlur={() => setTyped(null)}
    />
  )

  function words(reason: 'none' | 'limits'): string {
    const { least, most } = limits
    if (reason === 'none' || (least === undefined && most === undefined)) return t('boardEditor.notNumber')
    if (least === undefined) return t('boardEditor.atMost', { most: formatDecimal(most ?? 0) })
    if (most === undefined) return t('boardEditor.atLeast', { least: formatDecimal(least) })
    return t('boardEditor.between', { least: formatDecimal(least), most: formatDecimal(most) })
  }
}

type Limits = Pick<TypedNumberProps, 'least' | 'most' | 'isWhole' | 'isOptional'>

function problemOf(
  text: string,
  { least, most, isWhole = false, isOptional = false }: Limits,
): 'none' | 'limits' | null {
  if (text.trim() === '') return isOptional ? null : 'none'
  const value = Number(text)
  if (!Number.isFinite(value) || (isWhole && !Number.isInteger(value))) return 'none'
  return (least !== undefined && value < least) || (most !== undefined && value > most) ? 'limits' : null
}
