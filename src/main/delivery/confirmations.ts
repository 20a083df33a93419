import type { CommandResult } from '#shared/domain/commands.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Timekeeper } from '../outbox/timekeeper.ts'
import type { Clock } from '../platform/clock.ts'
import type { Decider } from './decider.ts'
import { DeliveryError, type DeliveryServer } from './server-port.ts'

/** What a device said of a command. */
export interface CommandReport {
  readonly result: CommandResult
  /** Why it failed, for a person. */
  readonly message: string | null
}

/** Reports that come before the server's own answer are kept until that is stored; more than these are asked for again. */
const MAX_EARLY = 1_000
/** A report may have been missed while offline: the server is asked by key this often. */
const ASK_INTERVAL_MS = 15_000

/**
 * Accepted is not applied: a command the server has taken ends with its device's own report, or with the deadline as
 * "not confirmed by the device".
 */
export class Confirmations {
  readonly #outbox: Outbox
  readonly #server: DeliveryServer
  readonly #decider: Decider
  readonly #timekeeper: Timekeeper
  readonly #clock: Clock
  readonly #deadlineMs: () => number
  readonly #early = new Map<string, CommandReport>()
  /** Monotonic. */
  #askNotBefore = 0

  constructor(dependencies: {
    outbox: Outbox
    server: DeliveryServer
    decider: Decider
    timekeeper: Timekeeper
    clock: Clock
    /** How long a device may take to report. */
    deadlineMs: () => number
  }) {
    this.#outbox = dependencies.outbox
    this.#server = dependencies.server
    this.#decider = dependencies.decider
    this.#timekeeper = dependencies.timekeeper
    this.#clock = dependencies.clock
    this.#deadlineMs = dependencies.deadlineMs
  }

  /** Takes a device's report. One about an operation that is not ours, or is over, changes nothing. */
  async reported(key: string, report: CommandReport): Promise<void> {
    const row = this.#outbox.lanes.get(key)
    if (row === undefined || row.kind !== 'command') return
    if (row.state === 'accepted') return this.#confirm(new Map([[key, report]]))
    if (this.#early.size < MAX_EARLY) this.#early.set(key, report)
  }

  /** Everything that is due now: early reports, missed reports, deadlines. Rejects when the disk does not take it. */
  async sweep(isConnected: boolean): Promise<void> {
    if (this.#outbox.lanes.count('accepted') === 0) return
    const accepted = [...this.#outbox.lanes.rows()].filter((row) => row.state === 'accepted')
    const early = new Map(accepted.flatMap(({ key }) => pair(key, this.#early.get(key))))
    for (const key of early.keys()) this.#early.delete(key)
    await this.#confirm(early)
    if (isConnected) await this.#askForMissed()
    await this.#endOverdue()
  }

  /** A new connection: reports may have been missed. */
  reconnected(): void {
    this.#askNotBefore = 0
  }

  async #askForMissed(): Promise<void> {
    const { lookup, commandReports } = this.#server.capabilities()
    if (!lookup || !commandReports || this.#clock.monotonic() < this.#askNotBefore) return
    const keys = this.#acceptedKeys().slice(0, this.#server.limits().lookupKeys)
    if (keys.length === 0) return
    this.#askNotBefore = this.#clock.monotonic() + ASK_INTERVAL_MS
    const results = await this.#server.lookup(keys).catch((error: unknown) => {
      if (error instanceof DeliveryError) return []
      throw error
    })
    await this.#confirm(new Map(results.flatMap((found) => pair(found.key, found.known ? found.report : null))))
  }

  async #endOverdue(): Promise<void> {
    const deadline = this.#deadlineMs()
    const overdue = [...this.#outbox.lanes.rows()].filter(
      (row) =>
        row.state === 'accepted' && row.acceptedAt !== null && this.#timekeeper.age(row.acceptedAt).atLeast >= deadline,
    )
    const lastError = { code: 'not-confirmed', message: 'The device did not confirm the command in time.' }
    await this.#decider.move(
      overdue.map((row) => row.key),
      (operation) =>
        operation.state === 'accepted'
          ? { changes: { state: 'unconfirmed', lastError }, reason: 'not-confirmed-by-device' }
          : null,
    )
  }

  async #confirm(reports: ReadonlyMap<string, CommandReport>): Promise<void> {
    await this.#decider.move([...reports.keys()], (operation) => changeBy(operation, reports.get(operation.key)))
  }

  #acceptedKeys(): string[] {
    const keys: string[] = []
    for (const row of this.#outbox.lanes.rows()) if (row.state === 'accepted') keys.push(row.key)
    return keys
  }
}

function changeBy(
  operation: Operation,
  report: CommandReport | undefined,
): { changes: Partial<Operation>; reason: string } | null {
  if (operation.state !== 'accepted' || report === undefined) return null
  if (report.result === 'done') return { changes: { state: 'applied' }, reason: 'confirmed-by-device' }
  const message = report.message ?? 'The device could not do it.'
  return {
    changes: { state: 'quarantined', lastError: { code: 'device-failed', message } },
    reason: 'failed-at-device',
  }
}

function pair(key: string, report: CommandReport | null | undefined): [string, CommandReport][] {
  return report === null || report === undefined ? [] : [[key, report]]
}
