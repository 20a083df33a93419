import { useTranslation } from 'react-i18next'
import { type Alarm, alarmState } from '#shared/domain/alarms.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { ListMenu } from '../../app/lists/ListMenu.tsx'
import { type FileColumn, heldRows, isoTime, pendingColumns } from '../../app/lists/list-source.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { AlarmsPage } from './use-alarms-page.ts'

interface AlarmRow {
  readonly alarm: Alarm
  readonly view: EntityView
}

/** Every alarm of the lines that are listed, one by one: what stands in a line for many is written in full. */
export function AlarmListMenu({ page }: { page: AlarmsPage }) {
  const { t } = useTranslation()
  const { stable, lineOf, viewOf } = page
  const rowsOf = (): AlarmRow[] => {
    const alarms = stable.ids.flatMap((id) => {
      const line = lineOf(id)
      return line === undefined || line.isMember ? [] : line.alarms
    })
    return alarms.flatMap((alarm) => {
      const view = viewOf(alarm.id)
      return view === undefined ? [] : { alarm, view }
    })
  }
  return (
    <ListMenu
      isEmpty={stable.ids.length === 0}
      source={() => ({ list: 'alarms', columns: alarmFileColumns(t, page), read: heldRows(rowsOf()) })}
    />
  )
}

type Around = Pick<AlarmsPage, 'names' | 'now'>

function alarmFileColumns(t: Translate, { names, now }: Around): readonly FileColumn<AlarmRow>[] {
  const time = (id: 'raisedAt' | 'clearedAt' | 'acknowledgedAt' | 'shelvedUntil') => ({
    ...{ id, title: t(`lists.column.${id}`) },
    value: ({ alarm }: AlarmRow) => isoTime(alarm[id]),
  })
  return [
    { id: 'id', title: t('lists.column.id'), value: ({ alarm }) => alarm.id },
    { id: 'priority', title: t('health.column.priority'), value: ({ alarm }) => alarm.priority },
    { id: 'kind', title: t('lists.column.kind'), value: ({ alarm }) => alarm.kind },
    { id: 'message', title: t('lists.column.message'), value: ({ alarm }) => alarm.message },
    { id: 'device', title: t('lists.column.device'), value: ({ alarm }) => names.nameOf(alarm.deviceId) },
    { id: 'deviceId', title: t('lists.column.deviceId'), value: ({ alarm }) => alarm.deviceId },
    { id: 'site', title: t('devices.column.site'), value: ({ alarm }) => names.siteOf(alarm.deviceId) },
    { id: 'state', title: t('health.column.state'), value: ({ alarm }) => alarmState(alarm, now).name },
    ...([time('raisedAt'), time('clearedAt'), time('acknowledgedAt')] as const),
    { id: 'acknowledgedBy', title: t('lists.column.acknowledgedBy'), value: ({ alarm }) => alarm.acknowledgedBy },
    time('shelvedUntil'),
    {
      id: 'reason',
      title: t('lists.column.reason'),
      value: ({ alarm }) => alarm.outOfServiceReason || alarm.shelvedReason || null,
    },
    { id: 'note', title: t('lists.column.note'), value: ({ alarm }) => alarm.note || null },
    ...pendingColumns<AlarmRow>(t),
  ]
}
