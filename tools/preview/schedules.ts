import type { ScheduleData, ScheduleReported } from '#shared/domain/entities.ts'
import type { EntityView } from '#shared/domain/view.ts'

/* Believable schedules for looking at the interface: always the same for the same count. */

const PLAIN = { pending: [], isNew: false, isDeleting: false }
const HOUR_MS = 3_600_000

type Plan = readonly [name: string, days: readonly number[], start: string, end: string, change?: Partial<ScheduleData>]

const WEEKDAYS = [1, 2, 3, 4, 5]
const DAILY = [0, 1, 2, 3, 4, 5, 6]
const PLANS: readonly Plan[] = [
  ['Morning rush', WEEKDAYS, '06:00', '09:30'],
  ['Daytime', WEEKDAYS, '09:30', '16:30'],
  ['Evening rush', WEEKDAYS, '16:30', '20:00'],
  ['Weekend', [6, 0], '08:00', '22:00'],
  ['Night', DAILY, '23:00', '05:00', { priority: 20 }],
  ['Match day', [6], '15:00', '23:00', { priority: 80, timeZone: 'Europe/London' }],
  [
    'Exhibition',
    [2, 3, 4],
    '10:00',
    '18:00',
    { startDate: '2026-10-01', endDate: '2027-02-28', deviceIds: ['dev-0007'] },
  ],
  ['Lunch offers', WEEKDAYS, '11:30', '14:00', { deviceIds: ['dev-0002', 'dev-0003'] }],
  ['Station shop', WEEKDAYS, '12:00', '15:00', { deviceIds: ['dev-0003', 'dev-0004'] }],
  ['Opening hours', DAILY, '00:00', '00:00', { deviceIds: ['dev-0006'], priority: 10 }],
  ['Summer trial', WEEKDAYS, '08:00', '18:00', { enabled: false, deviceIds: ['dev-0009'] }],
]

export function schedulesOf(now: number, count: number = PLANS.length): EntityView[] {
  return Array.from({ length: count }, (_, index) => {
    const [title, days, startTime, endTime, change] = PLANS[index % PLANS.length] as Plan
    const round = Math.floor(index / PLANS.length)
    const data: ScheduleData = {
      ...{ name: round === 0 ? title : `${title} ${round + 1}`, playlistId: `pls-${(index % 8) + 1}` },
      ...{ deviceIds: ['dev-0001'], days: [...days], startTime, endTime, timeZone: 'Europe/Berlin' },
      ...{ priority: 50, enabled: true },
      ...change,
      // Each round is for other devices, so that many schedules are not many clashes.
      ...(round === 0 ? {} : { deviceIds: [`dev-${String(10 + round).padStart(4, '0')}`] }),
    }
    const at = now - (index + 1) * HOUR_MS
    const result = index % 7 === 3 ? 'partial' : 'ok'
    const runs = [0, 24, 48].map((hours) => ({ at: at - hours * HOUR_MS, result, deviceCount: 4 }) as const)
    const reported: ScheduleReported =
      index % 5 === 4 ? { lastExecutedAt: null, lastResult: null } : { lastExecutedAt: at, lastResult: result, runs }
    return {
      ...{ ...PLAIN, entityType: 'schedule', id: `sch-${index + 1}`, version: 2 },
      ...{ data: { ...data }, reported: { ...reported } },
    }
  })
}
