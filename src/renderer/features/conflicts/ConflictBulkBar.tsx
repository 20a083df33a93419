import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageKeys } from '../../app/page-keys.ts'
import { Button } from '../../components/Button.tsx'
import { SelectionBar } from '../../components/SelectionBar.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { BulkDialog, type BulkWay } from './BulkDialog.tsx'
import type { ConflictsPageState } from './use-conflicts-page.ts'

const WAYS: readonly (readonly [way: BulkWay, key: string])[] = [
  ['mine', 'M'],
  ['theirs', 'T'],
  ['merge', 'G'],
  ['fields', 'F'],
]

/** What can be decided about several conflicts at once. Each asks first, with what would come of it. */
export function ConflictBulkBar({ page }: { page: ConflictsPageState }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<BulkWay | null>(null)
  const { choosing, desk } = page
  const { count } = choosing
  const isShown = count > 0
  usePageKeys(isShown ? Object.fromEntries(WAYS.map(([one, key]) => [key, () => setWay(one)])) : {})
  if (!isShown) return null
  const matching = desk.value?.matching ?? 0
  return (
    <SelectionBar
      label={t('conflicts.bulk.label')}
      count={t('conflicts.bulk.selected', { count, n: formatNumber(count) })}
      clear={t('conflicts.bulk.clear')}
      onClear={choosing.clear}
    >
      {WAYS.map(([one, key]) => (
        <Button key={one} aria-keyshortcuts={`Shift+${key}`} onClick={() => setWay(one)}>
          {t(`conflicts.bulk.${one}`)}
        </Button>
      ))}
      {matching > count ? (
        <Button tone="quiet" aria-keyshortcuts="Shift+A" onClick={choosing.chooseAll}>
          {t('conflicts.bulk.all', { total: formatNumber(matching) })}
        </Button>
      ) : null}
      {way === null ? null : (
        <BulkDialog
          way={way}
          selection={choosing.selection}
          count={count}
          onClose={() => setWay(null)}
          onDecided={choosing.clear}
        />
      )}
    </SelectionBar>
  )
}
