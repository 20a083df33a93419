import { occurrences, weekdayOf } from '#shared/schedule/plan.ts'
import { DAY_MS, instantOf, MINUTE_MS, wallClock } from '#shared/schedule/zone.ts'
import type { ScheduleRow } from './schedule-row.ts'

/*
 * Where the windows of a week stand: seven columns from Monday on, each with the minutes of a day by the wall clock of the zone that
 * is shown, or by that of each schedule.
 */

export const WEEK_DAYS = 7
export const DAY_MINUTES = 1_440
/** What is shorter could not be read or hit. */
const LEAST_MINUTES = 15
/** Side by side in one column; of more the rest is in one block. */
export const MOST_LANES = 4
/** Blocks that are drawn at once. */
export const MOST_BLOCKS = 1_500
const MONDAY = 1

export interface WeekBlock {
  /** The same while a window stays in its column. */
  readonly key: string
  readonly row: ScheduleRow
  /** The day on which the window begins, by the calendar of its own zone. */
  readonly date: string
  /** 0: Monday. */
  readonly column: number
  /** Minutes since midnight; `end` is 1,440 at most. */
  readonly start: number
  readonly end: number
  /** It began on the day before. */
  readonly isContinued: boolean
}

/** A block in its place: from the `lane`-th of `lanes` that share its time, over as many beside it as nothing else needs. */
export interface PlacedBlock extends WeekBlock {
  readonly lane: number
  readonly lanes: number
  readonly span: number
}

/** What has no room of its own. */
export interface Overflow {
  readonly blocks: readonly WeekBlock[]
  readonly start: number
  readonly end: number
}

export interface Column {
  readonly blocks: readonly PlacedBlock[]
  readonly overflows: readonly Overflow[]
}

export interface Week {
  readonly columns: readonly Column[]
  /** Windows that are not drawn at all. */
  readonly left: number
}

/** The day of a moment in a zone, by the number of days since 1970. */
export function dayAt(timeZone: string, at: number): number {
  return Math.floor(wallClock(timeZone, at) / DAY_MS)
}

/** Minutes since midnight, by the wall clock of a zone. */
export function minuteOfDay(timeZone: string, at: number): number {
  const wall = wallClock(timeZone, at)
  return (wall - Math.floor(wall / DAY_MS) * DAY_MS) / MINUTE_MS
}

export function mondayOf(day: number): number {
  return day - ((weekdayOf(day) - MONDAY + WEEK_DAYS) % WEEK_DAYS)
}

/** @param zone whose clock the columns go by; null: each schedule's own. */
export function weekOf(rows: readonly ScheduleRow[], monday: number, zone: string | null): Week {
  const edges = new Map<string, readonly number[]>()
  const edgesOf = (timeZone: string): readonly number[] => {
    const known = edges.get(timeZone)
    if (known !== undefined) return known
    const made = Array.from({ length: WEEK_DAYS + 1 }, (_, index) => instantOf(timeZone, (monday + index) * DAY_MS))
    edges.set(timeZone, made)
    return made
  }
  const columns = Array.from({ length: WEEK_DAYS }, (): WeekBlock[] => [])
  let [count, left] = [0, 0]
  for (const row of rows) {
    const timeZone = zone ?? row.data.timeZone
    for (const block of blocksOf(row, monday, timeZone, edgesOf(timeZone))) {
      if (count < MOST_BLOCKS) columns[block.column]?.push(block)
      else left += 1
      count += 1
    }
  }
  return { columns: columns.map(placed), left }
}

interface KnownBlocks {
  readonly monday: number
  readonly timeZone: string
  readonly blocks: readonly WeekBlock[]
}

/** Of the week that was asked for last: what is typed and what changes elsewhere ask for the same one again. */
const known = new WeakMap<ScheduleRow, KnownBlocks>()

function blocksOf(row: ScheduleRow, monday: number, timeZone: string, edges: readonly number[]): readonly WeekBlock[] {
  const last = known.get(row)
  if (last !== undefined && last.monday === monday && last.timeZone === timeZone) return last.blocks
  const blocks = foundBlocks(row, monday, timeZone, edges)
  known.set(row, { monday, timeZone, blocks })
  return blocks
}

function foundBlocks(row: ScheduleRow, monday: number, timeZone: string, edges: readonly number[]): WeekBlock[] {
  const found: WeekBlock[] = []
  const [from = 0, to = 0] = [edges[0], edges[WEEK_DAYS]]
  for (const { startsAt, endsAt, date } of occurrences(row.data, from, to)) {
    for (let column = 0; column < WEEK_DAYS; column += 1) {
      const [begin = 0, finish = 0] = [edges[column], edges[column + 1]]
      if (startsAt >= finish || endsAt <= begin) continue
      const minutesAt = (at: number): number => (wallClock(timeZone, at) - (monday + column) * DAY_MS) / MINUTE_MS
      const start = startsAt <= begin ? 0 : Math.min(minutesAt(startsAt), DAY_MINUTES - LEAST_MINUTES)
      const end = endsAt >= finish ? DAY_MINUTES : minutesAt(endsAt)
      found.push({
        ...{ key: `${row.id}/${date}/${column}`, row, date, column, start },
        end: Math.max(end, start + LEAST_MINUTES),
        isContinued: startsAt < begin,
      })
    }
  }
  return found
}

/** Side by side where they share time, in the order in which they begin; each as wide as those beside it leave it. */
export function placed(blocks: readonly WeekBlock[]): Column {
  const sorted = [...blocks].sort(
    (a, b) => a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  )
  const column = { blocks: [] as PlacedBlock[], overflows: [] as Overflow[] }
  let group: WeekBlock[] = []
  let end = Number.NEGATIVE_INFINITY
  for (const block of sorted) {
    if (block.start >= end) {
      placeGroup(group, column)
      group = []
    }
    group.push(block)
    end = Math.max(end, block.end)
  }
  placeGroup(group, column)
  return column
}

function placeGroup(group: readonly WeekBlock[], column: { blocks: PlacedBlock[]; overflows: Overflow[] }): void {
  const byLane: WeekBlock[][] = []
  const laneOf = group.map((block) => {
    const free = byLane.findIndex((lane) => (lane.at(-1)?.end ?? 0) <= block.start)
    const lane = free === -1 ? byLane.length : free
    if (free === -1) byLane.push([block])
    else byLane[lane]?.push(block)
    return lane
  })
  const isCrowded = byLane.length > MOST_LANES
  const shown = isCrowded ? MOST_LANES - 1 : byLane.length
  const overflows = overflowsOf(group.filter((_, index) => (laneOf[index] ?? 0) >= shown))
  const taken: Stretch[][] = isCrowded ? [...byLane.slice(0, shown), [...overflows]] : byLane
  group.forEach((block, index) => {
    const lane = laneOf[index] ?? 0
    if (lane >= shown) return
    const beside = taken.slice(lane + 1)
    const next = beside.findIndex((others) =>
      others.some((other) => other.start < block.end && block.start < other.end),
    )
    column.blocks.push({ ...block, lane, lanes: taken.length, span: next === -1 ? taken.length - lane : next + 1 })
  })
  column.overflows.push(...overflows)
}

type Stretch = Pick<WeekBlock, 'start' | 'end'>

/** Those without room, together where they share time. They come in the order in which they begin. */
function overflowsOf(rest: readonly WeekBlock[]): readonly Overflow[] {
  const found: { blocks: WeekBlock[]; start: number; end: number }[] = []
  for (const block of rest) {
    const last = found.at(-1)
    if (last === undefined || block.start >= last.end) found.push({ ...block, blocks: [block] })
    else {
      last.blocks.push(block)
      last.end = Math.max(last.end, block.end)
    }
  }
  return found.map(({ blocks, start, end }) => ({ blocks, start, end }))
}
