import type {
  AlarmGapRow,
  DeviceStateRow,
  MetricPoint,
  PerformanceAlert,
  Span,
} from '../../src/main/archive/records.ts'
import { exportLedger } from '../../src/main/database/ledger/export.ts'
import { EMPTY_HEAD, type LedgerEntry, type LedgerHead, LedgerLines } from '../../src/main/database/ledger-chain.ts'
import type { LedgerLine } from '../../src/main/database/store.ts'
import type { AlarmStep } from '../../src/main/database/stored-alarms.ts'
import type { ReportAbout, ReportSource } from '../../src/main/reports/compile.ts'

/** 2026-03-02, 00:00 UTC. */
export const MIDNIGHT = 1_772_409_600_000
export const HOUR = 3_600_000

/** A step of operations, in hours after midnight. */
export interface Step {
  readonly hour: number
  readonly from: string | null
  readonly to: string
  /** Numbers of operations; those that are made get their keys by themselves. */
  readonly operations: readonly number[]
}

/** The ledger that these steps leave. */
export function ledgerOf(steps: readonly Step[]): { head: LedgerHead; lines: readonly LedgerLine[] } {
  const written: LedgerLine[] = []
  let head = EMPTY_HEAD
  for (const { hour, from, to, operations } of steps) {
    const lines = new LedgerLines()
    for (const number of operations) {
      const entry: LedgerEntry = from === null ? [number, 'digest', `key-${number}`] : number
      lines.add({ at: MIDNIGHT + hour * HOUR, from, to, reason: 'test' }, entry)
    }
    head = lines.writeBehind(head, (line, body, hash) => written.push({ line, body, hash: hash.toString('hex') }))
  }
  return { head, lines: written }
}

export interface Facts {
  readonly runs: readonly Span[]
  readonly observations: readonly Span[]
  readonly states: readonly DeviceStateRow[]
  readonly alarms: readonly AlarmStep[]
  readonly alarmGaps: readonly AlarmGapRow[]
  readonly points: readonly MetricPoint[]
  readonly alerts: readonly PerformanceAlert[]
  readonly steps: readonly Step[]
  /** The kind of each operation, from number 1 on. */
  readonly kinds: readonly string[]
}

export function sourceOf(facts: Facts, about: ReportAbout): ReportSource {
  const { head, lines } = ledgerOf(facts.steps)
  const ledger = {
    ledgerHead: () => head,
    ledger: (after: number, limit: number) => lines.filter(({ line }) => line > after).slice(0, limit),
  }
  return {
    runs: () => facts.runs,
    observations: () => facts.observations,
    deviceStates: () => facts.states,
    alarms: () => facts.alarms,
    alarmGaps: () => facts.alarmGaps,
    points: () => facts.points,
    alerts: () => facts.alerts,
    kinds: () => facts.kinds.map((kind, place) => ({ fromNumber: place + 1, toNumber: place + 1, kind })),
    ledger: () =>
      exportLedger(ledger, {
        site: { id: null, name: about.site.name },
        clientId: null,
        exportedAt: about.createdAt,
        program: about.program,
      }),
  }
}

/** A day whose figures can be counted by hand. */
export const GOLDEN_ABOUT: ReportAbout = {
  createdAt: MIDNIGHT + 25 * HOUR,
  program: '1.2.3',
  site: { key: 'here', name: 'Airport' },
  period: { fromAt: MIDNIGHT, toAt: MIDNIGHT + 24 * HOUR },
}

const at = (hour: number): number => MIDNIGHT + hour * HOUR
const state = (deviceId: string, hour: number, is: DeviceStateRow['state']): DeviceStateRow => ({
  deviceId,
  name: deviceId === 'gate-1' ? 'Gate 1, “north”' : 'Gate 2 =SUM(A1)',
  at: at(hour),
  state: is,
})

const alarm = (
  alarmId: string,
  priority: AlarmStep['priority'],
  raised: number,
  acknowledged: number | null = null,
  isLate = false,
): AlarmStep[] => [
  { alarmId, priority, step: 'raised', raisedAt: at(raised), at: at(raised), isLate },
  ...(acknowledged === null
    ? []
    : [
        { alarmId, priority, step: 'acknowledged', raisedAt: at(raised), at: at(acknowledged), isLate: false } as const,
      ]),
]

/**
 * The program ran all day but two hours; the site was seen for 20 hours, not from 10 to 14. Gate 1 was offline from 4 to 6 and
 * from 9 to 15, of which two hours were seen; Gate 2 was up all the time it was there, from 12 on.
 * Five operations were made, one of them the day before: three were applied (after 1, 2 and 12 hours), one was cancelled, one
 * refused; the answer of one was lost and asked for. The third and the fifth restart a device, the others change one.
 * Four alarms were raised on this day, one of them while nobody looked; two of them were acknowledged, after 15 and 60 minutes,
 * and so was one of the day before, after two hours.
 */
export const GOLDEN: Facts = {
  runs: [
    { fromAt: at(-5), toAt: at(11) },
    { fromAt: at(13), toAt: at(30) },
  ],
  observations: [
    { fromAt: at(-1), toAt: at(10) },
    { fromAt: at(14), toAt: at(26) },
  ],
  states: [
    state('gate-1', -3, 'online'),
    state('gate-1', 4, 'offline'),
    state('gate-1', 6, 'online'),
    state('gate-1', 9, 'offline'),
    state('gate-1', 15, 'idle'),
    state('gate-2', 12, 'online'),
  ],
  alarms: [
    ...alarm('old', 'high', -1, 1),
    ...alarm('first', 'critical', 1, 1.25),
    ...alarm('second', 'critical', 2, 3),
    ...alarm('third', 'high', 5),
    ...alarm('late', 'low', 12, null, true),
  ].toSorted((one, other) => one.at - other.at),
  alarmGaps: [{ fromAt: at(10), toAt: at(14), reason: 'history-lost' }],
  points: [
    {
      name: 'ipc',
      unit: 'ms',
      at: at(1),
      count: 2,
      sum: 30,
      min: 10,
      max: 20,
      buckets: [
        [10, 1],
        [20, 1],
      ],
    },
    {
      name: 'ipc',
      unit: 'ms',
      at: at(2),
      count: 2,
      sum: 70,
      min: 30,
      max: 40,
      buckets: [
        [30, 1],
        [40, 1],
      ],
    },
    { name: 'queue_stall', unit: 'count', at: at(3), count: 1, sum: 1, min: 1, max: 1, buckets: [[1, 1]] },
  ],
  alerts: [{ metric: 'ipc', level: 'warning', value: 40, threshold: 35, at: at(2) }],
  steps: [
    { hour: -1, from: null, to: 'queued', operations: [1] },
    { hour: 1, from: null, to: 'queued', operations: [2, 3, 4, 5] },
    { hour: 2, from: 'queued', to: 'sending', operations: [1, 2, 3] },
    { hour: 2, from: 'sending', to: 'applied', operations: [2] },
    { hour: 2.5, from: 'sending', to: 'unknown', operations: [3] },
    { hour: 3, from: 'unknown', to: 'applied', operations: [3] },
    { hour: 4, from: 'queued', to: 'cancelled', operations: [4] },
    { hour: 5, from: 'queued', to: 'sending', operations: [5] },
    { hour: 5, from: 'sending', to: 'quarantined', operations: [5] },
    { hour: 11, from: 'sending', to: 'applied', operations: [1] },
  ],
  kinds: ['update', 'update', 'command.reboot', 'update', 'command.reboot'],
}
