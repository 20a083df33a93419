import type { DeviceHealth, Severity } from '#shared/domain/entities.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { AlarmRule } from '#shared/protocol/alarm-rules.ts'
import type { HealthSample } from '#shared/protocol/device-health.ts'
import { randomOf } from './fleet.ts'

const MINUTE_MS = 60_000

/** The last day of a device as a server keeps it: with an hour in which it was off. Its end is what it reports now. */
export function healthHistoryOf(view: EntityView | undefined, now: number): HealthSample[] {
  const health = view?.reported['health'] as DeviceHealth | undefined
  if (view === undefined || health === undefined) return []
  const random = randomOf(view.id.length * 31 + health.score)
  const isOff = (minutes: number): boolean => minutes > 300 && minutes < 390
  const ages = [...minutesOf(1_425, 60, 15), ...minutesOf(59, 1, 1)].filter((minutes) => !isOff(minutes))
  const around = (value: number, width: number): number =>
    Math.round(Math.min(100, Math.max(0, value + (random() - 0.5) * width)) * 10) / 10
  return ages.map((minutes) => ({
    at: Math.round(now - minutes * MINUTE_MS),
    score: Math.round(around(health.score, 14)),
    cpu: around(health.cpu, 30),
    memory: around(health.memory, 12),
    storage: around(health.storage, 2),
    temperature: around(health.temperature, 6),
  }))
}

function minutesOf(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((from - to) / step) + 1 }, (_, index) => from - index * step)
}

/** What a server tells of its rules: one is switched off, and one kind of alarm has none. */
export const RULES: readonly AlarmRule[] = [
  ruleOf('overheating', 'critical', 'The temperature inside is above 80 °C.', {
    ...{ onDelayMs: MINUTE_MS, offDelayMs: 5 * MINUTE_MS },
    consequence: 'The device switches itself off, and may be damaged.',
    action: 'Have the ventilation and the air conditioning at the place looked at.',
  }),
  ruleOf('offline', 'high', 'The server has not heard from the device for 90 s.', {
    ...{ offDelayMs: 10_000, suppressedWhile: null },
    consequence: 'The screen shows what it has stored, or nothing. Commands wait.',
    action: 'Look for a power or network failure at the site; many at once point to its network.',
  }),
  ruleOf('storage-full', 'high', 'Less than 2 % of the storage is free.', {
    ...{ onDelayMs: 10 * MINUTE_MS, offDelayMs: 10 * MINUTE_MS },
    consequence: 'New content is not stored; the screen goes on with the old.',
    action: 'Clear the cache of the device, or assign a smaller playlist.',
  }),
  ruleOf('playback-stalled', 'medium', 'Playback has stopped for longer than 30 s.', {
    onDelayMs: 30_000,
    consequence: 'The audience sees a still picture.',
    action: 'Reload the content; restart the player if that does not help.',
  }),
  ruleOf('clock-drift', 'low', 'The clock is off by more than a minute.', { isEnabled: false }),
]

function ruleOf(kind: string, severity: Severity, condition: string, rest: Partial<AlarmRule>): AlarmRule {
  return {
    ...{ kind, severity, condition, onDelayMs: 0, offDelayMs: 0, consequence: '', action: '', isEnabled: true },
    suppressedWhile: 'The device is offline.',
    ...rest,
  }
}
