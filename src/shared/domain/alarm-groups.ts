import { ALARM_PRIORITIES, type Alarm, alarmState, needsAcknowledging } from './alarms.ts'
import type { Severity } from './entities.ts'

/**
 * An alarm of one device that is raised so often within `BURST_WINDOW_MS` is chattering. ISA-18.2 gives three times a minute
 * as a first threshold for process signals; devices report more slowly, so the same three count over ten minutes here.
 */
export const CHATTER_RAISES = 3
/** Devices of one site with the same alarm within `BURST_WINDOW_MS`: a flood. EEMUA 191: ten alarms in ten minutes. */
export const FLOOD_DEVICES = 10
export const BURST_WINDOW_MS = 10 * 60_000

/** Where devices belong. Null: the device is not known, and no flood is made of it. */
export type SiteOf = (deviceId: string) => string | null

/** One line of a list: a single alarm, one that chatters, or one that many devices of a site have. */
export interface AlarmGroup {
  /** The same for as long as its oldest alarm is in it. */
  readonly id: string
  readonly cause: 'single' | 'chatter' | 'flood'
  /** The newest first; never empty. */
  readonly alarms: readonly Alarm[]
  readonly priority: Severity
  readonly kind: string
  /** Null: the device is not known. */
  readonly site: string | null
  readonly deviceCount: number
  /** When the first of them was raised, and the last. */
  readonly since: number
  readonly latestAt: number
}

/** The most urgent first: what needs acknowledging, then by priority, then the newest. */
export function groupAlarms(alarms: readonly Alarm[], siteOf: SiteOf, now: number): AlarmGroup[] {
  const units = [...groupedBy(alarms, chatterKey)].flatMap(([key, ofOne]) =>
    split(ofOne, CHATTER_RAISES).map((part) => groupOf('chatter', key, part, siteOf)),
  )
  const bySite = groupedBy(units, ({ site, kind }) => (site === null ? '' : `${site} ${kind}`))
  const groups = [...bySite].flatMap(([key, ofSite]) => (key === '' ? ofSite : floodsOf(key, ofSite, siteOf)))
  const urgency = new Map(groups.map((group) => [group, rankOf(group, now)]))
  const rank = (group: AlarmGroup): number => urgency.get(group) ?? 0
  return groups.sort((a, b) => rank(a) - rank(b) || b.latestAt - a.latestAt || (a.id < b.id ? -1 : 1))
}

function floodsOf(key: string, units: readonly AlarmGroup[], siteOf: SiteOf): AlarmGroup[] {
  return split(units, FLOOD_DEVICES).flatMap((part) => {
    const devices = new Set(part.flatMap(({ alarms }) => alarms.map(({ deviceId }) => deviceId)))
    if (devices.size < FLOOD_DEVICES) return part
    const together = part.flatMap(({ alarms }) => alarms)
    return groupOf('flood', key, together, siteOf)
  })
}

/** How many times each chattering alarm was raised, by device and kind: also of those that are listed elsewhere. */
export function chatterCounts(alarms: readonly Alarm[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [key, ofOne] of groupedBy(alarms, chatterKey)) {
    const most = Math.max(...split(ofOne, CHATTER_RAISES).map(({ length }) => length))
    if (most >= CHATTER_RAISES) counts.set(key, most)
  }
  return counts
}

export function chatterKey({ deviceId, kind }: Pick<Alarm, 'deviceId' | 'kind'>): string {
  return `${deviceId} ${kind}`
}

/** When an alarm was raised, or a group of them began. */
function timeOf(one: Alarm | AlarmGroup): number {
  return 'since' in one ? one.since : one.raisedAt
}

/**
 * Splits what came one after the other into bursts and single ones: a burst is all that stands in any stretch of
 * `BURST_WINDOW_MS` with `least` or more, and goes on for as long as those stretches overlap.
 */
function split<T extends Alarm | AlarmGroup>(all: readonly T[], least: number): T[][] {
  const sorted = all.toSorted((a, b) => timeOf(a) - timeOf(b))
  const at = sorted.map(timeOf)
  const parts: T[][] = []
  /** Position behind the last stretch that is a burst. */
  let burstEnd = 0
  for (const [position, one] of sorted.entries()) {
    const isStart = (at[position + least - 1] ?? Number.POSITIVE_INFINITY) - (at[position] ?? 0) <= BURST_WINDOW_MS
    const isInside = position < burstEnd
    if (isStart) burstEnd = position + least
    if (isInside) parts.at(-1)?.push(one)
    else parts.push([one])
  }
  return parts
}

function groupOf(cause: 'chatter' | 'flood', key: string, members: readonly Alarm[], siteOf: SiteOf): AlarmGroup {
  const alarms = members.toSorted((a, b) => b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : 1))
  const [latest] = alarms
  const oldest = alarms.at(-1)
  if (latest === undefined || oldest === undefined) throw new Error('a group of alarms has at least one')
  return {
    id: alarms.length === 1 ? latest.id : `${cause} ${key} ${oldest.id}`,
    cause: alarms.length === 1 ? 'single' : cause,
    alarms,
    priority: ALARM_PRIORITIES.find((priority) => alarms.some((alarm) => alarm.priority === priority)) ?? 'low',
    kind: latest.kind,
    site: siteOf(latest.deviceId),
    deviceCount: new Set(alarms.map(({ deviceId }) => deviceId)).size,
    since: oldest.raisedAt,
    latestAt: latest.raisedAt,
  }
}

function rankOf({ alarms, priority }: AlarmGroup, now: number): number {
  const isOpen = alarms.some((alarm) => needsAcknowledging(alarmState(alarm, now).name))
  return (isOpen ? 0 : ALARM_PRIORITIES.length) + ALARM_PRIORITIES.indexOf(priority)
}

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const key = keyOf(one)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [one])
    else known.push(one)
  }
  return groups
}
