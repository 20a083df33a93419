import { stringify } from 'csv-stringify/sync'
import type { FleetFigures } from '#shared/domain/analytics.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { CellKind } from '#shared/report/cells.ts'

type Value = string | number | null
/** Table, row, column, kind, value. */
type Line = readonly [string, number, string, CellKind, Value]
type Columns = Readonly<Record<string, readonly [CellKind, Value]>>

export interface AnalyticsToWrite {
  readonly asked: IpcRequest<'analytics:export'>
  readonly fleet: FleetFigures
  /** Null: the server could not be asked. */
  readonly plays: IpcResponse<'analytics:plays'> | null
  readonly nameOf: (entityType: EntityType, id: string) => string
}

/**
 * One line for each figure, in the shape of the reports: which table, which row, which column, and the exact value with its kind.
 * Times are milliseconds since the epoch, durations milliseconds, shares 0 to 1; nothing stands for what is not known.
 *
 * Names may look like formulas: they are escaped, so that a spreadsheet does not run them.
 */
export function analyticsAsCsv({ asked, fleet, plays, nameOf }: AnalyticsToWrite): string {
  const lines = [
    ...table('summary', [summaryOf(asked, fleet, plays)]),
    ...table('timeline', fleet.timeline.map(stretchOf)),
    ...table(
      'sites',
      fleet.places.map((place) => ({
        ...text('site', place.name),
        ...totalsOf(place),
        ...share('before', place.before),
      })),
    ),
    ...table('worst devices', fleet.worst.map(worstOf)),
    ...playsTables(plays, nameOf),
  ]
  return stringify([['table', 'row', 'column', 'kind', 'value'], ...lines], { bom: true, escape_formulas: true })
}

function table(name: string, rows: readonly Columns[]): Line[] {
  return rows.flatMap((row, index) =>
    Object.entries(row).map(([column, [kind, value]]): Line => [name, index + 1, column, kind, value ?? '']),
  )
}

const text = (name: string, value: string | null): Columns => ({ [name]: ['text', value] })
const time = (name: string, value: number | null): Columns => ({ [name]: ['time', value] })
const count = (name: string, value: number | null): Columns => ({ [name]: ['count', value] })
const share = (name: string, value: number | null): Columns => ({ [name]: ['share', value] })
const duration = (name: string, value: number | null): Columns => ({ [name]: ['duration', value] })

function summaryOf(
  { period, part }: AnalyticsToWrite['asked'],
  fleet: FleetFigures,
  plays: AnalyticsToWrite['plays'],
): Columns {
  return {
    ...time('from', period.fromAt),
    ...time('to', period.toAt),
    ...text('part of the fleet', part.kind === 'all' ? 'all' : `${part.kind}: ${part.name}`),
    ...share('observed', fleet.observedShare),
    ...time('recorded from', fleet.recordedFrom),
    ...totalsOf(fleet),
    ...share('availability before', fleet.before.availability),
    ...count('plays', plays?.answer?.plays ?? null),
    ...count('plays before', plays?.before?.plays ?? null),
    ...time('plays recorded from', plays?.answer?.recordedFrom ?? null),
  }
}

function totalsOf({
  devices,
  upMs,
  downMs,
  availability,
  outages,
}: FleetFigures['before'] | FleetFigures['places'][number]): Columns {
  return {
    ...count('devices', devices),
    ...duration('up', upMs),
    ...duration('down', downMs),
    ...share('availability', availability),
    ...count('outages', outages),
  }
}

function stretchOf({ fromAt, toAt, upMs, downMs, availability }: FleetFigures['timeline'][number]): Columns {
  const times = { ...time('from', fromAt), ...time('to', toAt) }
  return { ...times, ...duration('up', upMs), ...duration('down', downMs), ...share('availability', availability) }
}

function worstOf({
  id,
  name,
  place,
  downMs,
  availability,
  outages,
  longestOutageMs,
}: FleetFigures['worst'][number]): Columns {
  return {
    ...{ ...text('id', id), ...text('name', name), ...text('site', place) },
    ...{ ...duration('down', downMs), ...share('availability', availability) },
    ...{ ...count('outages', outages), ...duration('longest outage', longestOutageMs) },
  }
}

function playsTables(plays: AnalyticsToWrite['plays'], nameOf: AnalyticsToWrite['nameOf']): Line[] {
  if (plays?.answer == null) return []
  const { timeline, contents, playlists, sites } = plays.answer
  const sums = (sum: { plays: number; seconds: number }): Columns => ({
    ...count('plays', sum.plays),
    ...duration('played', sum.seconds * 1_000),
  })
  const named = (entityType: EntityType) => (row: { id: string; plays: number; seconds: number }) => ({
    ...{ ...text('id', row.id), ...text('name', nameOf(entityType, row.id)) },
    ...sums(row),
  })
  return [
    ...table(
      'plays',
      plays.stretches.map(({ fromAt, toAt }, index) => ({
        ...{ ...time('from', fromAt), ...time('to', toAt) },
        ...count('plays', timeline[index] ?? null),
      })),
    ),
    ...table('plays by content', contents.map(named('content'))),
    ...table('plays by playlist', playlists.map(named('playlist'))),
    ...table(
      'plays by site',
      sites.map((row) => ({ ...text('site', row.name), ...sums(row) })),
    ),
  ]
}
