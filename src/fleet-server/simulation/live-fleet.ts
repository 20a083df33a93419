import type { DeviceStatus } from '#shared/domain/device-status.ts'
import {
  type AlertData,
  type AlertReported,
  type DeviceHealth,
  type DeviceReported,
  type LastCommand,
  type TakenScreenshot,
  UNTOUCHED_ALERT,
} from '#shared/domain/entities.ts'
import { publishAlert } from '../core/edit.ts'
import type { EntityRow } from '../store/entity-table.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'
import { OFFLINE_KIND } from './alert-model.ts'

/** A device as the simulation keeps it: the mirror of its stored `reported` half, so that a report needs no read. */
export interface LiveDevice {
  readonly row: number
  readonly id: string
  status: DeviceStatus
  lastSeenAt: number
  readonly health: DeviceHealth
  lastCommand?: LastCommand | null | undefined
  screenshot?: TakenScreenshot | null | undefined
}

/** Alarms that are over and acknowledged, kept for the record; older ones are deleted. */
const KEPT_NORMAL = 200
/** Those that are over and that nobody has acknowledged: they are kept longer, but not for ever. */
const KEPT_RETURNED = 300
const DEVICE_OFFLINE = 'The device is offline.'

/** The devices, alarms and schedules the simulation moves. Writes only inside a transaction of the store. */
export class LiveFleet {
  readonly devices: LiveDevice[] = []
  readonly #positions = new Map<string, number>()
  /** Alarms that end at some time; those of an outage end with it and are not among them. */
  readonly openAlerts: string[] = []
  /** Over, and not acknowledged when they ended. */
  readonly returnedAlerts: string[] = []
  readonly #normalAlerts: string[] = []
  /** The last alarm of each device and kind, by both. */
  readonly #lastAlerts = new Map<string, string>()
  /** Alarms that are suppressed because their device is offline, by device. */
  readonly #suppressed = new Map<string, string[]>()
  /** Of devices that have come back: to be told, one event each. */
  readonly #toLift: string[] = []
  readonly #store: FleetStore
  #nextAlert: number

  constructor(store: FleetStore) {
    this.#store = store
    for (const row of store.entities.ofType('device')) this.#addDevice(row.row, row.id, parseStored(row.reported))
    const alerts = store.entities.ofType('alert')
    for (const row of alerts) this.#addAlert(row)
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
    if (device.status === 'offline' && status !== 'offline') this.#comesBack(device.id)
    device.status = status
    if (status !== 'offline') {
      device.lastSeenAt = at
      // Into the object that is there: a new one for each of thousands of reports a second would keep the collector busy.
      Object.assign(device.health, health)
      this.#store.health.note(device.row, at, health, this.devices.length)
    }
    const half = JSON.stringify({ status, lastSeenAt: device.lastSeenAt, health: device.health })
    this.#store.publishReport(device, at, half, withRest(half, device))
  }

  /** A device says what became of a command. */
  reportCommand(device: LiveDevice, command: LastCommand, message: string | null): void {
    const { at, ...report } = command
    device.lastCommand = command
    if (command.command === 'screenshot' && command.result === 'done') device.screenshot = { key: command.key, at }
    const event = { deviceId: device.id, ...report, message }
    const sequence = this.#store.publish('command:reported', 'devices', at, event)
    const { status, lastSeenAt, health } = device
    const reported = withRest(JSON.stringify({ status, lastSeenAt, health }), device)
    this.#store.entities.updateReported(device.row, sequence, reported)
    this.#store.operations.keepReport(command.key, { result: command.result, at, message })
  }

  /**
   * A new alarm; what is still shelved or out of service of the one before stays so. Answers its id.
   * @param isKept it ends with what caused it, and not by chance.
   */
  raiseAlert(reported: AlertReported, at: number, isKept = false): string {
    const id = `alert-${String(this.#nextAlert).padStart(6, '0')}`
    this.#nextAlert += 1
    this.#store.setMeta('nextAlert', String(this.#nextAlert))
    const data = this.#dataOfNext(reported, at)
    const isPointless = reported.kind !== OFFLINE_KIND && this.find(reported.deviceId)?.status === 'offline'
    const full = { ...reported, suppressedBy: isPointless ? DEVICE_OFFLINE : null }
    this.#store.entities.insert('alert', id, this.#store.feed.next, data, full)
    const row = this.#store.entities.find('alert', id)
    if (row === undefined) return id
    publishAlert(this.#store, row, 'raised', { actor: reported.deviceId, key: null, at })
    this.#lastAlerts.set(alarmKey(reported), id)
    if (isPointless) this.#suppress(reported.deviceId, id)
    if (!isKept) this.openAlerts.push(id)
    return id
  }

  clearAlert(id: string, at: number): void {
    const position = this.openAlerts.indexOf(id)
    if (position !== -1) this.openAlerts.splice(position, 1)
    const row = this.#store.entities.find('alert', id)
    if (row === undefined) return
    this.#changeReported(row, { clearedAt: at, suppressedBy: null }, 'cleared', at)
    const isAcknowledged = parseStored<AlertData>(row.data).acknowledged
    const list = isAcknowledged ? this.#normalAlerts : this.returnedAlerts
    list.push(id)
    if (list.length > (isAcknowledged ? KEPT_NORMAL : KEPT_RETURNED)) this.#deleteAlert(list.shift() ?? id, at)
  }

  /** Somebody has acknowledged an alarm that was over. */
  settleAlert(id: string): void {
    const position = this.returnedAlerts.indexOf(id)
    if (position === -1) return
    this.returnedAlerts.splice(position, 1)
    this.#normalAlerts.push(id)
  }

  /** Ends the suppression of one alarm whose device is back. False: there is none. */
  liftSuppression(at: number): boolean {
    const id = this.#toLift.shift()
    const row = id === undefined ? undefined : this.#store.entities.find('alert', id)
    if (row === undefined || parseStored<AlertReported>(row.reported).suppressedBy == null) return false
    this.#changeReported(row, { suppressedBy: null }, 'updated', at)
    return true
  }

  #changeReported(row: EntityRow, change: Partial<AlertReported>, what: 'updated' | 'cleared', at: number): void {
    const before = parseStored<AlertReported>(row.reported)
    const reported = JSON.stringify({ ...before, ...change })
    const cause = { actor: before.deviceId, key: null, at }
    const sequence = publishAlert(this.#store, { ...row, reported }, what, cause)
    this.#store.entities.updateReported(row.row, sequence, reported)
  }

  #dataOfNext(reported: AlertReported, at: number): AlertData {
    const lastId = this.#lastAlerts.get(alarmKey(reported))
    const last = lastId === undefined ? undefined : this.#store.entities.find('alert', lastId)
    if (last === undefined) return UNTOUCHED_ALERT
    const { shelvedUntil, shelvedReason, ...before } = { ...UNTOUCHED_ALERT, ...parseStored<AlertData>(last.data) }
    const isShelved = shelvedUntil !== null && shelvedUntil > at
    return {
      ...UNTOUCHED_ALERT,
      ...(isShelved ? { shelvedUntil, shelvedReason } : {}),
      ...(before.isOutOfService ? { isOutOfService: true, outOfServiceReason: before.outOfServiceReason } : {}),
    }
  }

  #deleteAlert(entityId: string, at: number): void {
    const row = this.#store.entities.find('alert', entityId)
    if (row === undefined) return
    const key = alarmKey(parseStored<AlertReported>(row.reported))
    if (this.#lastAlerts.get(key) === entityId) this.#lastAlerts.delete(key)
    const version = row.version + 1
    const change = { actor: 'server', key: null, entityType: 'alert', entityId, version, record: null } as const
    const sequence = this.#store.publish('entity:changed', 'alerts', at, change)
    this.#store.entities.delete(row, version, sequence, { at, actor: change.actor })
  }

  #addAlert({ id, data, reported }: EntityRow): void {
    const { clearedAt, deviceId, kind, suppressedBy } = parseStored<AlertReported>(reported)
    this.#lastAlerts.set(alarmKey({ deviceId, kind }), id)
    if (clearedAt === null) this.openAlerts.push(id)
    else if (parseStored<AlertData>(data).acknowledged) this.#normalAlerts.push(id)
    else this.returnedAlerts.push(id)
    if (suppressedBy === DEVICE_OFFLINE) this.#suppress(deviceId, id)
  }

  #suppress(deviceId: string, id: string): void {
    this.#suppressed.set(deviceId, [...(this.#suppressed.get(deviceId) ?? []), id])
  }

  #comesBack(deviceId: string): void {
    const ids = this.#suppressed.get(deviceId)
    if (ids === undefined) return
    this.#toLift.push(...ids)
    this.#suppressed.delete(deviceId)
  }

  #addDevice(row: number, id: string, reported: DeviceReported): void {
    this.#positions.set(id, this.devices.length)
    this.devices.push({ row, id, ...reported })
  }
}

function alarmKey({ deviceId, kind }: Pick<AlertReported, 'deviceId' | 'kind'>): string {
  return `${deviceId} ${kind}`
}

/** The whole reported half of a device: what it reported of itself, of its last command and of its last picture. */
function withRest(half: string, { lastCommand, screenshot }: LiveDevice): string {
  if (!lastCommand && !screenshot) return half
  const rest = JSON.stringify({ ...(lastCommand && { lastCommand }), ...(screenshot && { screenshot }) })
  return `${half.slice(0, -1)},${rest.slice(1)}`
}
