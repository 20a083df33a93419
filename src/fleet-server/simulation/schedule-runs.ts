import { MAX_RUNS, type ScheduleData, type ScheduleReported, type ScheduleRun } from '#shared/domain/entities.ts'
import type { EntityRow } from '../store/entity-table.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'
import type { CommandReports } from './command-reports.ts'
import type { LiveFleet } from './live-fleet.ts'

/** How long the devices take until they play what they are told to. */
const RUN_MS = 800

interface Due {
  readonly scheduleId: string
  readonly key: string
  readonly dueTick: number
}

interface Outcome {
  readonly result: ScheduleRun['result']
  readonly deviceCount: number
  readonly message: string | null
}

/** Schedules that are carried out: because somebody asked for it, or as the simulation has it. */
export class ScheduleRuns {
  readonly #store: FleetStore
  readonly #fleet: LiveFleet
  readonly #reports: CommandReports
  readonly #delayTicks: number
  #waiting: Due[] = []

  constructor(store: FleetStore, fleet: LiveFleet, reports: CommandReports, tickMs: number) {
    this.#store = store
    this.#fleet = fleet
    this.#reports = reports
    this.#delayTicks = Math.ceil(RUN_MS / tickMs)
  }

  asked(scheduleId: string, key: string, tick: number): void {
    this.#waiting.push({ scheduleId, key, dueTick: tick + this.#delayTicks })
  }

  takeDue(tick: number): readonly Due[] {
    const due = this.#waiting.filter(({ dueTick }) => dueTick <= tick)
    if (due.length > 0) this.#waiting = this.#waiting.filter(({ dueTick }) => dueTick > tick)
    return due
  }

  /** Inside a transaction. One that is deleted meanwhile, or in a fleet that tells of no commands, is not carried out. */
  runAsked({ scheduleId, key }: Due, at: number): void {
    const row = this.#store.entities.find('schedule', scheduleId)
    const { mode } = this.#reports
    if (row === undefined || mode === 'never' || mode === 'manual') return
    const outcome = this.#outcomeOf(parseStored<ScheduleData>(row.data), mode === 'fail')
    this.execute(row, outcome, at, key)
    const result = outcome.result === 'failed' ? 'failed' : 'done'
    this.#store.operations.keepReport(key, { result, at, message: outcome.message })
  }

  /** Inside a transaction: tells that it was carried out, and keeps it among the last runs. */
  execute(row: EntityRow, { result, deviceCount, message }: Outcome, at: number, key?: string): void {
    const asked = key === undefined ? {} : { key }
    const { runs: before = [] } = parseStored<ScheduleReported>(row.reported)
    const runs = [{ at, result, deviceCount, ...asked }, ...before].slice(0, MAX_RUNS)
    const event = { scheduleId: row.id, executedAt: at, result, deviceCount, ...asked, message, runs }
    const sequence = this.#store.publish('schedule:executed', 'schedules', at, event)
    const reported: ScheduleReported = { lastExecutedAt: at, lastResult: result, runs }
    this.#store.entities.updateReported(row.row, sequence, JSON.stringify(reported))
  }

  /** How many devices a schedule reaches, each once. */
  devicesOf({ deviceIds, groups = [] }: ScheduleData): ReadonlySet<string> {
    const ids = new Set(deviceIds.filter((id) => this.#fleet.find(id) !== undefined))
    if (groups.length === 0) return ids
    for (const row of this.#store.entities.ofType('device')) {
      const { groups: own = [] } = parseStored<{ groups?: readonly string[] }>(row.data)
      if (own.some((group) => groups.includes(group))) ids.add(row.id)
    }
    return ids
  }

  /** What is switched off plays nothing. */
  #outcomeOf(schedule: ScheduleData, isFailing: boolean): Outcome {
    const ids = [...this.devicesOf(schedule)]
    const deviceCount = ids.length
    const off = isFailing ? deviceCount : ids.filter((id) => this.#fleet.find(id)?.status === 'offline').length
    if (deviceCount === 0) return { result: 'failed', deviceCount, message: 'The schedule reaches no device.' }
    if (off === 0) return { result: 'ok', deviceCount, message: null }
    const message = `${off} of ${deviceCount} devices could not be reached.`
    return { result: off === deviceCount ? 'failed' : 'partial', deviceCount, message }
  }
}
