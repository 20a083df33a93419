import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { SelectionBar } from '../../components/SelectionBar.tsx'
import type { ScheduleRow } from './schedule-row.ts'
import type { SchedulesState } from './use-schedules-page.ts'

const NONE: ReadonlySet<string> = new Set()

/** What can be done with the selected schedules. */
export function ScheduleBulkBar({ page }: { page: SchedulesState }) {
  const { t } = useTranslation()
  const { list, acts, selected } = page
  const rows = [...selected].flatMap((id): ScheduleRow[] => {
    const row = list.byId.get(id)
    return row === undefined ? [] : [row]
  })
  if (rows.length === 0) return null
  const shown = new Set(list.ids)
  const hidden = rows.filter(({ id }) => !shown.has(id)).length
  return (
    <SelectionBar
      label={t('schedules.selection')}
      count={t('schedules.selected', { count: rows.length })}
      note={hidden === 0 ? undefined : t('schedules.selectedNote', { count: hidden })}
      clear={t('schedules.clear')}
      onClear={() => page.setSelected(NONE)}
    >
      <Button disabled={rows.every(({ data }) => data.enabled)} onClick={() => void acts.many('enabling', rows)}>
        {t('schedules.enable')}
      </Button>
      <Button disabled={!rows.some(({ data }) => data.enabled)} onClick={() => void acts.many('disabling', rows)}>
        {t('schedules.disable')}
      </Button>
      <Button onClick={() => page.ask({ verb: 'run', rows })}>{t('schedules.run')}</Button>
      <Button tone="danger" onClick={() => page.ask({ verb: 'delete', rows })}>
        {t('schedules.delete')}
      </Button>
    </SelectionBar>
  )
}
