import { type Intent, isSettled, type Operation, type OperationUser } from '#shared/domain/operation.ts'
import type { QueueStatus } from '#shared/domain/queue.ts'
import type { Mutation, Store, StoredHead, StoredPart } from '../database/store.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import { Acceptance, type EnqueueOptions } from './acceptance.ts'
import { type Adopted, Adopter, type Adoption } from './adopt.ts'
import { Aliases } from './aliases.ts'
import type { OutboxLimits } from './capacity.ts'
import { Carried } from './carried.ts'
import { type Accepted, Intake, type Made } from './intake.ts'
import { LaneLocks } from './lane-locks.ts'
import { Lanes } from './lanes.ts'
import { QueueMemory, type Renamed } from './memory.ts'
import { Mover, type StepOf } from './mover.ts'
import { noteDoubts } from './note-doubts.ts'
import type { OverlayPort } from './overlay-port.ts'
import { QueueEvents } from './queue-events.ts'
import { OperationReader } from './reader.ts'
import { queueStatus } from './status.ts'
import type { Timekeeper } from './timekeeper.ts'
import { Totals } from './totals.ts'
import { Turns } from './turns.ts'
import type { UnreadMove } from './unread-move.ts'

/** The ledger may be damaged: no more room than that is made on its word. */
const MOST_EXPECTED = 100_000

/**
 * The durable queue. Everything follows one order: commit, then memory, then events. Each operation is moved by one
 * transition at a time; new operations are accepted beside them.
 */
export class Outbox {
  /** What exists on other PCs too. */
  readonly carried = new Carried()
  readonly #store: Store
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #limits: () => OutboxLimits
  readonly #user: () => OperationUser
  readonly #firstUserId: () => string | null
  readonly #lanes: Lanes
  readonly #aliases = new Aliases()
  readonly #acceptance: Acceptance
  readonly #intake: Intake
  readonly #adopter: Adopter
  readonly #mover: Mover
  readonly #reader: OperationReader
  readonly #turns = new Turns()
  readonly #events: QueueEvents
  readonly #totals = new Totals()
  readonly #memory: QueueMemory

  constructor(dependencies: {
    store: Store
    overlays: OverlayPort
    clock: Clock
    timekeeper: Timekeeper
    ids: Ids
    logger: Logger
    limits: () => OutboxLimits
    /** Who makes the operations now. */
    user: () => OperationUser
    /** Whose operations those are that were made before anybody had signed in; null: nobody has yet. */
    firstUserId: () => string | null
  }) {
    this.#events = new QueueEvents(dependencies.logger)
    this.#store = dependencies.store
    this.#clock = dependencies.clock
    this.#logger = dependencies.logger
    this.#limits = dependencies.limits
    this.#user = dependencies.user
    this.#firstUserId = dependencies.firstUserId
    this.#lanes = new Lanes(dependencies.clock, (userId) => this.isOfUser(userId))
    dependencies.overlays.views.showEffects(this.#lanes)
    this.#acceptance = new Acceptance({ ...dependencies, lanes: this.#lanes, carried: this.carried })
    const locks = new LaneLocks()
    this.#reader = new OperationReader({
      ...dependencies,
      lanes: this.#lanes,
      locks,
      onSetAside: (keys) => this.#events.changed.emit(keys),
    })
    const parts = {
      ...dependencies,
      lanes: this.#lanes,
      aliases: this.#aliases,
      acceptance: this.#acceptance,
      locks,
      carried: this.carried,
      remember: (made: Made) => this.#rememberMade(made),
    }
    this.#memory = new QueueMemory({ ...parts, totals: this.#totals })
    this.#intake = new Intake({ ...parts, moving: this.#reader.moving })
    this.#adopter = new Adopter(parts)
    this.#mover = new Mover({ ...parts, reader: this.#reader, events: this.#events, memory: this.#memory })
  }

  /** Begins with what was stored. `take` its parts next, then `restored`: until then nothing else may be asked for. */
  restore(state: StoredHead): void {
    this.#totals.restore(state.counters)
    this.#lanes.expect(Math.min(this.#totals.waiting, MOST_EXPECTED))
    this.#acceptance.continueAfter(state.lastClientSequence)
    for (const alias of state.aliases) this.#aliases.add(alias)
  }

  /** Takes what was stored, part by part. */
  take({ operations, effects }: StoredPart): void {
    for (const [index, row] of operations.entries()) this.#lanes.restore(row, effects[index] ?? null)
  }

  /** All is taken. Nobody knows what became of what was on its way. */
  async restored(state: StoredHead): Promise<void> {
    this.carried.restore(state.meta, this.#lanes)
    const doubted = [...this.#lanes.rows({ states: ['sending'] })]
    // Not even that can be noted on a full disk: they stay as they are, and are doubted as soon as there is room.
    const isNoted = await noteDoubts(doubted, { store: this.#store, clock: this.#clock, logger: this.#logger })
    if (isNoted) for (const row of doubted) this.#lanes.put({ ...row, state: 'unknown' })
  }

  /** Finds out what can be sent, step by step. To be run to its end before delivery begins. */
  sortOut(): Iterable<void> {
    return this.#lanes.sortOut()
  }

  /** Looks through everything that waits, in pages, and sets aside what cannot be read. Returns how many those are. */
  inspect(pageSize = 500): Promise<number> {
    return this.#reader.inspect(pageSize)
  }

  /** How many conflicts have been decided in this run. */
  get conflictsResolved(): number {
    return this.#events.conflictsResolved
  }

  get lanes(): Lanes {
    return this.#lanes
  }

  /** Whether an operation of this user may be sent now, as the one who is signed in. */
  isOfUser(userId: string): boolean {
    const { id, name } = this.#user()
    const owner = userId === '' ? (this.#firstUserId() ?? id) : userId
    return owner === id || owner === `name:${name}`
  }

  /** Somebody else has signed in: what may be sent changes; nothing is sent as another, nothing is deleted. */
  userChanged(): void {
    this.#lanes.refreshAll()
    this.#events.changed.emit([])
  }

  /** Keys of operations that changed, after the change is stored. Empty: any may have. */
  onChanged(listener: (keys: readonly string[]) => void): Cancel {
    return this.#events.changed.subscribe(listener)
  }

  /** Operations that are over, or wait for a person. */
  onSettled(listener: (operation: Operation) => void): Cancel {
    return this.#events.settled.subscribe(listener)
  }

  /** The server gave another id to something made here. */
  onRenamed(listener: (renamed: Renamed) => void): Cancel {
    return this.#events.renamed.subscribe(listener)
  }

  /**
   * Accepts changes: all of them or none. Resolves when they are on disk.
   * Rejects with OutpostError: `invalid-operation`, `not-found`, `queue-full`, `storage-full`, `storage-failed`, `storage-read-only`.
   */
  enqueue(raw: readonly Intent[], options: EnqueueOptions = {}): Promise<readonly Accepted[]> {
    return this.#intake.enqueue(raw, options)
  }

  /**
   * Moves operations on, in one transaction, with everything that must move with them. `step` sees each as it is stored and
   * says what becomes of it; null leaves it. Returns the operations as they are then. Rejects with OutpostError
   * when the disk does not take it: nothing changed.
   */
  transition(keys: readonly string[], step: StepOf): Promise<readonly Operation[]> {
    if (keys.length === 0) return Promise.resolve([])
    return this.#turns.alone(() => this.#mover.move(keys, step))
  }

  /**
   * As `transition`, beside others that move other operations: for steps that look at nothing but the operation. `step` may
   * be asked twice about one.
   */
  async transitionBeside(keys: readonly string[], step: StepOf): Promise<readonly Operation[]> {
    if (keys.length === 0) return []
    const moved = await this.#turns.beside(keys, () => this.#mover.moveBeside(keys, step))
    // What must move with them may be anywhere.
    return moved ?? this.transition(keys, step)
  }

  /**
   * Takes in operations that were made on another PC, as they are: all that are not known here yet, or none. Rejects with
   * OutpostError like `enqueue`.
   */
  adopt(adoption: Adoption): Promise<Adopted> {
    return this.#turns.alone(() => this.#adopter.adopt(adoption))
  }

  /** Moves operations without reading them, all or none, with `records` in the transaction. Rejects with OutpostError. */
  moveUnread(move: Omit<UnreadMove, 'at'>, records: readonly Mutation[] = []): Promise<void> {
    return this.#turns.alone(() => this.#mover.moveUnread(move, records))
  }

  /** The intent with every id as the server knows it, and the numbers of the waiting operations that make what it names. */
  resolve<T extends Intent>(intent: T): { readonly intent: T; readonly makers: readonly number[] } {
    const translated = this.#aliases.translate(intent)
    return { intent: translated, makers: this.#acceptance.makersOf(translated) }
  }

  /** The live figures. `isPaused` and `stall` are delivery's. */
  status(isPaused: boolean, stall: QueueStatus['stall'] = null): QueueStatus {
    const { count, bytes } = this.#limits()
    return queueStatus(this.#lanes, this.#totals.counters, {
      lastError: this.#events.lastError,
      now: this.#clock.now(),
      isPaused,
      stall,
      capacity: { count, bytes },
    })
  }

  clear(): void {
    this.#events.clear()
  }

  #rememberMade({ made, steps }: Made): void {
    for (const step of steps) this.#memory.move(step)
    for (const operation of made) this.#memory.add(operation)
    const moved = [...steps.map((step) => step.after), ...made]
    this.#events.changed.emit(moved.map((operation) => operation.key))
    for (const operation of moved) if (isSettled(operation.state)) this.#events.settled.emit(operation)
  }
}
