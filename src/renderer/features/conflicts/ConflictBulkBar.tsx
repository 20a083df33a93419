import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BULK_CHOICES, type BulkChoice } from '#shared/domain/conflict-desk.ts'
import { Button } from '../../components/Button.tsx'
import { SelectionBar } from '../../components/SelectionBar.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { BulkDialog } from './BulkDialog.tsx'
import type { ConflictsPageState } from './use-conflicts-page.ts'

/** What can be decided about several conflicts at once. Each asks first, with what would come of it. */
export function ConflictBulkBar({ page }: { page: ConflictsPageState }) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState<BulkChoice | null>(null)
  const { chosen, chosenCount, desk } = page
  if (chosenCount === 0) return null
  const total = desk.value?.total ?? 0
  const canSelectAll = chosen !== null && total > chosen.length && chosen.length === desk.value?.conflicts.length
  return (
    <SelectionBar
      label={t('conflicts.bulk.label')}
      count={t('conflicts.bulk.selected', { count: chosenCount })}
      clear={t('conflicts.bulk.clear')}
      onClear={page.clearSelection}
    >
      {BULK_CHOICES.map((one) => (
        <Button key={one} onClick={() => setChoice(one)}>
          {t(`conflicts.bulk.${one}`)}
        </Button>
      ))}
      {canSelectAll ? (
        <Button tone="quiet" onClick={page.selectAll}>
          {t('conflicts.bulk.all', { total: formatNumber(total) })}
        </Button>
      ) : null}
      {choice === null ? null : (
        <BulkDialog
          choice={choice}
          keys={chosen}
          count={chosenCount}
          onClose={() => setChoice(null)}
          onDecided={page.clearSelection}
        />
      )}
    </SelectionBar>
  )
}
