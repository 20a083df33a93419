import { useTranslation } from 'react-i18next'
import type { ConflictField } from '#shared/domain/conflict-desk.ts'
import { namedValue } from '../../i18n/format-lists.ts'
import { fieldInWords } from '../../i18n/words.ts'
import { ConflictValue } from './ConflictValue.tsx'
import styles from './FieldTable.module.css'
import { OwnValue } from './OwnValue.tsx'
import { type Decision, type DraftChoice, firstTyped } from './use-decision.ts'

interface ResultCellProps {
  readonly row: ConflictField
  /** The name that the radio buttons of one field share. */
  readonly group: string
  readonly decision: Decision
  /** Another value may be typed: not of what says one thing together with other fields. */
  readonly isTypable: boolean
}

/** What the field will be, with the choices that are neither side's: what merges, and a value of one's own. */
export function ResultCell({ row, group, decision, isTypable }: ResultCellProps) {
  const { t } = useTranslation()
  const { field, merged, standing } = row
  const chosen = decision.draft[field]
  const choose = t('conflicts.field.choose', { field: fieldInWords(t, field) })
  const isTyped = typeof chosen === 'object'
  return (
    <div className={styles['result']}>
      {isTyped ? <OwnValue row={row} own={chosen} decision={decision} /> : <Shown row={row} chosen={chosen} />}
      <div className={styles['others']}>
        {merged === null ? null : (
          <label className={styles['option']}>
            <input
              type="radio"
              name={group}
              aria-label={namedValue(choose, t('conflicts.field.useMerged'))}
              checked={chosen === 'merged' || (chosen === undefined && standing === 'merged')}
              onChange={() => decision.choose(field, 'merged')}
            />
            {t('conflicts.field.useMerged')}
          </label>
        )}
        {isTypable ? (
          <label className={styles['option']}>
            <input
              type="radio"
              name={group}
              aria-label={namedValue(choose, t('conflicts.field.useOther'))}
              checked={isTyped}
              onChange={() => decision.choose(field, firstTyped(row))}
            />
            {t('conflicts.field.useOther')}
          </label>
        ) : null}
      </div>
    </div>
  )
}

function Shown({ row, chosen }: { row: ConflictField; chosen: Exclude<DraftChoice, object> | undefined }) {
  const { t } = useTranslation()
  const { field, mine, theirs, merged, standing } = row
  if (chosen === undefined && standing === 'clash') {
    return <span className={styles['open']}>{t('conflicts.field.open')}</span>
  }
  const value = chosen === 'mine' ? mine : chosen === 'theirs' ? theirs : merged?.value
  const isMerged = chosen === 'merged' || chosen === undefined
  const parts = isMerged ? (merged?.parts.length ?? 0) : 0
  return (
    <div>
      <strong className={styles['chosen']}>
        <ConflictValue field={field} value={value} against={[mine, theirs]} />
      </strong>
      {parts === 0 ? null : <p className={styles['muted']}>{t('conflicts.field.parts', { count: parts })}</p>}
    </div>
  )
}
