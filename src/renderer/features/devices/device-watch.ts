import type { DeviceStatus } from '#shared/domain/device-status.ts'
import type { DeviceHealth } from '#shared/domain/entities.ts'
import type { DeviceRow, ShownDevice } from '../../app/devices/device-row.ts'

/** What a device reported of its health, and when. Milliseconds since the epoch. */
export interface HealthSample extends DeviceHealth {
  readonly at: number
}

/** Something that happened to a device while somebody looked. */
export type Seen =
  | { readonly kind: 'status'; readonly at: number; readonly from: DeviceStatus; readonly to: DeviceStatus }
  | { readonly kind: 'edit'; readonly at: number; readonly version: number; readonly fields: readonly string[] }

/** What has been seen of one device since its detail was opened. */
export interface DeviceWatch {
  readonly since: number
  /** Oldest first. */
  readonly samples: readonly HealthSample[]
  /** Newest first. */
  readonly seen: readonly Seen[]
  readonly last: LastSeen
}

/** Values, not the report itself: a report is written over by the next one. */
interface LastSeen {
  readonly version: number
  readonly data: ShownDevice
  readonly status: DeviceStatus | null
  readonly reportedAt: number | null
}

export const MAX_SAMPLES = 240
const MAX_SEEN = 50

export function startWatch(row: DeviceRow, now: number): DeviceWatch {
  return { since: now, samples: sampleOf(row), seen: [], last: lastOf(row) }
}

/** The watch with what is new; the same object where nothing is. */
export function noteDevice(watch: DeviceWatch, row: DeviceRow, now: number): DeviceWatch {
  const last = lastOf(row)
  const seen = [...editSeen(watch.last, last, now), ...statusSeen(watch.last, last, now)]
  const isReported = last.reportedAt !== watch.last.reportedAt
  if (seen.length === 0 && !isReported && last.data === watch.last.data && last.version === watch.last.version) {
    return watch
  }
  return {
    since: watch.since,
    samples: isReported ? [...watch.samples, ...sampleOf(row)].slice(-MAX_SAMPLES) : watch.samples,
    seen: seen.length === 0 ? watch.seen : [...seen, ...watch.seen].slice(0, MAX_SEEN),
    last,
  }
}

function lastOf({ view, data, reported }: DeviceRow): LastSeen {
  return { version: view.version, data, status: reported?.status ?? null, reportedAt: reported?.lastSeenAt ?? null }
}

function sampleOf({ reported }: DeviceRow): readonly HealthSample[] {
  return reported === null ? [] : [{ ...reported.health, at: reported.lastSeenAt }]
}

function statusSeen(before: LastSeen, now: LastSeen, at: number): readonly Seen[] {
  if (before.status === null || now.status === null || before.status === now.status) return []
  return [{ kind: 'status', at, from: before.status, to: now.status }]
}

/**
 * The server has another version with other values: somebody else's change. One's own shows its values while it waits, so that
 * nothing changes when the server takes it.
 */
function editSeen(before: LastSeen, now: LastSeen, at: number): readonly Seen[] {
  if (before.version === 0 || now.version <= before.version) return []
  const fields = Object.keys(now.data).filter((field) => {
    const name = field as keyof ShownDevice
    return JSON.stringify(now.data[name]) !== JSON.stringify(before.data[name])
  })
  return fields.length === 0 ? [] : [{ kind: 'edit', at, version: now.version, fields }]
}

/** The lowest and the highest value of a part, and the newest; null: nothing was seen yet. */
export function trendOf(
  samples: readonly HealthSample[],
  part: keyof DeviceHealth,
): { readonly low: number; readonly high: number; readonly newest: number } | null {
  const values = samples.map((sample) => sample[part])
  const newest = values.at(-1)
  return newest === undefined ? null : { low: Math.min(...values), high: Math.max(...values), newest }
}
