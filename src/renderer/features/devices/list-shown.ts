import { type DeviceQuery, EVERYTHING } from '../../app/devices/device-filter.ts'

const GROUP_PREFIX = 'group/'

/** Time as the list needs it. */
export interface ListClock {
  readonly measure: () => number
  readonly after: (delayMs: number, run: () => void) => () => void
}

/** `now`: the reader did something. `later`: the fleet goes on, and whatever the reader does meanwhile goes first. */
export type Urgency = 'now' | 'later'
export type ShownListener = (when: Urgency) => void

/** What the list shows as a whole. Rows are read one by one with `rowOf`, and say themselves when they change. */
export interface ListShown {
  /** Rows in order, and the ids of group headings among them. */
  readonly ids: readonly string[]
  /** The view that was opened last; the query may have changed since. */
  readonly viewId: string
  readonly query: DeviceQuery
  /** Devices that the query finds. */
  readonly matching: number
  readonly total: number
  /** Changes of the order that wait because the rows are being read. */
  readonly waiting: number
  /** Devices of each group that the query finds, by the group's id. */
  readonly groupCounts: ReadonlyMap<string, number>
  readonly siteCounts: ReadonlyMap<string, number>
  /** Devices of each group that there is; a device counts in all of its groups. */
  readonly memberCounts: ReadonlyMap<string, number>
  readonly statusCounts: ReadonlyMap<string, number>
  readonly attention: number
  readonly pending: number
  /** Selected devices that the query does not find. */
  readonly selectedHidden: number
  readonly selected: ReadonlySet<string>
  readonly collapsed: ReadonlySet<string>
}

/** The group that an id of the list is the heading of, or null for a device. */
export function groupOfId(id: string): string | null {
  return id.startsWith(GROUP_PREFIX) ? id.slice(GROUP_PREFIX.length) : null
}

export function groupHeadingId(groupId: string): string {
  return `${GROUP_PREFIX}${groupId}`
}

export const NOTHING: ReadonlySet<string> = new Set()
const NO_COUNTS: ReadonlyMap<string, number> = new Map()
export const NOTHING_SHOWN: ListShown = {
  ids: [],
  viewId: 'all',
  query: EVERYTHING,
  matching: 0,
  total: 0,
  waiting: 0,
  groupCounts: NO_COUNTS,
  siteCounts: NO_COUNTS,
  memberCounts: NO_COUNTS,
  statusCounts: NO_COUNTS,
  attention: 0,
  pending: 0,
  selectedHidden: 0,
  selected: NOTHING,
  collapsed: NOTHING,
}

export function isSameShown(before: ListShown, now: ListShown): boolean {
  return (Object.keys(now) as (keyof ListShown)[]).every((part) => before[part] === now[part])
}
