import { useTranslation } from 'react-i18next'
import type { BulkPreview } from '#shared/domain/conflict-desk.ts'
import { SelectField } from '../../components/Field.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { fieldInWords } from '../../i18n/words.ts'
import styles from './BulkDialog.module.css'

const SIDES = ['mine', 'theirs', 'merged'] as const
type Side = (typeof SIDES)[number]
export type FieldChoices = Readonly<Record<string, Side>>

interface FieldChoicesFormProps {
  readonly fields: BulkPreview['fields']
  readonly choices: FieldChoices
  readonly onChange: (choices: FieldChoices) => void
}

/** One choice for every field of a name. What nobody chooses about stays on the desk. */
export function FieldChoicesForm({ fields, choices, onChange }: FieldChoicesFormProps) {
  const { t } = useTranslation()
  const options = [
    { value: '', label: t('conflicts.bulk.field.open') },
    ...SIDES.map((value) => ({ value, label: t(`conflicts.bulk.field.${value}`) })),
  ]
  function choose(field: string, value: string): void {
    const { [field]: _before, ...others } = choices
    const side = SIDES.find((one) => one === value)
    onChange(side === undefined ? others : { ...others, [field]: side })
  }
  if (fields.length === 0) return <p>{t('conflicts.bulk.field.none')}</p>
  return (
    <div className={styles['fieldChoices']}>
      {fields.map(({ field, count }) => (
        <SelectField
          key={field}
          label={t('conflicts.bulk.field.label', { field: fieldInWords(t, field), count, n: formatNumber(count) })}
          value={choices[field] ?? ''}
          options={options}
          onChange={(event) => choose(field, event.target.value)}
        />
      ))}
    </div>
  )
}
