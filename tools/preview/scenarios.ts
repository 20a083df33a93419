import type { ConflictRecord } from '#shared/domain/conflict.ts'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { OperationView, QueueStatus } from '#shared/domain/queue.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { alarmsOf } from './alarms.ts'
import { clashesOf, decidedOf } from './clashes.ts'
import { manyClashesOf } from './crowd.ts'
import { devicesOf, strangeOf } from './fleet.ts'
import { operationOf } from './operations.ts'
import { strangeOperationsOf } from './strange-operations.ts'

export const SCENARIOS = [
  'online',
  'busy',
  'offline',
  'empty',
  'error',
  'needs-auth',
  'loading',
  'reading',
  'degraded',
  'starting',
  'full',
  'disconnected',
  'stale',
  'chain',
  'stalled',
  'breaker',
  'conflicts',
  'many-conflicts',
  'sites',
  'first-run',
  'alarms',
  'strange',
  'policy',
] as const
export type ScenarioName = (typeof SCENARIOS)[number]

export interface Scenario {
  readonly devices: EntityView[]
  readonly alarms: readonly EntityView[]
  readonly operations: OperationView[]
  readonly history: OperationView[]
  readonly connection: Partial<ConnectionStatus>
  readonly isAnswering: boolean
  /** Only the first page of what is stored has been read. */
  readonly isReading: boolean
  /** Nothing was ever synced to this PC. */
  readonly isNew: boolean
  readonly isFailing: boolean
  readonly isStorageFull: boolean
  readonly stall: QueueStatus['stall']
  /** What was decided about conflicts, newest first. */
  readonly records: readonly ConflictRecord[]
}

const WITH_ALARMS: ReadonlySet<ScenarioName> = new Set(['alarms', 'busy', 'conflicts', 'offline', 'strange'])

export function scenarioOf(name: ScenarioName, now: number, count: number): Scenario {
  const isEmpty = name === 'empty' || name === 'starting'
  const devices = isEmpty ? [] : name === 'strange' ? strangeOf(devicesOf(count, now)) : devicesOf(count, now)
  const base: Scenario = {
    devices,
    alarms: WITH_ALARMS.has(name) ? alarmsOf(devices, now) : [],
    operations: [],
    history: devices.length < 20 ? [] : historyOf(devices, now),
    connection: {},
    isAnswering: name !== 'loading',
    isReading: name === 'reading',
    isNew: name === 'starting',
    isFailing: name === 'error',
    isStorageFull: name === 'full',
    stall: null,
    records: [],
  }
  switch (name) {
    case 'busy':
      return { ...base, operations: busyOf(devices, now) }
    case 'offline':
      return { ...base, operations: waitingOf(devices, now, 27), connection: lost(now) }
    case 'needs-auth':
      return {
        ...base,
        operations: waitingOf(devices, now, 4, 'needs-auth'),
        connection: {
          ...ON_SERVER,
          state: 'needs-auth',
          reason: 'token-expired',
          rttMs: null,
        },
      }
    case 'degraded':
      return { ...base, connection: { state: 'degraded', rttMs: 1_840 } }
    case 'disconnected':
      return {
        ...base,
        operations: waitingOf(devices, now, 3),
        connection: { state: 'disconnected', reason: 'by-operator', rttMs: null, since: now - 300_000 },
      }
    case 'conflicts':
      return { ...base, operations: clashesOf(devices, now), records: decidedOf(devices, now) }
    case 'many-conflicts':
      return { ...base, operations: manyClashesOf(devices, now), records: decidedOf(devices, now) }
    case 'strange':
      return { ...base, operations: strangeOperationsOf(devices, now) }
    case 'stale':
      return { ...base, operations: staleOf(devices, now) }
    case 'chain':
      return { ...base, operations: chainedOf(devices, now), connection: ON_SERVER }
    case 'breaker':
      return { ...base, operations: waitingOf(devices, now, 5, 'breaker-open') }
    case 'stalled': {
      const message = 'Nothing is being sent although the server can be reached. It is being tried again.'
      return { ...base, operations: waitingOf(devices, now, 4, 'ready'), stall: { since: now - 95_000, message } }
    }
    case 'starting':
      return { ...base, connection: { state: 'connecting', reason: 'none', rttMs: null, siteName: null, attempt: 1 } }
    default:
      return base
  }
}

/** Not the demo, which signs in by itself. */
const ON_SERVER = { isDemo: false, serverUrl: 'https://fleet.example.com' } as const

function lost(now: number): Partial<ConnectionStatus> {
  return {
    state: 'offline',
    reason: 'unreachable',
    detail: 'No route to the server.',
    rttMs: null,
    since: now - 260_000,
    lastOnlineAt: now - 262_000,
    nextAttemptAt: now + 5_000,
    attempt: 31,
    isServerReachable: false,
  }
}

function waitingOf(
  devices: EntityView[],
  now: number,
  count: number,
  wait: 'offline' | 'needs-auth' | 'ready' | 'breaker-open' = 'offline',
): OperationView[] {
  return Array.from({ length: count }, (_, index) => {
    const device = devices[index * 3] as EntityView
    const ageMs = 252_000 - index * 9_000
    if (index % 5 === 4) return operationOf({ device, kind: 'command', command: 'restart', ageMs, wait }, now)
    if (index % 5 === 2) return operationOf({ device, fields: { playlistId: 'pls-6' }, ageMs, wait }, now)
    if (index % 5 === 3) return operationOf({ device, fields: { tags: ['indoor', 'checked'] }, ageMs, wait }, now)
    return operationOf({ device, fields: { name: `${String(device.data['name'])} (new)` }, ageMs, wait }, now)
  })
}

function busyOf(devices: EntityView[], now: number): OperationView[] {
  const at = (index: number) => devices[index] as EntityView
  const forbidden = { code: 'forbidden', message: 'This user may not change playlists at this site.' }
  return [
    operationOf(
      {
        device: at(0),
        fields: { name: 'Gate 1 welcome display' },
        state: 'conflicted',
        ageMs: 610_000,
        serverFields: { name: 'Gate 1 north display' },
      },
      now,
    ),
    operationOf(
      {
        device: at(8),
        fields: { location: 'beside the kiosk' },
        state: 'conflicted',
        ageMs: 480_000,
        serverFields: { location: 'ticket hall' },
      },
      now,
    ),
    operationOf({ device: at(16), kind: 'command', command: 'reboot', state: 'unknown', ageMs: 95_000 }, now),
    operationOf(
      { device: at(24), fields: { playlistId: 'pls-6' }, state: 'quarantined', ageMs: 340_000, error: forbidden },
      now,
    ),
    operationOf({ device: at(32), fields: { tags: ['indoor', 'priority'] }, ageMs: 64_000, wait: 'backing-off' }, now),
    operationOf({ device: at(40), fields: { name: 'Gate 6 information wall' }, state: 'sending', ageMs: 1_200 }, now),
    operationOf({ device: at(48), kind: 'delete', ageMs: 22_000 }, now),
    operationOf({ device: at(56), fields: { playlistId: 'pls-2' }, ageMs: 2_000 }, now),
  ]
}

function historyOf(devices: EntityView[], now: number): OperationView[] {
  const at = (index: number) => devices[index] as EntityView
  return [
    operationOf({ device: at(3), fields: { name: 'Entrance 1 totem' }, state: 'applied', ageMs: 900_000 }, now),
    operationOf({ device: at(9), kind: 'command', command: 'reload', state: 'applied', ageMs: 1_200_000 }, now),
    operationOf({ device: at(12), fields: { playlistId: 'pls-3' }, state: 'cancelled', ageMs: 1_500_000 }, now),
    operationOf({ device: at(17), fields: { location: 'ceiling' }, state: 'merged', ageMs: 1_530_000 }, now),
    operationOf({ device: at(0), kind: 'command', command: 'reboot', state: 'expired', ageMs: 5_500_000 }, now),
    operationOf({ device: at(6), kind: 'command', command: 'restart', state: 'unconfirmed', ageMs: 6_100_000 }, now),
  ]
}

/** After an outage: commands that waited too long, some that the server has taken, and an edit on its way. */
function staleOf(devices: EntityView[], now: number): OperationView[] {
  const at = (index: number) => devices[index] as EntityView
  const command = (index: number, name: string, ageMs: number, state: OperationView['state'] = 'stale') =>
    operationOf({ device: at(index), kind: 'command', command: name, state, ageMs }, now)
  const reboot = command(3, 'reboot', 1_260_000)
  return [
    reboot,
    command(5, 'reboot', 1_190_000),
    command(9, 'restart', 660_000),
    command(12, 'clear-cache', 240_000),
    operationOf(
      { device: at(3), fields: { location: 'roof' }, ageMs: 600_000, wait: 'behind-stale', behind: reboot.key },
      now,
    ),
    operationOf({ device: at(20), fields: { playlistId: 'pls-2' }, ageMs: 3_000 }, now),
    command(24, 'reload', 21_000, 'accepted'),
    command(25, 'reload', 21_000, 'accepted'),
    command(31, 'restart', 64_000, 'accepted'),
  ]
}

/** A refused device that others build on, a batch that cannot go, and one that cannot be read. */
function chainedOf(devices: EntityView[], now: number): OperationView[] {
  const at = (index: number) => devices[index] as EntityView
  const fields = { ...at(2).data, name: 'Hall 9 wall' }
  const device: EntityView = { ...at(2), id: 'dev-hall-9', data: fields, version: 0, isNew: true }
  const taken = { code: 'serial-taken', message: 'Another device has this serial number.' }
  const made = operationOf(
    { device, kind: 'create', fields, state: 'quarantined', error: taken, dependants: 1, ageMs: 410_000 },
    now,
  )
  const behind = { behind: made.key, wait: 'behind-quarantine' } as const
  const batchId = '0b7a1f8e-5b0e-4a63-9d05-3f6f1c2d4e5a'
  const first = operationOf({ device: at(30), fields: { playlistId: 'pls-7' }, batchId, ageMs: 90_000 }, now)
  const conflicted = operationOf(
    {
      device: at(31),
      fields: { playlistId: 'pls-7' },
      state: 'conflicted',
      ageMs: 90_000,
      batchId,
      serverFields: { playlistId: 'pls-1' },
    },
    now,
  )
  const held = { batchId, behind: conflicted.key, wait: 'behind-batch', ageMs: 90_000 } as const
  const unreadable = { code: 'unreadable', message: 'It was written by a newer version of the console.' }
  return [
    made,
    operationOf({ device, kind: 'command', command: 'clear-cache', ageMs: 400_000, ...behind }, now),
    operationOf({ device, kind: 'command', command: 'reload', ageMs: 390_000, ...behind }, now),
    operationOf(
      {
        device: at(4),
        fields: { location: 'beside Hall 9' },
        ageMs: 380_000,
        wait: 'behind-dependency',
        behind: made.key,
      },
      now,
    ),
    { ...first, wait: { reason: 'behind-batch', behindKey: conflicted.key } },
    conflicted,
    operationOf({ device: at(32), fields: { playlistId: 'pls-7' }, ...held }, now),
    operationOf(
      { device: at(40), state: 'quarantined', wait: 'unreadable', error: unreadable, ageMs: 86_500_000 },
      now,
    ),
    operationOf(
      { device: at(44), fields: { name: 'Block 6 wall' }, actor: 'early shift', wait: 'other-user', ageMs: 9_000_000 },
      now,
    ),
    operationOf(
      {
        device: at(48),
        fields: { name: 'Gate 7 display', location: 'north wall', tags: ['indoor', 'trial'], playlistId: null },
        ageMs: 4_000,
      },
      now,
    ),
  ]
}
