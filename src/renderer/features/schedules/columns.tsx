import type { Clash } from '#shared/schedule/clashes.ts'
import { MarkWords, shortMark } from '../../app/MarkWords.tsx'
import { markOfField } from '../../app/marks.ts'
import type { GridColumn } from '../../components/grid-types.ts'
import { PendingText } from '../../components/PendingText.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatDayAndTime, formatMoment, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './Schedules.module.css'
import { runsOf, type ScheduleRow, type ScheduleValues, SORT_COLUMNS } from './schedule-row.ts'
import { othersInWords, targetsInWords, whenInWords } from './schedule-words.ts'

/** What the cells of a schedule are made from besides itself. */
export interface ColumnContext {
  readonly byId: ReadonlyMap<string, ScheduleRow>
  readonly clashes: ReadonlyMap<string, readonly Clash[]>
  readonly playlistOf: (id: string) => string
  readonly now: number
  /** The time zone of this PC. */
  readonly here: string
}

type Cell = GridColumn<ScheduleRow>['cell']

export function columnsOf(t: Translate, context: ColumnContext): readonly GridColumn<ScheduleRow>[] {
  const { playlistOf, here, now } = context
  const column = (id: string, track: string, minWidth: number, cell: Cell) => ({
    ...{ id, track, minWidth, cell, header: t(`schedules.column.${id as 'name'}`) },
    isSortable: SORT_COLUMNS.some((one) => one === id),
  })
  return [
    { ...column('name', 'minmax(150px, 1.3fr)', 150, (row) => nameCell(t, row, context)), className: styles['name'] },
    column('playlist', 'minmax(110px, 0.9fr)', 110, (row) =>
      marked(t, row, ['playlistId'], foreignText(playlistOf(row.data.playlistId))),
    ),
    {
      ...column('targets', 'minmax(110px, 0.8fr)', 110, (row) =>
        marked(t, row, ['deviceIds', 'groups'], targetsInWords(t, row.data)),
      ),
      hideBelow: 960,
    },
    column('when', 'minmax(190px, 2.2fr)', 190, (row) => marked(t, row, TIME_FIELDS, whenInWords(t, row.data, here))),
    { ...column('next', 'minmax(142px, 1.3fr)', 142, (row) => nextInWords(t, row, now)), className: styles['figure'] },
    { ...column('last', '150px', 150, (row) => lastCell(t, row, now)), hideBelow: 1_040, className: styles['figure'] },
    {
      ...column('priority', '76px', 76, (row) => marked(t, row, ['priority'], formatNumber(row.data.priority))),
      ...({ align: 'end', className: styles['figure'], hideBelow: 940 } as const),
    },
    column('enabled', '64px', 64, (row) =>
      marked(t, row, ['enabled'], t(row.data.enabled ? 'schedules.on' : 'schedules.off')),
    ),
    column('pending', '140px', 140, (row) =>
      row.mark === null ? null : <MarkWords mark={row.mark} isDeleting={row.view.isDeleting} />,
    ),
  ]
}

const TIME_FIELDS = ['days', 'startTime', 'endTime', 'startDate', 'endDate', 'timeZone'] as const

function nameCell(t: Translate, row: ScheduleRow, { clashes, byId }: ColumnContext) {
  const { isNew, isDeleting } = row.view
  const mark = isNew || isDeleting ? row.mark : markOfField(row.view, 'name')
  const others = clashes.get(row.id) ?? []
  const names = others.map(({ otherId }) => byId.get(otherId)?.data.name ?? otherId)
  const label = t('schedules.clash.mark', { names: othersInWords(t, names) })
  return (
    <span className={styles['nameCell']}>
      <PendingText mark={mark === null ? null : shortMark(t, mark)} isDeleting={isDeleting}>
        {foreignText(row.data.name)}
      </PendingText>
      {others.length === 0 ? null : (
        <span title={label} className={styles['clash']}>
          <StateIcon shape="warning" label={label} />
        </span>
      )}
    </span>
  )
}

function marked(t: Translate, row: ScheduleRow, fields: readonly (keyof ScheduleValues)[], text: string) {
  const mark = fields.map((field) => markOfField(row.view, field)).find((one) => one !== null)
  return mark == null ? text : <PendingText mark={shortMark(t, mark)}>{text}</PendingText>
}

export function nextInWords(t: Translate, row: ScheduleRow, now: number): string {
  if (!row.data.enabled) return t('schedules.next.off')
  const { current, next } = runsOf(row, now)
  if (current !== null) return t('schedules.next.now', { time: formatMoment(current.endsAt, now) })
  return next === null ? t('schedules.next.never') : formatDayAndTime(next.startsAt)
}

const SHAPE = { ok: 'done', partial: 'warning', failed: 'critical' } as const

function lastCell(t: Translate, { reported }: ScheduleRow, now: number) {
  const { lastExecutedAt, lastResult } = reported
  if (lastExecutedAt === null || lastResult === null) {
    return <span className={styles['muted']}>{t('schedules.last.never')}</span>
  }
  return (
    <span className={styles['last']}>
      <StateIcon shape={SHAPE[lastResult]} label={t(`schedules.result.${lastResult}`)} quiet={lastResult === 'ok'} />
      {formatMoment(lastExecutedAt, now)}
    </span>
  )
}
