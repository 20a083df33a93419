import type { AlertReported, Severity } from '#shared/domain/entities.ts'
import { UNTOUCHED_ALERT } from '#shared/domain/entities.ts'
import type { EntityView } from '#shared/domain/view.ts'

/** Alarms for looking at the interface: a flood, one that chatters, and some in every state. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

interface AlarmSeed {
  readonly device: number
  readonly kind: string
  readonly severity: Severity
  readonly message: string
  readonly ageMs: number
  readonly clearedMs?: number
  readonly data?: Partial<typeof UNTOUCHED_ALERT>
  readonly reported?: Partial<AlertReported>
}

const HOT = { kind: 'overheating', severity: 'critical', message: 'The temperature inside is above 80 °C.' } as const
const FULL = { kind: 'storage-full', severity: 'high', message: 'Less than 2 % of the storage is free.' } as const
const STALLED = {
  kind: 'playback-stalled',
  severity: 'medium',
  message: 'Playback has stopped; the last frame is shown.',
} as const
const WEAK = { kind: 'network-weak', severity: 'low', message: 'The network connection is weak.' } as const
const OFF = { kind: 'offline', severity: 'high', message: 'The device does not answer.' } as const

function seeds(now: number): AlarmSeed[] {
  const acknowledged = (ageMs: number) => ({
    data: { acknowledged: true, note: 'Technician informed.' },
    reported: { acknowledgedAt: now - ageMs, acknowledgedBy: 'Control room North' },
  })
  // Every eighth device is at Nordbahnhof.
  const flood = Array.from({ length: 41 }, (_, index) => ({
    device: 1 + index * 8,
    ...OFF,
    ageMs: 9 * MINUTE_MS - index * 900,
  }))
  const chatter = [1, 3, 4, 6, 8].map((minute) => ({
    device: 6,
    ...WEAK,
    ageMs: minute * MINUTE_MS,
    ...(minute === 1 ? {} : { clearedMs: minute * MINUTE_MS - 40_000 }),
  }))
  return [
    { device: 3, ...HOT, ageMs: 4 * MINUTE_MS },
    { device: 12, ...FULL, ageMs: 22 * MINUTE_MS },
    { device: 20, ...FULL, ageMs: 50 * MINUTE_MS, ...acknowledged(45 * MINUTE_MS) },
    { device: 28, ...STALLED, ageMs: 31 * MINUTE_MS, clearedMs: 12 * MINUTE_MS },
    { device: 29, ...STALLED, ageMs: 2 * HOUR_MS },
    { device: 30, ...STALLED, ageMs: 3 * HOUR_MS, ...acknowledged(2 * HOUR_MS) },
    { device: 31, ...WEAK, ageMs: 31 * HOUR_MS, ...acknowledged(30 * HOUR_MS) },
    { device: 34, ...FULL, ageMs: 52 * HOUR_MS },
    {
      device: 35,
      ...HOT,
      ageMs: 5 * HOUR_MS,
      data: { shelvedUntil: now + 3 * HOUR_MS, shelvedReason: 'Building work until the evening.' },
    },
    {
      device: 36,
      ...STALLED,
      ageMs: HOUR_MS,
      data: { isOutOfService: true, outOfServiceReason: 'The sensor is being replaced.' },
    },
    { device: 38, ...WEAK, ageMs: 40 * MINUTE_MS, reported: { suppressedBy: 'The device is offline.' } },
    ...[41, 42, 43].map((device) => ({
      device,
      ...STALLED,
      ageMs: 6 * HOUR_MS,
      clearedMs: 5 * HOUR_MS,
      ...acknowledged(5 * HOUR_MS),
    })),
    ...flood,
    ...chatter,
  ]
}

export function alarmsOf(devices: readonly EntityView[], now: number): EntityView[] {
  return seeds(now).flatMap(({ device, kind, severity, message, ageMs, clearedMs, data, reported }, index) => {
    const of = devices[device]
    if (of === undefined) return []
    return {
      entityType: 'alert',
      id: `alert-${String(index + 1).padStart(4, '0')}`,
      version: 2,
      data: { ...UNTOUCHED_ALERT, ...data },
      reported: {
        deviceId: of.id,
        severity,
        kind,
        message,
        raisedAt: now - ageMs,
        clearedAt: clearedMs === undefined ? null : now - clearedMs,
        ...reported,
      },
      pending: [],
      isNew: false,
      isDeleting: false,
    }
  })
}
