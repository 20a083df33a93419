import type { Membership } from '#shared/schedule/clashes.ts'
import type { ScheduleValues } from './schedule-row.ts'

/** The devices that a schedule reaches, each once. */
export function reachOf({ deviceIds, groups }: ScheduleValues, members: Membership): ReadonlySet<string> {
  return new Set([...deviceIds, ...groups.flatMap((group) => [...members.devicesOf(group)])])
}
