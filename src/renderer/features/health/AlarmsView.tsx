import { type ReactNode, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ALARM_LISTS, type AlarmList } from '#shared/domain/alarms.ts'
import { deferred } from '../../app/deferred.tsx'
import { useCacheState, useEntities } from '../../app/hooks/replica.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { WidgetMark } from '../../app/WidgetMark.tsx'
import { marksOf, widgetStateOf } from '../../app/widget-state.ts'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { SelectionBar } from '../../components/SelectionBar.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { AlarmActs } from './AlarmActs.tsx'
import { AlarmFilters } from './AlarmFilters.tsx'
import { AlarmGrid } from './AlarmGrid.tsx'
import { AlarmPanel, GoneAlarmPanel } from './AlarmPanel.tsx'
import { AlarmsRead } from './AlarmsRead.tsx'
import styles from './AlarmsView.module.css'
import { type AlarmVerb, canDo } from './alarm-edits.ts'
import { inList } from './alarm-lines.ts'
import { FiguresStrip } from './FiguresStrip.tsx'
import { type AlarmActions, useAlarmActions } from './use-alarm-actions.tsx'
import { type AlarmsPage, useAlarmsPage } from './use-alarms-page.ts'

const AlarmListMenu = deferred(async () => (await import('./AlarmListMenu.tsx')).AlarmListMenu)
const BulkStrip = deferred(async () => (await import('../../app/BulkStrip.tsx')).BulkStrip)

interface AlarmsViewProps {
  /** Which of the page's views is shown. */
  readonly view: ReactNode
  /** What is searched for first. */
  readonly text: string
}

/** The alarms of the site. */
export function AlarmsView({ view, text }: AlarmsViewProps) {
  const { t } = useTranslation()
  const page = useAlarmsPage(text)
  const searchBox = useRef<HTMLInputElement>(null)
  const note = useStaleNote(useCacheState('alert'))
  const actions = useAlarmActions(page)
  useKeys(page, actions, () => searchBox.current?.select())
  return (
    <PageFrame
      title={t('health.title')}
      note={note}
      tab="alarms"
      view={view}
      tools={
        <>
          <FiguresStrip alarms={page.alarms} names={page.names} now={page.now} />
          <AlarmsMark />
        </>
      }
      actions={<AlarmListMenu page={page} />}
      moreTools={
        <div className={styles['filters']}>
          <Lists page={page} />
          <AlarmFilters page={page} searchBox={searchBox} />
        </div>
      }
      selectionBar={<AlarmBar page={page} actions={actions} />}
      panel={detailOf(page, actions)}
    >
      <AlarmsRead>
        <AlarmGrid page={page} />
      </AlarmsRead>
      {actions.bulk === null ? null : <BulkStrip bulk={actions.bulk} />}
      {actions.dialog}
    </PageFrame>
  )
}

function detailOf(page: AlarmsPage, actions: AlarmActions): ReactNode {
  if (page.isTargetGone) return <GoneAlarmPanel onClose={() => page.open(null)} />
  return page.openLine === null ? null : <AlarmPanel line={page.openLine} page={page} actions={actions} />
}

/** How current the alarms are, and which acts on them are not confirmed. */
function AlarmsMark() {
  const { rows, cache } = useEntities('alert')
  const marks = useMemo(() => marksOf(rows), [rows])
  return <WidgetMark widget={widgetStateOf([cache], marks)} isAgeTold />
}

/** Keys of the page; those of the list are the grid's own. */
function useKeys(page: AlarmsPage, actions: AlarmActions, search: () => void): void {
  const { t } = useTranslation()
  const fold = (isExpanded: boolean) => () => {
    const line = page.activeId === null ? undefined : page.lineOf(page.activeId)
    if (line === undefined) return
    if (line.isGroup) page.expand(line.id, isExpanded)
    else if (line.isMember && !isExpanded) {
      page.expand(line.group.id, false)
      page.activate(line.group.id)
    }
  }
  const acknowledgeNoted = (): void => actions.act('acknowledgeNoted', page.chosen())
  const whyNot = (verb: AlarmVerb): string | null => {
    if (page.selected.size === 0 && page.activeId === null) return t('finder.whyNot.noAlarm')
    return page.chosen().some((alarm) => canDo(verb, alarm, page.now)) ? null : t('health.act.nothing')
  }
  usePageKeys(
    {
      '/': search,
      a: () => actions.act('acknowledge', page.chosen()),
      A: acknowledgeNoted,
      s: () => actions.act('shelve', page.chosen()),
      r: page.stable.refresh,
      ArrowRight: fold(true),
      ArrowLeft: fold(false),
    },
    { a: whyNot('acknowledge'), A: whyNot('acknowledge'), s: whyNot('shelve') },
  )
}

function Lists({ page }: { page: AlarmsPage }) {
  const { t } = useTranslation()
  const { alarms, now } = page
  return (
    <Segmented<AlarmList>
      label={t('health.list.label')}
      value={page.list}
      onChange={page.show}
      options={ALARM_LISTS.map((value) => {
        const count = inList(alarms, value, now).length
        return { value, text: t(`health.list.${value}`), ...(count === 0 ? {} : { count: formatNumber(count) }) }
      })}
    />
  )
}

/** What can be done with the selected alarms. */
function AlarmBar({ page, actions }: { page: AlarmsPage; actions: AlarmActions }) {
  const { t } = useTranslation()
  if (page.selected.size === 0) return null
  const chosen = page.chosen()
  const words = { count: chosen.length, n: formatNumber(chosen.length) }
  const hidden = page.selectedHidden()
  return (
    <SelectionBar
      label={t('health.act.label')}
      count={t('health.act.selected', words)}
      note={hidden === 0 ? undefined : t('health.act.hidden', { n: formatNumber(hidden) })}
      clear={t('health.act.clear')}
      onClear={page.clearSelection}
    >
      <AlarmActs alarms={chosen} now={page.now} actions={actions} />
    </SelectionBar>
  )
}
