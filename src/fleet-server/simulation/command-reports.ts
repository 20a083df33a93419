import type { CommandResult, DeviceCommand } from '#shared/domain/commands.ts'
import type { FleetStore } from '../store/store.ts'
import type { LiveFleet } from './live-fleet.ts'

/**
 * `normal`: done, but for one in fifty. `never`: nobody reports. `fail`: every command fails. `manual`: as `never`, a test
 * says itself what is reported.
 */
export const COMMAND_REPORT_MODES = ['normal', 'never', 'fail', 'manual'] as const
export type CommandReportMode = (typeof COMMAND_REPORT_MODES)[number]

/** Of so many commands one fails. */
const FAILS_ONE_IN = 50

const FAILURES: Readonly<Record<DeviceCommand, string>> = {
  reload: 'The content was not loaded in time; the one before is shown.',
  restart: 'The player did not start again in time.',
  reboot: 'The device started, but one of its services did not.',
  'clear-cache': 'Some files are in use and were kept.',
  screenshot: 'The screen was locked by an update.',
  'push-content': 'The content did not fit into the storage of the device.',
}

export interface Outcome {
  readonly result: CommandResult
  readonly message: string | null
}

/** Why a report went out or not: no applied command has this key, it was reported before, or its device is deleted. */
export type Reported = 'reported' | 'no-command' | 'reported-before' | 'no-device'

/** What devices say of commands they are through with. */
export class CommandReports {
  mode: CommandReportMode = 'normal'
  readonly #store: FleetStore
  readonly #fleet: LiveFleet
  #count: number

  /** @param seed decides which commands fail: with 0 every fiftieth since the start, with 1 the 49th and so on. */
  constructor(store: FleetStore, fleet: LiveFleet, seed: number) {
    this.#store = store
    this.#fleet = fleet
    this.#count = seed % FAILS_ONE_IN
  }

  /** How the next command ends, when a device is through with it; null when nobody is told. */
  next(command: DeviceCommand): Outcome | null {
    if (this.mode === 'never' || this.mode === 'manual') return null
    this.#count = (this.#count + 1) % FAILS_ONE_IN
    const isFailed = this.mode === 'fail' || this.#count === 0
    return isFailed ? { result: 'failed', message: FAILURES[command] } : { result: 'done', message: null }
  }

  /** Inside a transaction: the device of an applied command reports, unless it has done so before. */
  report(key: string, { result, message }: Outcome, at: number): Reported {
    const stored = this.#store.operations.find(key)
    if (stored === undefined || stored.command === null || stored.result.outcome !== 'applied') return 'no-command'
    if (stored.report !== null) return 'reported-before'
    const device = this.#fleet.find(stored.result.entityId)
    if (device === undefined) return 'no-device'
    this.#fleet.reportCommand(device, { key, command: stored.command, result, at }, message)
    return 'reported'
  }
}
