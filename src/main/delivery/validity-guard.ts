import { OPERATION_KINDS, type Operation, type OperationKind, type TimeStamp } from '#shared/domain/operation.ts'
import type { WaitingOperation } from '../outbox/lanes.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Timekeeper } from '../outbox/timekeeper.ts'
import { judgeValidity, type Validity, type ValidityWindows } from '../outbox/validity.ts'
import type { Decider } from './decider.ts'

/** Keeps what waited too long from being sent: it asks to be confirmed again, and later expires. */
export class ValidityGuard {
  readonly #outbox: Outbox
  readonly #decider: Decider
  readonly #timekeeper: Timekeeper
  readonly #windows: () => ValidityWindows

  constructor(dependencies: {
    outbox: Outbox
    decider: Decider
    timekeeper: Timekeeper
    windows: () => ValidityWindows
  }) {
    this.#outbox = dependencies.outbox
    this.#decider = dependencies.decider
    this.#timekeeper = dependencies.timekeeper
    this.#windows = dependencies.windows
  }

  /** Whether it may be sent at this moment. The last question before an operation leaves. */
  isValid(kind: OperationKind, waitingSince: TimeStamp): boolean {
    return this.#judge(kind, waitingSince).kind === 'valid'
  }

  /** Before a group is decided about: a sleep of the PC just now must not go unnoticed. */
  refresh(): void {
    this.#timekeeper.refresh()
  }

  /** Ends or holds everything whose time is over. */
  async sweep(): Promise<void> {
    const windows = this.#windows()
    const kinds = OPERATION_KINDS.filter(
      (kind) => windows[kind].confirmAfterMs !== null || windows[kind].expireAfterMs !== null,
    )
    if (kinds.length === 0) return
    this.refresh()
    const keys: string[] = []
    const { lanes } = this.#outbox
    for (const row of lanes.rows({ states: ['queued', 'stale'], kinds })) if (this.#isDue(row)) keys.push(row.key)
    await this.hold(keys)
  }

  /** Moves operations that may not be sent any more to where they belong. Valid ones are left alone. */
  async hold(keys: readonly string[]): Promise<void> {
    await this.#decider.move(keys, (operation) => this.#changeOf(operation))
  }

  #isDue(row: WaitingOperation): boolean {
    if (row.trouble !== null || (row.state !== 'queued' && row.state !== 'stale')) return false
    const validity = this.#judge(row.kind, row.waitingSince).kind
    return validity === 'expired' || (validity === 'stale' && row.state === 'queued')
  }

  #changeOf(operation: Operation): { changes: Partial<Operation>; reason: string } | null {
    if (operation.state !== 'queued' && operation.state !== 'stale') return null
    const validity = this.#judge(operation.intent.kind, operation.waitingSince)
    if (validity.kind === 'expired') {
      const lastError = { code: 'expired', message: 'It waited too long to be sent and has ended unsent.' }
      return { changes: { state: 'expired', nextAttemptAt: null, lastError }, reason: 'window-over' }
    }
    if (validity.kind === 'valid' || operation.state === 'stale') return null
    const lastError = {
      code: 'stale',
      message: 'It waited so long that it is not sent before somebody confirms it again.',
    }
    return { changes: { state: 'stale', nextAttemptAt: null, lastError }, reason: 'waited-too-long' }
  }

  #judge(kind: OperationKind, waitingSince: TimeStamp): Validity {
    return judgeValidity(this.#windows()[kind], waitingSince, this.#timekeeper)
  }
}
