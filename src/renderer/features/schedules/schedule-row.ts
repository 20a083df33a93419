import type { ScheduleData, ScheduleReported } from '#shared/domain/entities.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { type Occurrence, runsAround } from '#shared/schedule/plan.ts'
import { type Mark, markOf } from '../../app/marks.ts'
import { compareNames } from '../../i18n/format-lists.ts'

/** What operators edit of a schedule, with nothing left out. */
export interface ScheduleValues extends ScheduleData {
  groups: string[]
  startDate: string | null
  endDate: string | null
}

/** A schedule as the page shows it. Made once per view, so that one that did not change stays the same object. */
export interface ScheduleRow {
  readonly id: string
  readonly view: EntityView
  readonly data: ScheduleValues
  readonly reported: ScheduleReported
  readonly mark: Mark | null
}

const rows = new WeakMap<EntityView, ScheduleRow>()

export const NO_SCHEDULE: ScheduleValues = {
  ...{
    name: '',
    playlistId: '',
    deviceIds: [],
    groups: [],
    days: [1, 2, 3, 4, 5],
    startTime: '09:00',
    endTime: '17:00',
  },
  ...{ startDate: null, endDate: null, timeZone: 'UTC', priority: 50, enabled: true },
}
const NOTHING_REPORTED: ScheduleReported = { lastExecutedAt: null, lastResult: null }

/** The main process has checked the record against its schema; a partial one must still be drawable. */
export function scheduleRowOf(view: EntityView): ScheduleRow {
  const known = rows.get(view)
  if (known !== undefined) return known
  const data = { ...NO_SCHEDULE, ...(view.data as Partial<ScheduleValues>) }
  const reported = { ...NOTHING_REPORTED, ...(view.reported as Partial<ScheduleReported>) }
  const row = { id: view.id, view, data, reported, mark: markOf(view.pending) }
  rows.set(view, row)
  return row
}

interface Runs {
  readonly current: Occurrence | null
  readonly next: Occurrence | null
}
const NO_RUNS: Runs = { current: null, next: null }
const runs = new WeakMap<ScheduleValues, { readonly at: number; readonly until: number; readonly runs: Runs }>()

/** The window that is open and the next one, kept until one of them begins or ends. One that is off has none. */
export function runsOf({ data }: ScheduleRow, at: number): Runs {
  if (!data.enabled) return NO_RUNS
  const known = runs.get(data)
  if (known !== undefined && at >= known.at && at < known.until) return known.runs
  const found = runsAround(data, at)
  const until = Math.min(
    found.current?.endsAt ?? Number.POSITIVE_INFINITY,
    found.next?.startsAt ?? Number.POSITIVE_INFINITY,
  )
  runs.set(data, { at, until, runs: found })
  return found
}

export const SORT_COLUMNS = ['name', 'playlist', 'next', 'last', 'priority', 'enabled', 'pending'] as const
export type SortColumn = (typeof SORT_COLUMNS)[number]
export interface ScheduleSort {
  readonly columnId: SortColumn
  readonly isDescending: boolean
}

/** What the list is ordered and searched by, besides the schedules themselves. */
export interface Surroundings {
  readonly playlistOf: (id: string) => string
  readonly now: number
}

/** Those in which every word of the search occurs, in the order in which they were. */
export function schedulesFound(
  ordered: readonly ScheduleRow[],
  search: string,
  playlistOf: Surroundings['playlistOf'],
): readonly ScheduleRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return ordered
  return ordered.filter(({ id, data }) => {
    const text = [data.name, playlistOf(data.playlistId), ...data.groups, id].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

export function schedulesInOrder(
  all: readonly ScheduleRow[],
  { columnId, isDescending }: ScheduleSort,
  around: Surroundings,
): ScheduleRow[] {
  const compare = comparing(columnId, around)
  const turn = isDescending ? -1 : 1
  return [...all].sort(
    // What is alike stands in one order, so that nothing moves by itself.
    (a, b) => turn * compare(a, b) || compareNames(a.data.name, b.data.name) || (a.id < b.id ? -1 : 1),
  )
}

function comparing(
  columnId: SortColumn,
  { playlistOf, now }: Surroundings,
): (a: ScheduleRow, b: ScheduleRow) => number {
  const figure = (read: (row: ScheduleRow) => number) => (a: ScheduleRow, b: ScheduleRow) => {
    const [left, right] = [read(a), read(b)]
    return left === right ? 0 : left - right
  }
  switch (columnId) {
    case 'name':
      return (a, b) => compareNames(a.data.name, b.data.name)
    case 'playlist':
      return (a, b) => compareNames(playlistOf(a.data.playlistId), playlistOf(b.data.playlistId))
    case 'next':
      return figure((row) => runsOf(row, now).current?.startsAt ?? runsOf(row, now).next?.startsAt ?? Number.MAX_VALUE)
    case 'last':
      return figure((row) => row.reported.lastExecutedAt ?? 0)
    case 'priority':
      return figure((row) => row.data.priority)
    case 'enabled':
      return figure((row) => (row.data.enabled ? 0 : 1))
    default:
      return figure((row) => row.mark?.createdAt ?? 0)
  }
}
