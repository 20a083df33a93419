import type { CommandReport, WireOperation } from '../../../src/shared/protocol/operations.ts'
import type { Chance } from '../world/chance.ts'
import type { Timeline } from '../world/timeline.ts'
import type { Fleet } from './fleet.ts'

type Command = Extract<WireOperation, { kind: 'command' }>

const FAILURES = 0.1
const SILENCES = 0.12
const LEAST_MS = 300
const MOST_MS = 9_000

/** The devices of the fleet: they carry out commands and say so, fail at some, and are silent about others. */
export class Devices {
  readonly #fleet: Fleet
  readonly #timeline: Timeline
  readonly #chance: Chance
  readonly #now: () => number
  readonly #reports = new Map<string, CommandReport>()
  readonly #silent = new Set<string>()

  constructor(dependencies: { fleet: Fleet; timeline: Timeline; chance: Chance; now: () => number }) {
    this.#fleet = dependencies.fleet
    this.#timeline = dependencies.timeline
    this.#chance = dependencies.chance
    this.#now = dependencies.now
  }

  /** What a device has said of a command; null: nothing yet. */
  reportOf(key: string): CommandReport | null {
    return this.#reports.get(key) ?? null
  }

  /** The server hands a command on. */
  take(command: Command): void {
    if (this.#chance.hits(SILENCES)) {
      this.#silent.add(command.key)
      return
    }
    const isDone = !this.#chance.hits(FAILURES)
    this.#timeline.after(this.#chance.between(LEAST_MS, MOST_MS), () => this.#report(command, isDone))
  }

  /** It will never say anything of this command. */
  isSilent(key: string): boolean {
    return this.#silent.has(key)
  }

  /** A device reports how it is. */
  beat(deviceId: string): void {
    const status = this.#chance.pick(['online', 'idle', 'offline'] as const) ?? 'online'
    const reported = { status, lastSeenAt: this.#now() }
    this.#fleet.report(deviceId, reported, { name: 'device:status-update', rest: reported })
  }

  #report({ key, entityId, command }: Command, isDone: boolean): void {
    const result = isDone ? 'done' : 'failed'
    const message = isDone ? null : 'The device could not do it.'
    const at = this.#now()
    this.#reports.set(key, { result, at, message })
    const lastCommand = { key, command, result, at }
    const taken = command === 'screenshot' && isDone ? { screenshot: { key, at } } : {}
    this.#fleet.report(
      entityId,
      { lastCommand, ...taken },
      { name: 'command:reported', rest: { key, command, result, message } },
    )
  }
}
