import { useTranslation } from 'react-i18next'
import { ListMenu } from '../../app/lists/ListMenu.tsx'
import { type FileColumn, heldRows, isoTime, pendingColumns } from '../../app/lists/list-source.ts'
import type { Translate } from '../../i18n/setup.ts'
import { runsOf, type ScheduleRow } from './schedule-row.ts'
import type { ScheduleList } from './use-schedules-page.ts'

/** The schedules that are listed, in their order; in the week those that it is drawn from. */
export function ScheduleListMenu({ list }: { list: ScheduleList }) {
  const { t } = useTranslation()
  return (
    <ListMenu
      isEmpty={list.ids.length === 0}
      source={() => ({
        list: 'schedules',
        columns: scheduleFileColumns(t, list),
        read: heldRows(list.ids.flatMap((id) => list.byId.get(id) ?? [])),
      })}
    />
  )
}

type Around = Pick<ScheduleList, 'playlistOf' | 'now'>

function scheduleFileColumns(t: Translate, { playlistOf, now }: Around): readonly FileColumn<ScheduleRow>[] {
  const field = (id: 'days' | 'startTime' | 'endTime' | 'startDate' | 'endDate' | 'timeZone') => ({
    ...{ id, title: t(`lists.column.${id}`) },
    value: ({ data }: ScheduleRow) => (id === 'days' ? data.days.map(String) : data[id]),
  })
  return [
    { id: 'id', title: t('lists.column.id'), value: ({ id }) => id },
    { id: 'name', title: t('schedules.column.name'), value: ({ data }) => data.name },
    { id: 'playlist', title: t('schedules.column.playlist'), value: ({ data }) => playlistOf(data.playlistId) },
    { id: 'playlistId', title: t('lists.column.playlistId'), value: ({ data }) => data.playlistId },
    { id: 'groups', title: t('devices.column.groups'), value: ({ data }) => data.groups },
    { id: 'deviceIds', title: t('lists.column.deviceIds'), value: ({ data }) => data.deviceIds },
    ...([field('days'), field('startTime'), field('endTime')] as const),
    ...([field('startDate'), field('endDate'), field('timeZone')] as const),
    { id: 'runsUntil', title: t('lists.column.runsUntil'), value: (row) => isoTime(runsOf(row, now).current?.endsAt) },
    { id: 'next', title: t('schedules.column.next'), value: (row) => isoTime(runsOf(row, now).next?.startsAt) },
    { id: 'last', title: t('schedules.column.last'), value: ({ reported }) => isoTime(reported.lastExecutedAt) },
    { id: 'lastResult', title: t('lists.column.lastResult'), value: ({ reported }) => reported.lastResult },
    { id: 'priority', title: t('schedules.column.priority'), value: ({ data }) => data.priority },
    { id: 'enabled', title: t('lists.column.enabled'), value: ({ data }) => data.enabled },
    ...pendingColumns<ScheduleRow>(t),
  ]
}
