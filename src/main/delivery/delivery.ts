import type { ConflictSettings } from '#shared/domain/conflict.ts'
import type { EntityRecord } from '#shared/domain/entities.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import { MAX_BACKOFF_MS } from '../outbox/due-times.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Timekeeper } from '../outbox/timekeeper.ts'
import type { ValidityWindows } from '../outbox/validity.ts'
import type { SendBlock } from '../outbox/why-waiting.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { Service } from '../platform/service.ts'
import { type CommandReport, Confirmations } from './confirmations.ts'
import { Decider } from './decider.ts'
import { Doubts } from './doubts.ts'
import { EarlyDetection } from './early-detection.ts'
import { Quiet } from './quiet.ts'
import { Sender } from './sender.ts'
import type { DeliveryServer } from './server-port.ts'
import { ValidityGuard } from './validity-guard.ts'
import { type Stall, Watchdog } from './watchdog.ts'

/** Batches on their way at the same time. */
export const WINDOW = 4
/** The disk refused to store a step: look again after this. */
const STORAGE_RETRY_MS = 1_000
/** Validity windows, overdue reports and the watchdog are looked at this often. */
const ROUND_MS = 2_500

export interface DeliveryDependencies {
  readonly outbox: Outbox
  readonly server: DeliveryServer
  readonly clock: Clock
  readonly timekeeper: Timekeeper
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  /** Refusals before an operation asks for attention. */
  readonly retryLimit: () => number
  readonly windows: () => ValidityWindows
  /** How long a device may take to report on a command. Milliseconds. */
  readonly confirmationDeadlineMs: () => number
  readonly conflicts: () => ConflictSettings
  /** The server's record as it is known here; null: there is none. */
  readonly base: (ref: EntityRef) => EntityRecord | null
}

/**
 * Drains the outbox. Every send is stored as `sending` before it leaves; every answer is stored before it counts;
 * what got no answer is `unknown` and is asked for before anything of its lane is sent again.
 */
export class Delivery implements Service {
  /** To be told what the feed brings. */
  readonly early: EarlyDetection
  readonly #outbox: Outbox
  readonly #server: DeliveryServer
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #decider: Decider
  readonly #quiet: Quiet
  readonly #sender: Sender
  readonly #doubts: Doubts
  readonly #confirmations: Confirmations
  readonly #validity: ValidityGuard
  readonly #watchdog: Watchdog
  readonly #blockChanged: Emitter<SendBlock | null>
  readonly #cancels: Cancel[] = []
  /** Batches on their way. */
  readonly #sends = new Set<Promise<void>>()
  /** Questions and regular looks. */
  readonly #others = new Set<Promise<void>>()
  #cancelWake: Cancel | null = null
  #cancelRound: Cancel | null = null
  #isPaused = false
  /** The look at what can be sent that is going on; null: none is. */
  #pumping: Promise<void> | null = null
  #isPumpWanted = false
  #isStopped = false

  constructor(dependencies: DeliveryDependencies) {
    const { outbox, server, clock, random, logger, conflicts } = dependencies
    this.#outbox = outbox
    this.#server = server
    this.#clock = clock
    this.#logger = logger
    const decider = new Decider(dependencies)
    this.#decider = decider
    this.#validity = new ValidityGuard({ ...dependencies, decider })
    const quiet = new Quiet(clock)
    this.#quiet = quiet
    this.#sender = new Sender({ outbox, server, decider, validity: this.#validity, clock, random, quiet, conflicts })
    this.#doubts = new Doubts({ outbox, server, decider, clock, random, logger, quiet, conflicts })
    this.#confirmations = new Confirmations({ ...dependencies, decider, quiet })
    this.early = new EarlyDetection({ ...dependencies, decider })
    this.#watchdog = new Watchdog(clock)
    this.#blockChanged = new Emitter((error) => this.#logger.error('a delivery listener failed', { error }))
  }

  async run(): Promise<void> {
    this.#cancels.push(
      this.#outbox.onChanged(() => this.#pumpSoon()),
      this.#server.onBlockChanged(() => {
        this.#confirmations.reconnected()
        this.#blockChanged.emit(this.block())
        this.#pumpSoon()
      }),
    )
    this.early.run()
    this.#round()
    this.#pumpSoon()
  }

  /** Stops sending; answers that arrive within the current requests are still stored. */
  async stop(): Promise<void> {
    this.#isStopped = true
    for (const cancel of this.#cancels.splice(0)) cancel()
    this.#cancelWake?.()
    this.#cancelRound?.()
    this.#blockChanged.clear()
    await this.early.stop()
    await this.#pumping
    await Promise.allSettled([...this.#sends, ...this.#others])
  }

  /** Why nothing is sent now. */
  block(): SendBlock | null {
    if (this.#isPaused) return 'paused'
    return this.#server.block() ?? (this.#quiet.remainingMs() > 0 ? 'server-busy' : null)
  }

  onBlockChanged(listener: (block: SendBlock | null) => void): Cancel {
    return this.#blockChanged.subscribe(listener)
  }

  /** Nothing moves although it could; null: all is well. */
  get stall(): Stall | null {
    return this.#watchdog.stall
  }

  get isPaused(): boolean {
    return this.#isPaused
  }

  setPaused(isPaused: boolean): void {
    if (this.#isPaused === isPaused) return
    this.#isPaused = isPaused
    this.#blockChanged.emit(this.block())
    this.#pumpSoon()
  }

  /** A device has reported on a command. */
  commandReported(key: string, report: CommandReport): void {
    this.#track(this.#confirmations.reported(key, report))
  }

  #pumpSoon(): void {
    if (this.#pumping !== null || this.#isStopped) {
      this.#isPumpWanted = true
      return
    }
    this.#pumping = this.#pumpUntilDone()
  }

  async #pumpUntilDone(): Promise<void> {
    try {
      do {
        this.#isPumpWanted = false
        await this.#pump()
      } while (this.#isPumpWanted && !this.#isStopped)
    } catch (error) {
      // The disk refused a step. Nothing has left this PC for it; the storage status tells the operator.
      this.#logger.warn('sending waits for the disk', { cause: textOf(error) })
      this.#wakeIn(STORAGE_RETRY_MS)
    } finally {
      this.#pumping = null
      if (this.#isPumpWanted) this.#pumpSoon()
    }
  }

  async #pump(): Promise<void> {
    if (this.#isStopped || this.#server.block() !== null || this.#isPaused) return
    await this.#sender.doubtAbandoned()
    const question = this.block() === null ? this.#doubts.ask() : null
    if (question !== null) this.#track(question)
    this.#outbox.lanes.wake()
    while (this.#sends.size < WINDOW && !this.#isStopped && this.block() === null) {
      const batch = await this.#sender.take()
      if (batch.length === 0) break
      if (this.#isStopped) return this.#sender.giveBack(batch)
      this.#track(this.#sender.send(batch), this.#sends)
    }
    this.#scheduleNext()
  }

  /** Comes back when the next waiting operation or question is due. */
  #scheduleNext(): void {
    const delays = [this.#outbox.lanes.nextWakeIn(), this.#doubts.dueIn(), this.#quiet.remainingMs() || null]
    const known = delays.filter((delay) => delay !== null)
    if (known.length > 0) this.#wakeIn(Math.min(...known, MAX_BACKOFF_MS))
  }

  /** The regular look at what time alone changes. */
  #round(): void {
    if (this.#isStopped) return
    this.#track(this.#validity.sweep().then(() => this.#confirmations.sweep()))
    const { lanes } = this.#outbox
    const couldMove = this.block() === null && (lanes.count('unknown') > 0 || lanes.sendable(1, 0).length > 0)
    if (this.#watchdog.look(couldMove, this.#decider.moves)) this.#heal()
    this.#cancelRound = this.#clock.schedule(ROUND_MS, () => this.#round())
  }

  #heal(): void {
    this.#logger.warn('the queue stood still and is started again', { heals: this.#watchdog.heals })
    this.#doubts.hurry()
    this.#blockChanged.emit(this.block())
    this.#pumpSoon()
  }

  /** Follows one exchange to its end. An answer that could not be stored leaves `sending`: it is doubted later. */
  #track(exchange: Promise<void>, among: Set<Promise<void>> = this.#others): void {
    const tracked = exchange
      .catch((error: unknown) => {
        this.#logger.error('an answer could not be stored', { cause: textOf(error) })
        this.#wakeIn(STORAGE_RETRY_MS)
      })
      .finally(() => {
        among.delete(tracked)
        this.#pumpSoon()
      })
    among.add(tracked)
  }

  #wakeIn(delayMs: number): void {
    if (this.#isStopped) return
    this.#cancelWake?.()
    this.#cancelWake = this.#clock.schedule(Math.max(0, delayMs), () => this.#pumpSoon())
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
