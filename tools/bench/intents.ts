import type { DeviceCommand } from '../../src/shared/domain/commands.ts'
import type { DeviceData, EntityRecord } from '../../src/shared/domain/entities.ts'
import type { Intent } from '../../src/shared/domain/operation.ts'

/** Devices of a fleet, as the server would tell of them. */
export function fleetRecords(count: number): EntityRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    entityType: 'device',
    id: deviceId(index),
    version: 1,
    sequence: index + 1,
    data: { ...dataOf(index) },
    reported: {
      status: 'online',
      lastSeenAt: 1_760_000_000_000 + index,
      health: { score: 98, cpu: 10, memory: 20, storage: 30, temperature: 40 },
    },
  }))
}

function dataOf(index: number): DeviceData {
  return {
    name: `Platform display ${index}`,
    site: `Station ${index % 250}`,
    location: `Platform ${index % 12}`,
    model: 'Brightline 55',
    serial: `BL-${String(index).padStart(6, '0')}`,
    tags: ['platform', index % 2 === 0 ? 'indoor' : 'outdoor'],
    playlistId: null,
  }
}

export function deviceId(index: number): string {
  return `dev-${String(index).padStart(6, '0')}`
}

/** An edit of two fields: what an operator does most. */
export function editOf(index: number): Intent {
  const fields = { name: `Departures ${index}`, location: `Concourse ${index % 40}` }
  return { kind: 'update', entityType: 'device', entityId: deviceId(index), fields }
}

/** Edits of distinct devices, so that none can be merged into another. */
export function edits(count: number, firstDevice = 0): Intent[] {
  return Array.from({ length: count }, (_, index) => editOf(firstDevice + index))
}

/** Four, whatever else devices learn: figures of different versions are held against each other. */
const MIXED_COMMANDS: readonly DeviceCommand[] = ['reload', 'restart', 'reboot', 'clear-cache']

/**
 * The mix of the drain: four fifths are commands, four to a device and in four kinds, so that every lane is four deep
 * and none may be merged; one fifth are edits of devices of their own.
 */
export function drainMix(count: number): Intent[] {
  const commandedDevices = Math.floor(count / 5)
  const commands = MIXED_COMMANDS.flatMap((command) =>
    Array.from(
      { length: commandedDevices },
      (_, index): Intent => ({ kind: 'command', entityType: 'device', entityId: deviceId(index), command }),
    ),
  )
  return [...commands, ...edits(count - commands.length, commandedDevices)]
}

/** Devices of the largest fleet that one console is made for. */
export const LARGE_FLEET_DEVICES = 50_000

/** A long queue, numbers `from` to before `to` of 100,000: an edit of each device of the large fleet, then a command to each. */
export function waitingMix(from: number, to: number): Intent[] {
  return Array.from({ length: to - from }, (_, index): Intent => {
    const number = from + index
    if (number < LARGE_FLEET_DEVICES) return editOf(number)
    const entityId = deviceId(number % LARGE_FLEET_DEVICES)
    return { kind: 'command', entityType: 'device', entityId, command: 'reload' }
  })
}

export function chunksOf<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  )
}
