import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { devicesOf } from './fleet.ts'
import { operationOf } from './operations.ts'

export const SCENARIOS = [
  'online',
  'busy',
  'offline',
  'empty',
  'error',
  'needs-auth',
  'loading',
  'degraded',
  'starting',
  'full',
  'disconnected',
] as const
export type ScenarioName = (typeof SCENARIOS)[number]

export interface Scenario {
  readonly devices: EntityView[]
  readonly operations: OperationView[]
  readonly history: OperationView[]
  readonly connection: Partial<ConnectionStatus>
  readonly isAnswering: boolean
  readonly isFailing: boolean
  readonly isStorageFull: boolean
}

export function scenarioOf(name: ScenarioName, now: number, count: number): Scenario {
  const devices = name === 'empty' ? [] : devicesOf(count, now)
  const base: Scenario = {
    devices,
    operations: [],
    history: devices.length < 20 ? [] : historyOf(devices, now),
    connection: {},
    isAnswering: name !== 'loading',
    isFailing: name === 'error',
    isStorageFull: name === 'full',
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
          state: 'needs-auth',
          reason: 'token-expired',
          isDemo: false,
          serverUrl: 'https://fleet.example.com',
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
    case 'starting':
      return { ...base, connection: { state: 'connecting', reason: 'none', rttMs: null, siteName: null, attempt: 1 } }
    default:
      return base
  }
}

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
  wait: 'offline' | 'needs-auth' = 'offline',
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
  ]
}
