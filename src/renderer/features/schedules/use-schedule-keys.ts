import { useTranslation } from 'react-i18next'
import { usePageKeys } from '../../app/page-keys.ts'
import type { PageView, ScheduleQuestion } from './page-types.ts'
import type { ScheduleRow } from './schedule-row.ts'
import type { ScheduleActs } from './use-schedule-acts.ts'

interface KeyedPage {
  readonly view: PageView
  readonly setView: (view: PageView) => void
  readonly list: { readonly refresh: () => void }
  readonly searchBox: { readonly current: HTMLInputElement | null }
  readonly startCreating: () => void
  readonly duplicate: (row: ScheduleRow) => void
  readonly ask: (question: ScheduleQuestion) => void
}

/** The keys of the page, which act on the schedule that is open or active. */
export function useKeysOfPage(page: KeyedPage, chosen: ScheduleRow | undefined, acts: ScheduleActs): void {
  const { t } = useTranslation()
  const withChosen = (act: (row: ScheduleRow) => void) => () => {
    if (chosen !== undefined && !chosen.view.isDeleting) act(chosen)
  }
  const whyNot = chosen === undefined ? t('schedules.noneChosen') : null
  usePageKeys(
    {
      '/': () => page.searchBox.current?.select(),
      n: () => page.startCreating(),
      w: () => page.setView(page.view === 'week' ? 'list' : 'week'),
      d: withChosen(page.duplicate),
      e: withChosen((row) => void acts.enable(row, !row.data.enabled)),
      x: withChosen((row) => page.ask({ verb: 'run', rows: [row] })),
      Delete: withChosen((row) => page.ask({ verb: 'delete', rows: [row] })),
      r: page.list.refresh,
    },
    { d: whyNot, e: whyNot, x: whyNot, Delete: whyNot },
  )
}
