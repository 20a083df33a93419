import { useTranslation } from 'react-i18next'
import { usePageKeys } from '../../app/page-keys.ts'
import { FilterSelect } from '../../components/Field.tsx'
import { GROUPINGS, type Grouping } from './lanes.ts'
import type { OperationGroups } from './use-operation-groups.ts'

/** What the list is grouped by: the things that are changed, or batches. */
export function GroupChoice({ groups }: { groups: OperationGroups }) {
  const { t } = useTranslation()
  const { by, setBy } = groups
  const next = GROUPINGS[(GROUPINGS.indexOf(by) + 1) % GROUPINGS.length]
  usePageKeys({ b: () => setBy(next ?? 'none') })
  return (
    <FilterSelect
      label={t('pending.group.label')}
      value={by}
      aria-keyshortcuts="b"
      options={GROUPINGS.map((value) => ({ value, label: t(`pending.group.by.${value}`) }))}
      onChange={(event) => setBy(event.target.value as Grouping)}
    />
  )
}
