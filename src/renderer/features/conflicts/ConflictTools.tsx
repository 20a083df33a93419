import { useTranslation } from 'react-i18next'
import { CONFLICT_GROUPINGS, type ConflictGrouping } from '#shared/domain/conflict-outline.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { TextFilter } from '../../app/TextFilter.tsx'
import { FilterSelect } from '../../components/Field.tsx'
import styles from './Conflicts.module.css'
import type { ConflictsPageState } from './use-conflicts-page.ts'

/** What limits and arranges the list: words to be found, and what is grouped by. */
export function ConflictTools({ page }: { page: ConflictsPageState }) {
  const { t } = useTranslation()
  const { makers = 1 } = page.desk.value ?? {}
  // Who made ours tells conflicts apart only where several people did.
  const groupings = CONFLICT_GROUPINGS.filter((one) => one !== 'maker' || makers > 1 || page.by === 'maker')
  const options = groupings.map((value) => ({ value, label: t(`conflicts.group.by.${value}`) }))
  const nextGrouping = (): ConflictGrouping => {
    return groupings[(groupings.indexOf(page.by) + 1) % groupings.length] ?? 'none'
  }
  usePageKeys({ b: () => page.group(nextGrouping()), A: page.choosing.chooseAll, r: page.stable.refresh })
  return (
    <div className={styles['tools']}>
      <TextFilter
        label={t('conflicts.search.label')}
        placeholder={t('conflicts.search.hint')}
        value={page.text}
        onChange={page.search}
      />
      <FilterSelect
        label={t('conflicts.group.label')}
        value={page.by}
        aria-keyshortcuts="b"
        options={options}
        onChange={(event) => page.group(event.target.value as ConflictGrouping)}
      />
    </div>
  )
}
