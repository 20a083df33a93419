import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useEntities } from '../../app/hooks/replica.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import type { PaletteEntry } from './palette-entries.ts'

/** Every schedule by its name, which opens in its editor; and making a new one, where the page of schedules can be gone to. */
export function useScheduleEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const show = useUi((state) => state.show)
  const canGo = useUi(({ kind, page }) => kind === 'console' || page === 'schedules')
  const { rows } = useEntities('schedule')
  return useMemo(() => {
    const create: PaletteEntry = {
      ...{ id: 'new-schedule', group: t('palette.actions'), text: t('schedules.new'), hint: '' },
      run: () => {
        show({ isCreatingSchedule: true })
        go('schedules')
      },
    }
    const named = rows.map(({ id, data }): PaletteEntry => {
      const text = foreignText(String(data['name']))
      const run = () => go('schedules', { scheduleId: id })
      return { id: `schedule-${id}`, group: t('nav.schedules'), text, hint: '', run }
    })
    return [...(canGo ? [create] : []), ...named]
  }, [t, go, show, canGo, rows])
}
