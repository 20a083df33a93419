import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { deferred } from '../../app/deferred.tsx'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { PageSearch } from '../../components/PageSearch.tsx'
import { Tabs } from '../../components/Tabs.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { Questions } from './Questions.tsx'
import { ScheduleBulkBar } from './ScheduleBulkBar.tsx'
import { ScheduleGrid } from './ScheduleGrid.tsx'
import { type SchedulesState, useSchedulesPage } from './use-schedules-page.ts'

const SchedulePanel = deferred(async () => (await import('./SchedulePanel.tsx')).SchedulePanel)
const NewSchedulePanel = deferred(async () => (await import('./SchedulePanel.tsx')).NewSchedulePanel)
const WeekCalendar = deferred(async () => (await import('./WeekCalendar.tsx')).WeekCalendar)
const ScheduleListMenu = deferred(async () => (await import('./ScheduleListMenu.tsx')).ScheduleListMenu)
const BulkStrip = deferred(async () => (await import('../../app/BulkStrip.tsx')).BulkStrip)

/** When the devices play what: the schedules of the site as a list or as a week, and the editor of one of them beside it. */
export function SchedulesPage() {
  const { t } = useTranslation()
  const { searchBox, ...page } = useSchedulesPage()
  const { list, view, setView } = page
  const { bulk } = useBulkChanges()
  const note = useStaleNote(list.cache)
  return (
    <PageFrame
      title={t('schedules.title')}
      count={countInWords(t, page)}
      note={note}
      tab={view}
      view={
        <Tabs
          label={t('schedules.view')}
          value={view}
          onChange={setView}
          options={[
            { value: 'list', text: t('schedules.views.list') },
            { value: 'week', text: t('schedules.views.week') },
          ]}
        />
      }
      tools={
        <PageSearch
          ref={searchBox}
          label={t('schedules.search')}
          placeholder={t('schedules.searchPlaceholder')}
          query={list.search}
          onSearch={list.setSearch}
          onLeave={page.enterGrid}
          isLeftByEscape
        />
      }
      actions={
        <>
          <ScheduleListMenu list={list} />
          <Button
            tone="primary"
            icon={<Plus size={16} strokeWidth={1.5} aria-hidden />}
            onClick={() => page.startCreating()}
          >
            {t('schedules.new')}
          </Button>
        </>
      }
      selectionBar={view === 'list' ? <ScheduleBulkBar page={page} /> : null}
      panel={<Panel page={page} />}
    >
      {view === 'list' ? <ScheduleGrid page={page} /> : <WeekCalendar page={page} />}
      {bulk === null ? null : <BulkStrip bulk={bulk} />}
      <Questions page={page} />
    </PageFrame>
  )
}

function Panel({ page }: { page: SchedulesState }) {
  const { openId, template } = page
  if (openId !== null) return <SchedulePanel key={openId} id={openId} page={page} />
  return template === null ? null : <NewSchedulePanel key={page.focusRequest} template={template} page={page} />
}

/** Nothing before the schedules have been read. */
function countInWords(t: Translate, { list }: SchedulesState): string | undefined {
  const { cache, found, total, search, clashes } = list
  if (cache.state === 'loading' || cache.state === 'failed') return undefined
  if (total === 0 && knowledgeOf(cache) === 'never') return undefined
  const words = { shown: formatNumber(found.length), total: formatNumber(total) }
  const count = search.trim() === '' ? words.total : t('schedules.countFound', words)
  return clashes.byId.size === 0 ? count : `${count} · ${t('schedules.clashing', { count: clashes.byId.size })}`
}
