import type { ConflictSettings } from '#shared/domain/conflict.ts'
import type { EntityRecord } from '#shared/domain/entities.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import type { OperationState } from '#shared/domain/operation.ts'
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
import type { RetryPace } from '../resilience/backoff.ts'
import { type CommandReport, Confirmations } from './confirmations.ts'
import { Decider } from './decider.ts'
import { Doubts } from './doubts.ts'
import { EarlyDetection } from './early-detection.ts'
import { Quiet } from './quiet.ts'
import { Sender } from './sender.ts'
import type { DeliveryServer } from './server-port.ts'
import { messageOf, type StorageTrouble, StorageWait } from './storage-wait.ts'
import { Unstored } from './unstored.ts'
import { ValidityGuard } from './validity-guard.ts'
import { type Stall, Watchdog } from './watchdog.ts'

/** Batches on their way at the same time. */
export const WINDOW = 4
/** So many may be left alone because their answers could not be stored; then nothing more is sent or asked. */
const MAX_UNSTORED = 50
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
  /** How long what was refused waits for its next try. */
  readonly retryPace: () => RetryPace
  readonly windows: () => ValidityWindows
  /** How long a device may take to report on a command. Milliseconds. */
  readonly confirmationDeadlineMs: () => number
  readonly conflicts: () => ConflictSettings
  /** The server's record as it is known here; null: there is none. */
  readonly base: (ref: EntityRef) => EntityRecord | null
  /** An operation leaves, so many milliseconds after it was made. */
  readonly onSent?: ((waitedMs: number) => void) | undefined
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
  readonly #storage: StorageWait
  readonly #unstored: Unstored
  readonly #blockChanged: Emitter<SendBlock | null>
  readonly #cancels: Cancel[] = []
  /** Batches on their way. */
  readonly #sends = new Set<Promise<void>>()
  /** Questions and regular looks. */
  readonly #others = new Set<Promise<void>>()
  #cancelWake: Cancel | null = null
  #cancelRound: Cancel | null = null
  #isPaused = false
  #isHeld = false
  /** The look at what can be sent that is going on; null: none is. */
  #pumping: Promise<void> | null = null
  #isPumpWanted = false
  #isStopped = false
  /** What the listeners were told of the storage. */
  #toldTrouble: StorageTrouble | null = null

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
    const unstored = new Unstored(clock)
    this.#unstored = unstored
    this.#storage = new StorageWait(clock)
    const pace = dependencies.retryPace
    const parts = { outbox, server, decider, clock, random, logger, quiet, unstored, conflicts, pace }
    this.#sender = new Sender({ ...parts, validity: this.#validity, onSent: dependencies.onSent })
    this.#doubts = new Doubts(parts)
    this.#confirmations = new Confirmations({ ...dependencies, decider, quiet })
    this.early = new EarlyDetection({ ...dependencies, decider })
    this.#watchdog = new Watchdog(clock)
    this.#blockChanged = new Emitter((error) => this.#logger.error('a delivery listener failed', { error }))
  }

  async run(): Promise<void> {
    this.#cancels.push(
      this.#outbox.onChanged(() => {
        // Something was stored.
        this.#storage.worked()
        this.#pumpSoon()
      }),
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
    if (this.#isHeld) return 'updating'
    if (this.#isPaused) return 'paused'
    return this.#server.block() ?? (this.#quiet.remainingMs() > 0 ? 'server-busy' : this.#storageBlock())
  }

  #storageBlock(): SendBlock | null {
    const isRefusing = this.#storage.remainingMs() > 0 || this.#unstored.resting >= MAX_UNSTORED
    return isRefusing ? 'storage-refused' : null
  }

  /** What the disk does not take of what delivery has to note; null: it takes everything. Told with the block. */
  get storageTrouble(): StorageTrouble | null {
    return this.#storage.trouble ?? this.#unstored.trouble
  }

  /** Whether the disk has not taken what the server said of this operation. */
  isUnstored(key: string): boolean {
    return this.#unstored.has(key)
  }

  onBlockChanged(listener: (block: SendBlock | null) => void): Cancel {
    return this.#blockChanged.subscribe(listener)
  }

  /** Nothing moves although it could; null: all is well. */
  get stall(): Stall | null {
    return this.#watchdog.stall
  }

  /** How often nothing moved although it could, since the start. */
  get stalls(): number {
    return this.#watchdog.heals
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

  /** Sends nothing, whoever wants it, while the program is about to be replaced. */
  setHeld(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return
    this.#isHeld = isHeld
    this.#blockChanged.emit(this.block())
    this.#pumpSoon()
  }

  /** Operations whose answer is awaited. What nobody waits for any more is stored as such, and asked for at the next start. */
  get inFlight(): number {
    if (this.#sends.size === 0 && this.#pumping === null) return 0
    return Math.max(1, this.#outbox.lanes.count('sending'))
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
      this.#logger.warn('sending waits for the disk', { cause: messageOf(error) })
      this.#storage.refused(messageOf(error))
      this.#wakeIn(this.#storage.remainingMs())
    } finally {
      this.#pumping = null
      this.#tellTrouble()
      if (this.#isPumpWanted) this.#pumpSoon()
    }
  }

  async #pump(): Promise<void> {
    this.#unstored.retain((key) => UNANSWERED.includes(this.#outbox.lanes.get(key)?.state))
    if (this.#isStopped || this.#server.block() !== null || this.#isPaused) return
    if (this.#storage.remainingMs() > 0) return this.#wakeIn(this.#storage.remainingMs())
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
    // While nothing may be sent or asked, what is due by itself is no reason to look.
    const isHeld = this.#quiet.remainingMs() > 0 || this.#storageBlock() !== null
    const own = isHeld ? [] : [this.#outbox.lanes.nextWakeIn(), this.#doubts.dueIn()]
    const delays = [...own, this.#quiet.remainingMs() || null, this.#unstored.dueIn()]
    const known = delays.filter((delay) => delay !== null)
    // Also when it is due by now, which it was not a moment ago: the same look once more would say the same.
    if (known.length > 0) this.#wakeIn(Math.max(1, Math.min(...known, MAX_BACKOFF_MS)))
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
        this.#logger.error('an answer could not be stored', { cause: messageOf(error) })
      })
      .finally(() => {
        among.delete(tracked)
        this.#pumpSoon()
      })
    among.add(tracked)
  }

  /** Each change is told once. */
  #tellTrouble(): void {
    const trouble = this.storageTrouble
    const told = this.#toldTrouble
    if (trouble?.since === told?.since && trouble?.message === told?.message) return
    this.#toldTrouble = trouble
    this.#blockChanged.emit(this.block())
  }

  #wakeIn(delayMs: number): void {
    if (this.#isStopped) return
    this.#cancelWake?.()
    this.#cancelWake = this.#clock.schedule(Math.max(0, delayMs), () => this.#pumpSoon())
  }
}

/** States in which an answer of the server is still to come. */
const UNANSWERED: readonly (OperationState | undefined)[] = ['queued', 'sending', 'unknown']
