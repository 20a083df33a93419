import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { FilterSelect } from '../../components/Field.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { withRemark } from '../../i18n/format-lists.ts'
import styles from './Content.module.css'
import { KINDS } from './content-row.ts'
import type { ContentPageState } from './use-content-page.ts'

/** What narrows the library down, and how it is shown. */
export function ContentFilters({ page }: { page: ContentPageState }) {
  const { t } = useTranslation()
  const { list, layout, setLayout } = page
  const { filter, tags } = list
  const known =
    filter.tag === '' || tags.some(({ value }) => value === filter.tag)
      ? tags
      : [{ value: filter.tag, count: 0 }, ...tags]
  return (
    <div className={styles['filters']}>
      <Segmented
        label={t('content.filter.kind')}
        value={filter.kind}
        onChange={(kind) => list.narrow({ kind })}
        options={KINDS.map((kind) => ({
          value: kind,
          text: kind === 'all' ? t('content.filter.all') : t(`push.kind.${kind}`),
        }))}
      />
      <FilterSelect
        label={t('content.filter.tag')}
        value={filter.tag}
        onChange={(event) => list.narrow({ tag: event.target.value })}
        options={[
          { value: '', label: t('content.filter.anyTag') },
          ...known.map(({ value, count }) => ({ value, label: withRemark(foreignText(value), formatNumber(count)) })),
        ]}
      />
      {list.isFiltered ? (
        <Button tone="quiet" onClick={list.showAll}>
          {t('content.filter.clear')}
        </Button>
      ) : null}
      <div className={styles['gap']} />
      <Segmented
        label={t('content.layout.label')}
        value={layout}
        onChange={setLayout}
        options={(['list', 'tiles'] as const).map((value) => ({ value, text: t(`content.layout.${value}`) }))}
      />
    </div>
  )
}
