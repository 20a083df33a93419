import type { CommandResult } from '#shared/domain/commands.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { WaitingOperation } from '../outbox/lanes.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Timekeeper } from '../outbox/timekeeper.ts'
import type { Clock } from '../platform/clock.ts'
import type { Decider } from './decider.ts'
import type { Quiet } from './quiet.ts'
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

export interface ConfirmationDependencies {
  readonly outbox: Outbox
  readonly server: DeliveryServer
  readonly decider: Decider
  readonly timekeeper: Timekeeper
  readonly clock: Clock
  readonly quiet: Quiet
  /** How long a device may take to report. */
  readonly confirmationDeadlineMs: () => number
}

/**
 * Accepted is not applied: a command the server has taken ends with its device's own report, or with the deadline as
 * "not confirmed by the device". Where the server can be asked, that is never said before it was.
 */
export class Confirmations {
  readonly #dependencies: ConfirmationDependencies
  readonly #early = new Map<string, CommandReport>()
  /** Monotonic. */
  #askNotBefore = 0
  /** Number of the last command that was asked about: the next question goes on behind it. */
  #askedUpTo = 0

  constructor(dependencies: ConfirmationDependencies) {
    this.#dependencies = dependencies
  }

  /** Takes a device's report. One about an operation that is not ours, or is over, changes nothing. */
  async reported(key: string, report: CommandReport): Promise<void> {
    const row = this.#dependencies.outbox.lanes.get(key)
    if (row === undefined || row.kind !== 'command') return
    if (this.#early.size < MAX_EARLY) this.#early.set(key, report)
    if (row.state === 'accepted') await this.#confirmEarly()
  }

  /** Everything that is due now: early reports, missed reports, deadlines. Rejects when the disk does not take it. */
  async sweep(): Promise<void> {
    const { outbox, server } = this.#dependencies
    this.#forgetSettled()
    if (outbox.lanes.count('accepted') === 0) return
    await this.#confirmEarly()
    // What was reported meanwhile is told when the server is there again. Without it nobody knows what it promises.
    if (server.block() !== null) return
    const { lookup, commandReports } = server.capabilities()
    if (lookup && commandReports) await this.#askForMissed()
    else await this.#end(this.#overdueOf(this.#accepted()))
  }

  /** A new connection: reports may have been missed. */
  reconnected(): void {
    this.#askNotBefore = 0
  }

  async #confirmEarly(): Promise<void> {
    const early = new Map([...this.#early].filter(([key]) => this.#stateOf(key) === 'accepted'))
    await this.#confirm(early)
    // Only now: a disk that is full must not cost the report.
    for (const key of early.keys()) this.#early.delete(key)
  }

  async #askForMissed(): Promise<void> {
    const { server, clock, quiet } = this.#dependencies
    if (clock.monotonic() < this.#askNotBefore || quiet.remainingMs() > 0) return
    const rows = this.#nextToAsk(server.limits().lookupKeys)
    // The answer tells how it is now. It may lie unread for the whole of a sleep.
    const overdue = this.#overdueOf(rows)
    this.#askNotBefore = clock.monotonic() + ASK_INTERVAL_MS
    const results = await server.lookup(rows.map((row) => row.key)).catch((error: unknown) => {
      if (!(error instanceof DeliveryError)) throw error
      quiet.heed(error)
      return null
    })
    if (results === null) return
    await this.#confirm(new Map(results.flatMap((found) => pair(found.key, found.known ? found.report : null))))
    const answered = new Set(results.map((found) => found.key))
    await this.#end(overdue.filter((row) => answered.has(row.key)))
  }

  /** Each gets its turn, however many there are. */
  #nextToAsk(limit: number): readonly WaitingOperation[] {
    const accepted = this.#accepted()
    const behind = accepted.filter((row) => row.clientSequence > this.#askedUpTo)
    const rows = [...behind, ...accepted.slice(0, accepted.length - behind.length)].slice(0, limit)
    this.#askedUpTo = rows.at(-1)?.clientSequence ?? 0
    return rows
  }

  #overdueOf(rows: readonly WaitingOperation[]): readonly WaitingOperation[] {
    const { timekeeper, confirmationDeadlineMs } = this.#dependencies
    timekeeper.refresh()
    const deadline = confirmationDeadlineMs()
    return rows.filter((row) => row.acceptedAt !== null && timekeeper.age(row.acceptedAt).atLeast >= deadline)
  }

  async #end(overdue: readonly WaitingOperation[]): Promise<void> {
    const { decider } = this.#dependencies
    const lastError = { code: 'not-confirmed', message: 'The device did not confirm the command in time.' }
    await decider.move(
      overdue.map((row) => row.key),
      (operation) =>
        operation.state === 'accepted'
          ? { changes: { state: 'unconfirmed', lastError }, reason: 'not-confirmed-by-device' }
          : null,
    )
  }

  async #confirm(reports: ReadonlyMap<string, CommandReport>): Promise<void> {
    await this.#dependencies.decider.move([...reports.keys()], (operation) =>
      changeBy(operation, reports.get(operation.key)),
    )
  }

  #accepted(): readonly WaitingOperation[] {
    const rows = [...this.#dependencies.outbox.lanes.rows({ states: ['accepted'] })]
    return rows.sort((a, b) => a.clientSequence - b.clientSequence)
  }

  #stateOf(key: string): WaitingOperation['state'] | undefined {
    return this.#dependencies.outbox.lanes.get(key)?.state
  }

  #forgetSettled(): void {
    for (const key of this.#early.keys()) if (this.#stateOf(key) === undefined) this.#early.delete(key)
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
