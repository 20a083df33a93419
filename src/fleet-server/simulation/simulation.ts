import type { DeviceCommand } from '#shared/domain/commands.ts'
import { type ContentData, SCHEDULE_RESULTS, type ScheduleData, type TakenScreenshot } from '#shared/domain/entities.ts'
import type { PlaysRequest, PlaysResponse } from '#shared/protocol/plays.ts'
import type { Screenshot } from '#shared/protocol/screenshot.ts'
import type { Thumbnail } from '#shared/protocol/thumbnail.ts'
import type { FleetListener } from '../core/apply.ts'
import { chance, pick, type Random, seededRandom } from '../platform/random.ts'
import type { EntityRow } from '../store/entity-table.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'
import { SIMULATED_RULES } from './alarm-rules.ts'
import { AlarmScenes } from './alarm-scenes.ts'
import { newAlert } from './alert-model.ts'
import { CommandReports } from './command-reports.ts'
import { drift, nextStatus } from './device-model.ts'
import { type LiveDevice, LiveFleet } from './live-fleet.ts'
import { acknowledgeAsAnother, editAsAnother } from './other-operators.ts'
import { playedBy, playsOf } from './plays.ts'
import { type Reaction, Reactions } from './reactions.ts'
import { ScheduleRuns } from './schedule-runs.ts'
import { drawScreenshot } from './screenshot.ts'
import { drawThumbnail } from './thumbnail.ts'
import { UnpairedDevices } from './unpaired.ts'

export const TICK_MS = 100
const TICKS_PER_SECOND = 1_000 / TICK_MS
const TICKS_PER_MINUTE = 60 * TICKS_PER_SECOND
/** Open alerts the fleet tends to: a share of the devices, but never more than a person can look at. */
const ALERT_SHARE = 0.012
const MAX_OPEN_ALERTS = 150
/** Alerts and schedules are part of the event rate; a busier fleet has relatively fewer of them. */
const ALERT_EVENTS_PER_SECOND = 0.5
const SCHEDULE_EVENTS_PER_SECOND = 0.1
const RARE_SHARE = 0.1
/** The other operators look at alarms about as often as there is something new about them. */
const ACKNOWLEDGE_CHANCE = 0.5
/** Events of one transaction: few enough that an operation never waits long behind it. */
const MIN_SLICE_EVENTS = 150
const MAX_SLICES = 5

export interface Pace {
  readonly eventsPerSecond: number
  /** Of those, about alerts and about schedules; left out or null: a few, as in a real fleet. */
  readonly alertsPerSecond?: number | null
  readonly schedulesPerSecond?: number | null
  readonly editsPerMinute: number
  readonly isPaused: boolean
}

/**
 * The simulated fleet. One call of `tick` is 100 ms of its life; all of it follows from the seed and the number
 * of ticks. A tick with many events is done in slices, so that operations get their turn in between. Reactions to
 * commands, and reports about them, come at their time however few events the rest makes, also while it is paused.
 */
export class Simulation implements FleetListener {
  readonly fleet: LiveFleet
  readonly commandReports: CommandReports
  readonly unpaired: UnpairedDevices
  readonly alarmRules = SIMULATED_RULES
  readonly #store: FleetStore
  readonly #random: Random
  readonly #reactions = new Reactions(TICK_MS)
  readonly #scenes: AlarmScenes
  readonly #runs: ScheduleRuns
  #pace: Pace
  #ticks = 0
  #eventsDue = 0
  #editsDue = 0
  #skipped = 0

  /** @param seed decides which commands fail; everything else follows from `random`. */
  constructor(store: FleetStore, random: Random, pace: Pace, seed: number) {
    this.#store = store
    this.#random = random
    this.#pace = pace
    this.fleet = new LiveFleet(store)
    this.#scenes = new AlarmScenes(store, this.fleet, random)
    this.commandReports = new CommandReports(store, this.fleet, seed)
    this.#runs = new ScheduleRuns(store, this.fleet, this.commandReports, TICK_MS)
    // Chance of its own: the rest of the fleet goes its way whoever is paired.
    this.unpaired = new UnpairedDevices(store, seededRandom(seed + store.feed.head))
  }

  get pace(): Pace {
    return this.#pace
  }

  setPace(change: Partial<Pace>): void {
    this.#pace = { ...this.#pace, ...change }
    // What was due when it was paused does not come any more.
    if (this.#pace.isPaused) this.#eventsDue = 0
  }

  deviceCreated(entityId: string): void {
    this.fleet.deviceCreated(entityId)
    this.#reactions.created(entityId, this.#ticks)
  }

  deviceDeleted(entityId: string): void {
    this.fleet.deviceDeleted(entityId)
    this.#reactions.forget(entityId)
  }

  /** The picture that a device took, made again: it is the same each time. */
  screenshotOf(entityId: string, taken: TakenScreenshot): Screenshot {
    return drawScreenshot(entityId, taken)
  }

  /** What the fleet has shown: it follows from the devices, their lists and the hour, and is the same each time. */
  plays(asked: PlaysRequest, now: number): PlaysResponse {
    return playsOf(playedBy(this.#store.entities, asked.place), asked, now)
  }

  /** A picture of content that nobody has uploaded. */
  thumbnailOf(contentId: string, kind: ContentData['kind']): Thumbnail {
    return drawThumbnail(contentId, kind)
  }

  /** A device is off from now on, and does not finish what it was told to do. */
  switchedOff(entityId: string): void {
    this.#reactions.forget(entityId)
  }

  commanded(entityId: string, command: DeviceCommand, key: string): void {
    const device = this.fleet.find(entityId)
    // What is switched off hears nothing and reports nothing; only a reboot goes through the power supply.
    if (device === undefined || (device.status === 'offline' && command !== 'reboot')) return
    this.#reactions.commanded(entityId, { command, key }, this.#ticks)
  }

  scheduleRun(entityId: string, key: string): void {
    this.#runs.asked(entityId, key, this.#ticks)
  }

  /** @param at milliseconds since the epoch, for the events of this tick. */
  tick(at: number): void {
    this.#ticks += 1
    this.unpaired.tick(at)
    const reactions = this.#reactions.takeDue(this.#ticks)
    const runs = this.#runs.takeDue(this.#ticks)
    const { eventsPerSecond, editsPerMinute, isPaused } = this.#pace
    if (!isPaused) {
      this.#eventsDue += eventsPerSecond / TICKS_PER_SECOND
      this.#editsDue += editsPerMinute / TICKS_PER_MINUTE
    }
    const edits = Math.floor(this.#editsDue)
    this.#editsDue -= edits
    // After a long stall the fleet does not shout everything it did meanwhile.
    const most = Math.max(1, eventsPerSecond)
    if (this.#eventsDue > most) {
      this.#skipped += Math.floor(this.#eventsDue - most)
      this.#eventsDue = most
    }
    if (reactions.length + runs.length === 0 && edits === 0 && this.#eventsDue < 1) return
    this.#store.transact(() => {
      for (const reaction of reactions) this.#react(reaction, at)
      for (const run of runs) this.#runs.runAsked(run, at)
      for (let edit = 0; edit < edits; edit += 1) editAsAnother(this.#store, this.fleet, this.#random, at)
      this.#nextEvents(at)
      this.#store.pruneFeed()
    })
  }

  /** Events that are due and not made yet. */
  get behind(): number {
    return Math.floor(this.#eventsDue)
  }

  /** Events that were due and never made, because the server stood still for too long. */
  get skipped(): number {
    return this.#skipped
  }

  /** Ticks that were due and are not run, after a long stall. */
  missed(ticks: number): void {
    if (!this.#pace.isPaused) this.#skipped += Math.floor((ticks * this.#pace.eventsPerSecond) / TICKS_PER_SECOND)
  }

  /** Slices of this tick that are still to be run by `continueTick`. */
  get slicesLeft(): number {
    return Math.ceil(Math.floor(this.#eventsDue) / this.#sliceSize())
  }

  /** One more slice of a busy tick, in a transaction of its own. */
  continueTick(at: number): void {
    if (this.#eventsDue >= 1) this.#store.transact(() => this.#nextEvents(at))
  }

  #nextEvents(at: number): void {
    const count = Math.min(this.#sliceSize(), Math.floor(this.#eventsDue))
    this.#eventsDue -= count
    this.#events(count, at)
  }

  /** Each slice costs one sync of the disk, so a very busy fleet has larger ones instead of ever more. */
  #sliceSize(): number {
    return Math.max(MIN_SLICE_EVENTS, Math.ceil(this.#pace.eventsPerSecond / TICKS_PER_SECOND / MAX_SLICES))
  }

  #react({ deviceId, status, clearsCache, finishes }: Reaction, at: number): void {
    const device = this.fleet.find(deviceId)
    if (device === undefined) return
    const outcome = finishes === null ? null : this.commandReports.next(finishes.command)
    const health = drift(this.#random, device.health)
    const isCleared = clearsCache && outcome?.result !== 'failed'
    this.fleet.report(
      device,
      status ?? device.status,
      isCleared ? { ...health, storage: Math.min(health.storage, 20) } : health,
      at,
    )
    if (finishes !== null && outcome !== null) this.commandReports.report(finishes.key, outcome, at)
  }

  #events(count: number, at: number): void {
    const { eventsPerSecond, alertsPerSecond, schedulesPerSecond } = this.#pace
    const shareOf = (asked: number | null | undefined, usual: number): number =>
      Math.min(asked == null ? RARE_SHARE : 1, (asked ?? usual) / Math.max(eventsPerSecond, 0.001))
    const alertShare = shareOf(alertsPerSecond, ALERT_EVENTS_PER_SECOND)
    const scheduleShare = shareOf(schedulesPerSecond, SCHEDULE_EVENTS_PER_SECOND)
    for (let event = 0; event < count; event += 1) {
      if (this.#scenes.next(at)) continue
      const roll = this.#random.next()
      if (roll < alertShare) this.#alert(at)
      else if (roll < alertShare + scheduleShare) this.#schedule(at)
      else this.#status(at)
    }
  }

  #status(at: number): void {
    const device = this.#pickReporting()
    if (device === undefined) return
    const status = nextStatus(this.#random, device.status)
    this.fleet.report(device, status, drift(this.#random, device.health), at)
  }

  /** A device that is off reports nothing, unless it comes back: some tries find one that does report. */
  #pickReporting(): LiveDevice | undefined {
    const { devices } = this.fleet
    if (devices.length === 0) return undefined
    for (let tries = 0; tries < 8; tries += 1) {
      const device = pick(this.#random, devices)
      if (this.#isAway(device.id)) continue
      if (device.status !== 'offline' || chance(this.#random, 0.3)) return device
    }
    return devices.find((device) => !this.#isAway(device.id))
  }

  /** It reports nothing of its own: it does what it was told, or its site is cut off. */
  #isAway(deviceId: string): boolean {
    return this.#reactions.isBusy(deviceId) || this.#scenes.isHeld(deviceId)
  }

  #alert(at: number): void {
    const { openAlerts, devices } = this.fleet
    if (devices.length === 0) return
    // With a rate that was asked for, every event is what it was asked to be.
    if (this.#pace.alertsPerSecond == null) {
      if (this.#pace.editsPerMinute > 0 && chance(this.#random, ACKNOWLEDGE_CHANCE)) {
        acknowledgeAsAnother(this.#store, this.fleet, this.#random, at)
      }
      if (this.#scenes.tryOne(at)) return
    }
    const usual = Math.min(MAX_OPEN_ALERTS, Math.ceil(devices.length * ALERT_SHARE))
    // The fuller the list, the likelier something is cleared: it swings around the usual number.
    const clears = openAlerts.length > 0 && chance(this.#random, openAlerts.length / (2 * usual))
    if (clears) this.fleet.clearAlert(pick(this.#random, openAlerts), at)
    else this.fleet.raiseAlert(newAlert(this.#random, pick(this.#random, devices).id, at), at)
  }

  #schedule(at: number): void {
    const enabled = this.#store.entities
      .ofType('schedule')
      .map((row): [EntityRow, ScheduleData] => [row, parseStored(row.data)])
      .filter(([, data]) => data.enabled)
    if (enabled.length === 0) {
      this.#status(at)
      return
    }
    const [row, data] = pick(this.#random, enabled)
    const roll = this.#random.next()
    const result = SCHEDULE_RESULTS[roll < 0.9 ? 0 : roll < 0.98 ? 1 : 2]
    this.#runs.execute(row, { result, deviceCount: data.deviceIds.length, message: null }, at)
  }
}
