import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useContentById } from '../../app/hooks/content.ts'
import { LongText } from '../../app/LongText.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
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

interface ConflictValueProps {
  readonly field: string
  readonly value: unknown
  /** Values that it is held against: of a very long one the part that differs from them is shown first. */
  readonly against?: readonly unknown[]
  /** Around what is shown of it. */
  readonly wrap?: (shown: ReactNode) => ReactNode
}

const asItIs = (shown: ReactNode): ReactNode => shown

/** A field's value as people read it: texts with their lines, lists item by item. */
export function ConflictValue({ field, value, against = [], wrap = asItIs }: ConflictValueProps) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const contentOf = useContentById()
  // Content that this PC does not know is named by its id.
  const nameOfContent = (id: string): string => foreignText(contentOf(id)?.name ?? id)
  if (Array.isArray(value) && value.length > 0 && value.every(isItem)) {
    return wrap(
      <ol className={styles['items']}>
        {value.slice(0, ITEMS_SHOWN).map(({ id, contentId, durationSeconds }) => (
          <li key={id}>{t('conflicts.field.item', { name: nameOfContent(contentId), seconds: durationSeconds })}</li>
        ))}
        {value.length > ITEMS_SHOWN ? (
          <li>{t('conflicts.field.moreItems', { count: value.length - ITEMS_SHOWN })}</li>
        ) : null}
      </ol>,
    )
  }
  const say = (one: unknown) => valueInWords(t, field, one, nameOf)
  return <LongText text={say(value)} against={against.map(say)} wrap={wrap} />
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && 'contentId' in value && 'durationSeconds' in value
}
