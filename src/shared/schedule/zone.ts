/*
 * Wall clocks of the world. A reading of a wall clock is kept as the milliseconds that UTC would call the same
 * ("2026-03-29 02:30" is Date.UTC(2026, 2, 29, 2, 30)), so that days and weeks can be counted on it.
 */

export const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000
/** Transitions happen on whole seconds. */
const SECOND_MS = 1_000
const MAX_REMEMBERED_DAYS = 20_000
const MAX_REMEMBERED_INSTANTS = 20_000

interface Zone {
  readonly format: Intl.DateTimeFormat
  /** Milliseconds ahead of UTC, by the number of the UTC day at whose start they hold. */
  readonly offsetOfDay: Map<number, number>
  /** The same by the second, for the days on which clocks change: thousands of schedules ask for the same few. */
  readonly offsetOfSecond: Map<number, number>
}

const zones = new Map<string, Zone | null>()

/** Null: no such zone. Making a formatter costs many times what a question to it costs. */
function zoneOf(name: string): Zone | null {
  const known = zones.get(name)
  if (known !== undefined) return known
  const format = formatOf(name)
  const zone =
    format === null
      ? null
      : { format, offsetOfDay: new Map<number, number>(), offsetOfSecond: new Map<number, number>() }
  zones.set(name, zone)
  return zone
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    const part = 'numeric'
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      ...{ timeZone, year: part, month: part, day: part, hour: part, minute: part, second: part, hourCycle: 'h23' },
    })
  } catch {
    return null
  }
}

export function isKnownZone(name: string): boolean {
  return name !== '' && zoneOf(name) !== null
}

/** A zone that is not known is read as UTC: what is wrong with it is told, and must not break what is drawn. */
function knownZone(name: string): Zone {
  return zoneOf(name) ?? (zoneOf('UTC') as Zone)
}

function askedOffset({ format }: Zone, at: number): number {
  const read: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) read[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / SECOND_MS) * SECOND_MS
}

function offsetOfDay(zone: Zone, day: number): number {
  const known = zone.offsetOfDay.get(day)
  if (known !== undefined) return known
  if (zone.offsetOfDay.size >= MAX_REMEMBERED_DAYS) zone.offsetOfDay.clear()
  const offset = askedOffset(zone, day * DAY_MS)
  zone.offsetOfDay.set(day, offset)
  return offset
}

function offsetOfSecond(zone: Zone, at: number): number {
  const second = Math.floor(at / SECOND_MS)
  const known = zone.offsetOfSecond.get(second)
  if (known !== undefined) return known
  if (zone.offsetOfSecond.size >= MAX_REMEMBERED_INSTANTS) zone.offsetOfSecond.clear()
  const offset = askedOffset(zone, at)
  zone.offsetOfSecond.set(second, offset)
  return offset
}

/** No zone changes its clocks twice within three days: where a day's ends agree, so does all between them. */
function offsetIn(zone: Zone, at: number): number {
  const day = Math.floor(at / DAY_MS)
  const before = offsetOfDay(zone, day)
  return before === offsetOfDay(zone, day + 1) ? before : offsetOfSecond(zone, at)
}

/** What the wall clock of a zone shows at an instant. */
export function wallClock(timeZone: string, at: number): number {
  return at + offsetIn(knownZone(timeZone), at)
}

/**
 * The first instant at which the wall clock of a zone shows this reading, or has gone past it. Where clocks go back a reading
 * comes twice: the first time counts, as in RFC 5545 (3.3.5) and in Temporal’s "compatible". Where they go forward it never
 * comes: then it is the instant at which they do. That differs from both on purpose, which go on counting with the clock of
 * before and land behind the gap: a window must not end before it begins.
 */
export function instantOf(timeZone: string, wall: number): number {
  const zone = knownZone(timeZone)
  const day = Math.floor(wall / DAY_MS)
  const before = offsetOfDay(zone, day - 1)
  const after = offsetOfDay(zone, day + 2)
  if (before === after) return wall - before
  // Both readings of the clock that could be meant; the one with the greater offset is the earlier instant.
  const [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)]
  if (early + offsetOfSecond(zone, early) === wall) return early
  if (late + offsetOfSecond(zone, late) === wall) return late
  return transitionBetween(zone, early, late)
}

/** The first second of the new offset, in (`from`, `to`]. */
function transitionBetween(zone: Zone, from: number, to: number): number {
  const offset = offsetOfSecond(zone, to)
  let [low, high] = [Math.floor(from / SECOND_MS), Math.floor(to / SECOND_MS)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetOfSecond(zone, middle * SECOND_MS) === offset) high = middle
    else low = middle
  }
  return high * SECOND_MS
}
