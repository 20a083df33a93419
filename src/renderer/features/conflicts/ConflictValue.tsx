import { useTranslation } from 'react-i18next'
import { valueInWords } from '../../i18n/words.ts'
import { useNameOf } from './decided-columns.tsx'
import styles from './FieldTable.module.css'

/** Items of a list that are shown before the rest is counted. */
const ITEMS_SHOWN = 6

interface Item {
  readonly id: string
  readonly contentId: string
  readonly durationSeconds: number
}

/** A field's value as people read it: texts with their lines, lists item by item. */
export function ConflictValue({ field, value }: { field: string; value: unknown }) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  if (Array.isArray(value) && value.length > 0 && value.every(isItem)) {
    return (
      <ol className={styles['items']}>
        {value.slice(0, ITEMS_SHOWN).map(({ id, contentId, durationSeconds }) => (
          <li key={id}>{t('conflicts.field.item', { id: contentId, seconds: durationSeconds })}</li>
        ))}
        {value.length > ITEMS_SHOWN ? (
          <li>{t('conflicts.field.moreItems', { count: value.length - ITEMS_SHOWN })}</li>
        ) : null}
      </ol>
    )
  }
  return <span className={styles['value']}>{valueInWords(t, field, value, nameOf)}</span>
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && 'contentId' in value && 'durationSeconds' in value
}
