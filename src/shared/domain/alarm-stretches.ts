import { type AlarmEvent, alarmEventKey } from './alarm-events.ts'
import { RATE_WINDOW_MS } from './alarm-figures.ts'
import { ALARM_PRIORITIES } from './alarms.ts'
import type { Severity } from './entities.ts'

/*
 * The figures of a stretch of time (a day, or an hour) as sums, so that they can be kept when the events are not any more:
 *
 *   figures of (a and b)  =  figures of a  +  figures of b          for any two sets of different events
 *
 * Each event is counted by itself: their order does not matter. The same event twice must be counted once, which whoever keeps
 * them sees to by `alarmEventKey`; `stretchesOf` does it for a list.
 */

/** Ten-minute slots of a stretch: those of the longest day, when the clocks go back by two hours, and no more. */
export const SLOTS = 156
/** Response times are counted in classes that grow by this factor, so that a percentile is right to about 5 %. */
const WAIT_FACTOR = 1.1
/** All below is the first class. */
const WAIT_FROM_MS = 1_000
/** The last class begins after more than a year. */
export const WAIT_CLASSES = 185

const PRIORITIES = ALARM_PRIORITIES.length
const PLACE: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 }

/**
 * What is kept of a stretch. All are sums. Per priority means four numbers: critical, high, medium, low.
 */
export interface Stretch {
  /** Milliseconds since the epoch. */
  readonly start: number
  /** How often each of `COUNTED` happened, per priority: place of the count times 4, plus the place of the priority. */
  readonly counts: Uint32Array
  /** Alarms raised per ten minutes since the start, per priority. */
  readonly slots: Uint32Array
  /** How many were acknowledged after how long, by class, per priority. */
  readonly waits: Uint32Array
}

/** What of stretches can be added, whichever they are. */
export type Sums = Pick<Stretch, 'counts' | 'waits'>

export const COUNTED = [
  /** Raised while everything was seen. */
  'raised',
  /** Raised while not everything was seen; known since they were still there afterwards, so there may have been more. */
  'late',
  /** Over, or not told of any more. */
  'ended',
  'acknowledged',
  'shelved',
  'suppressed',
  'outOfService',
] as const
export type Counted = (typeof COUNTED)[number]
/** Alarms per priority, in the order of `ALARM_PRIORITIES`. */
export type ByPriority = Readonly<Record<Severity, number>>

const COUNT_OF: Readonly<Partial<Record<AlarmEvent['type'], Counted>>> = {
  raised: 'raised',
  cleared: 'ended',
  forgotten: 'ended',
  acknowledged: 'acknowledged',
  shelved: 'shelved',
  suppressed: 'suppressed',
  'out-of-service': 'outOfService',
}

export function emptyStretch(start: number): Stretch {
  return {
    start,
    counts: new Uint32Array(COUNTED.length * PRIORITIES),
    slots: new Uint32Array(SLOTS * PRIORITIES),
    waits: new Uint32Array(WAIT_CLASSES * PRIORITIES),
  }
}

/** Counts one event into the stretch that it happened in. */
export function countEvent(
  { start, counts, slots, waits }: Stretch,
  event: Pick<AlarmEvent, 'type' | 'at' | 'raisedAt' | 'priority' | 'isLate'>,
): void {
  const what = COUNT_OF[event.type]
  if (what === undefined) return
  const priority = PLACE[event.priority]
  const isSeen = !event.isLate
  add(counts, COUNTED.indexOf(what === 'raised' && !isSeen ? 'late' : what) * PRIORITIES + priority)
  if (what === 'raised' && isSeen) add(slots, slotOf(event.at - start) * PRIORITIES + priority)
  if (what === 'acknowledged') add(waits, waitClassOf(event.at - event.raisedAt) * PRIORITIES + priority)
}

/** Adds `more` to `sum`: what is kept of the same stretch. */
export function addStretch(sum: Stretch, more: Omit<Stretch, 'start'>): void {
  addSums(sum, more)
  addNumbers(sum.slots, more.slots)
}

/** The same but for the slots, which mean nothing together with those of another stretch. */
export function addSums(sum: Sums, more: Sums): void {
  addNumbers(sum.counts, more.counts)
  addNumbers(sum.waits, more.waits)
}

function addNumbers(to: Uint32Array, from: Uint32Array): void {
  for (let place = 0; place < to.length; place += 1) to[place] = (to[place] ?? 0) + (from[place] ?? 0)
}

/** The stretches that these events lie in, in order of time. @param startOf the start of the stretch that a time lies in */
export function stretchesOf(events: Iterable<AlarmEvent>, startOf: (at: number) => number): Stretch[] {
  const seen = new Set<string>()
  const found = new Map<number, Stretch>()
  for (const event of events) {
    const key = alarmEventKey(event)
    if (seen.has(key)) continue
    seen.add(key)
    const start = startOf(event.at)
    const stretch = found.get(start) ?? emptyStretch(start)
    found.set(start, stretch)
    countEvent(stretch, event)
  }
  return [...found.values()].sort((one, other) => one.start - other.start)
}

export function countOf({ counts }: Pick<Stretch, 'counts'>, what: Counted): ByPriority {
  const from = COUNTED.indexOf(what) * PRIORITIES
  const at = (place: number): number => counts[from + place] ?? 0
  return { critical: at(0), high: at(1), medium: at(2), low: at(3) }
}

export function totalOf({ critical, high, medium, low }: ByPriority): number {
  return critical + high + medium + low
}

/** How many more stand at the end of a stretch than at its start. */
export function standingChange(stretch: Pick<Stretch, 'counts'>): number {
  const total = (what: Counted): number => totalOf(countOf(stretch, what))
  return total('raised') + total('late') - total('ended')
}

/** The most alarms in ten minutes, and how many stretches of ten minutes had more than `limit`. */
export function busiest({ slots }: Pick<Stretch, 'slots'>, limit: number): { peak: number; over: number } {
  let peak = 0
  let over = 0
  for (let place = 0; place < slots.length; place += PRIORITIES) {
    let count = 0
    for (let priority = 0; priority < PRIORITIES; priority += 1) count += slots[place + priority] ?? 0
    peak = Math.max(peak, count)
    if (count > limit) over += 1
  }
  return { peak, over }
}

/**
 * The time within which this share of what was acknowledged was (nearest rank), as the middle of its class: at most 5 % off. Null:
 * nothing was acknowledged. @param priority null: of all
 */
export function waitQuantile(
  { waits }: Pick<Stretch, 'waits'>,
  share: number,
  priority: Severity | null = null,
): number | null {
  let total = 0
  for (let place = 0; place < WAIT_CLASSES; place += 1) total += countOfClass(waits, place, priority)
  if (total === 0) return null
  const rank = Math.max(1, Math.ceil(share * total))
  let place = 0
  for (let passed = countOfClass(waits, 0, priority); passed < rank; passed += countOfClass(waits, place, priority))
    place += 1
  return waitOfClass(place)
}

function countOfClass(waits: Uint32Array, place: number, priority: Severity | null): number {
  const from = place * PRIORITIES
  if (priority !== null) return waits[from + PLACE[priority]] ?? 0
  return (waits[from] ?? 0) + (waits[from + 1] ?? 0) + (waits[from + 2] ?? 0) + (waits[from + 3] ?? 0)
}

function waitClassOf(waitMs: number): number {
  if (waitMs < WAIT_FROM_MS) return 0
  return Math.min(WAIT_CLASSES - 1, 1 + Math.floor(Math.log(waitMs / WAIT_FROM_MS) / Math.log(WAIT_FACTOR)))
}

function waitOfClass(place: number): number {
  return place === 0 ? WAIT_FROM_MS / 2 : Math.round(WAIT_FROM_MS * WAIT_FACTOR ** (place - 0.5))
}

function slotOf(sinceMs: number): number {
  return Math.min(SLOTS - 1, Math.max(0, Math.floor(sinceMs / RATE_WINDOW_MS)))
}

function add(numbers: Uint32Array, place: number): void {
  numbers[place] = (numbers[place] ?? 0) + 1
}
