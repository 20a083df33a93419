import type { DeviceStatus } from '#shared/domain/device-status.ts'
import type { AlertReported, DeviceHealth, DeviceReported, LastCommand } from '#shared/domain/entities.ts'
import { publishAlert } from '../core/edit.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'

/** A device as the simulation keeps it: the mirror of its stored `reported` half, so that a report needs no read. */
export interface LiveDevice {
  readonly row: number
  readonly id: string
  status: DeviceStatus
  lastSeenAt: number
  readonly health: DeviceHealth
  lastCommand?: LastCommand | null | undefined
}

/** Cleared alerts kept for the record; older ones are deleted. */
const KEPT_CLEARED_ALERTS = 200

/** The devices, open alerts and schedules the simulation moves. Writes only inside a transaction of the store. */
export class LiveFleet {
  readonly devices: LiveDevice[] = []
  readonly #positions = new Map<string, number>()
  readonly openAlerts: string[] = []
  readonly #clearedAlerts: string[] = []
  readonly #store: FleetStore
  #nextAlert: number

  constructor(store: FleetStore) {
    this.#store = store
    for (const row of store.entities.ofType('device')) this.#addDevice(row.row, row.id, parseStored(row.reported))
    const alerts = store.entities.ofType('alert')
    for (const row of alerts) {
      const { clearedAt } = parseStored<AlertReported>(row.reported)
      if (clearedAt === null) this.openAlerts.push(row.id)
      else this.#clearedAlerts.push(row.id)
    }
    this.#nextAlert = Number(store.getMeta('nextAlert') ?? alerts.length + 1)
  }

  find(id: string): LiveDevice | undefined {
    const position = this.#positions.get(id)
    return position === undefined ? undefined : this.devices[position]
  }

  deviceCreated(id: string): void {
    const row = this.#store.entities.find('device', id)
    if (row !== undefined) this.#addDevice(row.row, id, parseStored(row.reported))
  }

  /** The last device takes the place of the deleted one, so that picking one at random stays one step. */
  deviceDeleted(id: string): void {
    const position = this.#positions.get(id)
    const last = this.devices.pop()
    if (position === undefined || last === undefined) return
    this.#positions.delete(id)
    if (last.id === id) return
    this.devices[position] = last
    this.#positions.set(last.id, position)
  }

  /** A device reports. Returns nothing: the event goes out with the commit. */
  report(device: LiveDevice, status: DeviceStatus, health: DeviceHealth, at: number): void {
    device.status = status
    if (status !== 'offline') {
      device.lastSeenAt = at
      // Into the object that is there: a new one for each of thousands of reports a second would keep the collector busy.
      Object.assign(device.health, health)
    }
    const half = JSON.stringify({ status, lastSeenAt: device.lastSeenAt, health: device.health })
    this.#store.publishReport(device, at, half, withCommand(half, device.lastCommand))
  }

  /** A device says what became of a command. */
  reportCommand(device: LiveDevice, command: LastCommand, message: string | null): void {
    const { at, ...report } = command
    device.lastCommand = command
    const event = { deviceId: device.id, ...report, message }
    const sequence = this.#store.publish('command:reported', 'devices', at, event)
    const { status, lastSeenAt, health } = device
    const reported = withCommand(JSON.stringify({ status, lastSeenAt, health }), command)
    this.#store.entities.updateReported(device.row, sequence, reported)
    this.#store.operations.keepReport(command.key, { result: command.result, at, message })
  }

  raiseAlert(reported: AlertReported, at: number): void {
    const id = `alert-${String(this.#nextAlert).padStart(6, '0')}`
    this.#nextAlert += 1
    this.#store.setMeta('nextAlert', String(this.#nextAlert))
    this.#store.entities.insert('alert', id, this.#store.feed.next, { acknowledged: false, note: '' }, reported)
    const row = this.#store.entities.find('alert', id)
    if (row === undefined) return
    publishAlert(this.#store, row, 'raised', { actor: reported.deviceId, key: null, at })
    this.openAlerts.push(id)
  }

  /** Takes the alert at a position of `openAlerts`. */
  clearAlert(position: number, at: number): void {
    const id = this.openAlerts.splice(position, 1)[0]
    const row = id === undefined ? undefined : this.#store.entities.find('alert', id)
    if (id === undefined || row === undefined) return
    const before = parseStored<AlertReported>(row.reported)
    const reported = JSON.stringify({ ...before, clearedAt: at })
    const cause = { actor: before.deviceId, key: null, at }
    const sequence = publishAlert(this.#store, { ...row, reported }, 'cleared', cause)
    this.#store.entities.updateReported(row.row, sequence, reported)
    this.#clearedAlerts.push(id)
    if (this.#clearedAlerts.length > KEPT_CLEARED_ALERTS) this.#deleteOldestAlert(at)
  }

  #deleteOldestAlert(at: number): void {
    const entityId = this.#clearedAlerts.shift()
    const row = entityId === undefined ? undefined : this.#store.entities.find('alert', entityId)
    if (entityId === undefined || row === undefined) return
    const version = row.version + 1
    const change = { actor: 'server', key: null, entityType: 'alert', entityId, version, record: null } as const
    const sequence = this.#store.publish('entity:changed', 'alerts', at, change)
    this.#store.entities.delete(row, version, sequence, at)
  }

  #addDevice(row: number, id: string, reported: DeviceReported): void {
    this.#positions.set(id, this.devices.length)
    this.devices.push({ row, id, ...reported })
  }
}

/** The whole reported half of a device: what it reported of itself, and of its last command. */
function withCommand(half: string, lastCommand: LastCommand | null | undefined): string {
  return lastCommand ? `${half.slice(0, -1)},"lastCommand":${JSON.stringify(lastCommand)}}` : half
}
