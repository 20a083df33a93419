import type { ScheduleData } from '../domain/entities.ts'
import { lengthMinutes, minutesOf, occurrences, type Plan } from './plan.ts'
import { DAY_MS, instantOf } from './zone.ts'

/** A schedule as far as it can clash. */
export interface Claim {
  readonly id: string
  readonly data: Plan & Pick<ScheduleData, 'deviceIds' | 'groups' | 'priority' | 'enabled'>
}

/** Who belongs to whom, now. */
export interface Membership {
  readonly groupsOf: (deviceId: string) => readonly string[]
  readonly devicesOf: (group: string) => ReadonlySet<string>
}

/** Two schedules of one priority want one device at one time: which of them it plays is not said anywhere. */
export interface Clash {
  readonly otherId: string
  /** When they first meet, milliseconds since the epoch. */
  readonly at: number
  /** A device that both reach. */
  readonly deviceId: string
}

/**
 * How far is looked ahead. Two schedules of one zone keep their distance, so that three weeks tell; between zones the distance
 * changes with daylight saving, over a year.
 */
const SAME_ZONE_MS = 22 * DAY_MS
const OTHER_ZONE_MS = 366 * DAY_MS
const CHUNK_MS = SAME_ZONE_MS
/** A plan is asked for the same few spans again and again: by every other that it can meet. */
const MAX_REMEMBERED_SPANS = 40

/** The first clash of two schedules from `from` on; null: there is none. Symmetric but for which is the other. */
export function clashOf(one: Claim, other: Claim, members: Membership, from: number): Clash | null {
  const at = canClash(one, other) ? firstMeeting(one.data, other.data, from) : null
  const deviceId = at === null ? null : sharedDevice(one, other, members)
  return at === null || deviceId === null ? null : { otherId: other.id, at, deviceId }
}

/** The clashes of one schedule with others, the soonest first. */
export function clashesOf(claim: Claim, others: Iterable<Claim>, members: Membership, from: number): Clash[] {
  const found: Clash[] = []
  for (const other of others) {
    const clash = clashOf(claim, other, members, from)
    if (clash !== null) found.push(clash)
  }
  return found.sort((a, b) => a.at - b.at || (a.otherId < b.otherId ? -1 : 1))
}

function canClash(one: Claim, other: Claim): boolean {
  return (
    one.id !== other.id &&
    one.data.enabled &&
    other.data.enabled &&
    one.data.priority === other.data.priority &&
    isNear(one, other)
  )
}

/** A device that two schedules reach, the first by its id; null: none. */
export function sharedDevice({ data: one }: Claim, { data: other }: Claim, members: Membership): string | null {
  const groups = new Set(other.groups ?? [])
  const ids = idsOf(other)
  const isOthers = (id: string): boolean =>
    ids.has(id) || (groups.size > 0 && members.groupsOf(id).some((group) => groups.has(group)))
  let found: string | null = null
  const look = (candidates: Iterable<string>): void => {
    for (const id of candidates) if ((found === null || id < found) && isOthers(id)) found = id
  }
  look(one.deviceIds)
  for (const group of one.groups ?? []) look(members.devicesOf(group))
  return found
}

const idSets = new WeakMap<Claim['data'], ReadonlySet<string>>()

function idsOf(data: Claim['data']): ReadonlySet<string> {
  const known = idSets.get(data)
  if (known !== undefined) return known
  const ids = new Set(data.deviceIds)
  idSets.set(data, ids)
  return ids
}

/** The first instant that lies in a window of both. */
export function firstMeeting(one: Plan, other: Plan, from: number): number | null {
  const isSameZone = one.timeZone === other.timeZone
  const start = Math.max(from, beginOf(one), beginOf(other))
  const end = start + (isSameZone ? SAME_ZONE_MS : OTHER_ZONE_MS)
  for (let at = start; at < end; at += CHUNK_MS) {
    const to = Math.min(end, at + CHUNK_MS)
    const meeting = meetingOf(windowsOf(one, at, to), windowsOf(other, at, to), at)
    if (meeting !== null) return meeting
  }
  return null
}

function beginOf({ startDate, timeZone }: Plan): number {
  const day = startDate == null ? Number.NaN : Date.parse(`${startDate}T00:00:00Z`)
  return Number.isNaN(day) ? Number.NEGATIVE_INFINITY : instantOf(timeZone, day)
}

type Windows = ReturnType<typeof occurrences>

const remembered = new WeakMap<Plan, Map<number, { readonly to: number; readonly windows: Windows }>>()

function windowsOf(plan: Plan, from: number, to: number): Windows {
  const spans = remembered.get(plan) ?? new Map<number, { readonly to: number; readonly windows: Windows }>()
  const known = spans.get(from)
  if (known?.to === to) return known.windows
  if (spans.size >= MAX_REMEMBERED_SPANS) spans.clear()
  const windows = occurrences(plan, from, to)
  remembered.set(plan, spans.set(from, { to, windows }))
  return windows
}

/** Both in order, each without overlaps of its own: one pass over both. */
function meetingOf(one: Windows, other: Windows, from: number): number | null {
  let [a, b] = [0, 0]
  for (;;) {
    const [left, right] = [one[a], other[b]]
    if (left === undefined || right === undefined) return null
    if (left.startsAt < right.endsAt && right.startsAt < left.endsAt)
      return Math.max(left.startsAt, right.startsAt, from)
    if (left.endsAt <= right.endsAt) a += 1
    else b += 1
  }
}

const WEEK_HOURS = 168
const PARTS = 6
const PART_HOURS = WEEK_HOURS / PARTS
const masks = new WeakMap<Claim['data'], readonly number[]>()

/**
 * False where two schedules cannot meet in any week, told without asking for instants: their hours of the week, by the clock of
 * their zone, lie apart by more than clocks of zones can differ.
 */
function isNear(one: Claim, other: Claim): boolean {
  if (one.data.timeZone !== other.data.timeZone) return true
  const [left, right] = [maskOf(one.data), maskOf(other.data)]
  return left.some((part, index) => (part & (right[index] ?? 0)) !== 0)
}

/** The hours of the week, from Sunday midnight, that a plan touches, one more on each side for clocks that are changed. */
function maskOf(data: Claim['data']): readonly number[] {
  const known = masks.get(data)
  if (known !== undefined) return known
  const mask = Array.from({ length: PARTS }, () => 0)
  const start = minutesOf(data.startTime)
  const hours = [Math.floor(start / 60) - 1, Math.floor((start + lengthMinutes(data) - 1) / 60) + 1] as const
  for (const day of data.days) {
    for (let hour = hours[0]; hour <= hours[1]; hour += 1) {
      const at = (day * 24 + hour + WEEK_HOURS) % WEEK_HOURS
      const part = Math.floor(at / PART_HOURS)
      mask[part] = (mask[part] ?? 0) | (1 << (at % PART_HOURS))
    }
  }
  masks.set(data, mask)
  return mask
}
