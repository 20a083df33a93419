import type { AlertReported, DeviceData } from '#shared/domain/entities.ts'
import { between, type Random } from '../platform/random.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'
import { chatteringAlert, offlineAlert } from './alert-model.ts'
import { drift } from './device-model.ts'
import type { LiveFleet } from './live-fleet.ts'

/** Of the events about alarms: a site that loses its network, and an alarm that comes and goes. */
const OUTAGE_CHANCE = 1 / 900
const CHATTER_CHANCE = 0.2
/** Devices of one outage. A site with fewer has none. */
const MIN_OUTAGE_DEVICES = 10
const MAX_OUTAGE_DEVICES = 40
const MIN_OUTAGE_MS = 4 * 60_000
const MAX_OUTAGE_MS = 12 * 60_000
const MIN_RAISES = 3
const MAX_RAISES = 8

interface Outage {
  readonly endsAt: number
  readonly deviceIds: readonly string[]
  /** The alarm of each, once it is raised. */
  readonly alarms: Map<string, string>
  hasEnded: boolean
}

interface Chatter {
  readonly alarm: AlertReported
  /** Null: over for now. */
  openId: string | null
  raisesLeft: number
}

/** What happens to alarms together, one event after the other: outages of whole sites, and alarms that chatter. */
export class AlarmScenes {
  readonly #store: FleetStore
  readonly #fleet: LiveFleet
  readonly #random: Random
  readonly #due: ((at: number) => void)[] = []
  #outage: Outage | null = null
  #chatter: Chatter | null = null

  constructor(store: FleetStore, fleet: LiveFleet, random: Random) {
    this.#store = store
    this.#fleet = fleet
    this.#random = random
  }

  /** Whether the device is off with its site, and reports nothing until that is over. */
  isHeld(deviceId: string): boolean {
    return this.#outage?.alarms.has(deviceId) === true
  }

  /** One event that is due. False: none is. */
  next(at: number): boolean {
    const outage = this.#outage
    if (outage !== null && at >= outage.endsAt && !outage.hasEnded) this.#end(outage)
    const step = this.#due.shift()
    if (step === undefined) return this.#fleet.liftSuppression(at)
    step(at)
    return true
  }

  /** Begins or goes on with a scene, with one event. False: this one is about something else. */
  tryOne(at: number): boolean {
    const roll = this.#random.next()
    if (roll < OUTAGE_CHANCE && this.#outage === null) return this.#begin(at)
    if (roll > 1 - CHATTER_CHANCE) return this.#chatterOnce(at)
    return false
  }

  #begin(at: number): boolean {
    const deviceIds = this.#neighbours()
    if (deviceIds.length < MIN_OUTAGE_DEVICES) return false
    const endsAt = at + between(this.#random, MIN_OUTAGE_MS, MAX_OUTAGE_MS)
    const outage: Outage = { endsAt, deviceIds, alarms: new Map(), hasEnded: false }
    this.#outage = outage
    for (const id of deviceIds)
      this.#due.push(
        (now) => this.#switch(id, 'offline', now),
        (now) => this.#raise(outage, id, now),
      )
    return this.next(at)
  }

  #end(outage: Outage): void {
    outage.hasEnded = true
    for (const [deviceId, alarmId] of outage.alarms) {
      this.#due.push(
        (now) => this.#switch(deviceId, 'online', now),
        (now) => {
          this.#fleet.clearAlert(alarmId, now)
          outage.alarms.delete(deviceId)
          if (outage.alarms.size === 0) this.#outage = null
        },
      )
    }
  }

  #switch(deviceId: string, status: 'online' | 'offline', at: number): void {
    const device = this.#fleet.find(deviceId)
    if (device !== undefined) this.#fleet.report(device, status, drift(this.#random, device.health), at)
  }

  #raise(outage: Outage, deviceId: string, at: number): void {
    outage.alarms.set(deviceId, this.#fleet.raiseAlert(offlineAlert(deviceId, at), at, true))
  }

  #chatterOnce(at: number): boolean {
    const chatter = this.#chatter ?? this.#newChatter(at)
    if (chatter === null) return false
    if (chatter.openId === null) {
      chatter.openId = this.#fleet.raiseAlert({ ...chatter.alarm, raisedAt: at }, at, true)
      chatter.raisesLeft -= 1
    } else {
      this.#fleet.clearAlert(chatter.openId, at)
      chatter.openId = null
    }
    this.#chatter = chatter.raisesLeft === 0 && chatter.openId === null ? null : chatter
    return true
  }

  #newChatter(at: number): Chatter | null {
    const { devices } = this.#fleet
    const device = devices[Math.floor(this.#random.next() * devices.length)]
    if (device === undefined || device.status === 'offline') return null
    const alarm = chatteringAlert(this.#random, device.id, at)
    return { alarm, openId: null, raisesLeft: between(this.#random, MIN_RAISES, MAX_RAISES) }
  }

  /** Devices of one site that hang beside each other, as those behind one switch do. */
  #neighbours(): string[] {
    const { devices } = this.#fleet
    const first = Math.floor(this.#random.next() * devices.length)
    const most = between(this.#random, MIN_OUTAGE_DEVICES, MAX_OUTAGE_DEVICES)
    const site = this.#siteOf(devices[first]?.id)
    const found: string[] = []
    for (let position = first; site !== null && found.length < most; position += 1) {
      const id = devices[position]?.id
      if (id === undefined || this.#siteOf(id) !== site) break
      found.push(id)
    }
    return found
  }

  #siteOf(deviceId: string | undefined): string | null {
    const row = deviceId === undefined ? undefined : this.#store.entities.find('device', deviceId)
    return row === undefined ? null : parseStored<DeviceData>(row.data).site
  }
}
