import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { AskArchive } from './archive.ts'
import type { ArchiveCallName, ArchiveCalls } from './archive-protocol.ts'
import { MINUTE_MS, type RecordedState, type StateChange } from './records.ts'

export interface ObservedDevice {
  readonly deviceId: string
  readonly name: string
  readonly state: RecordedState
}

export interface FleetObserverDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly ask: AskArchive
  /** Under which the site is kept: its id among this PC's sites. */
  readonly site: string
  /** Milliseconds since the epoch, by the site's server where it has told the time. */
  readonly now: () => number
  /** All devices as the copy shows them; read in parts, while they go on changing. */
  readonly devices: () => Iterable<ObservedDevice>
}

/** Changes are written together: at most so long after the first of them, and at most so many. */
const WRITE_AFTER_MS = 1_000
const MAX_CHANGES = 500
/** The fleet is noted in parts with pauses: fifty thousand devices in ten seconds, in the background. */
const BASELINE_PART = 500
const BASELINE_PAUSE_MS = 100

/**
 * Notes which state each device of a site was in, and when anybody could know: only while the copy is current. What
 * happens otherwise is not guessed; reports say for how much of a time they can speak.
 */
export class FleetObserver {
  readonly #dependencies: FleetObserverDependencies
  #observedFrom: number | null = null
  #changes: StateChange[] = []
  #cancelWrite: Cancel | null = null
  #cancelBeat: Cancel | null = null
  #cancelBaseline: Cancel | null = null

  constructor(dependencies: FleetObserverDependencies) {
    this.#dependencies = dependencies
  }

  /** The copy is current now, or is not any more. */
  setCurrent(isCurrent: boolean): void {
    if (isCurrent === (this.#observedFrom !== null)) return
    if (isCurrent) this.#begin()
    else this.end()
  }

  changed(change: Omit<StateChange, 'at'>): void {
    if (this.#observedFrom === null) return
    this.#changes.push({ ...change, at: this.#now() })
    if (this.#changes.length >= MAX_CHANGES) this.#write()
    else this.#cancelWrite ??= this.#dependencies.clock.schedule(WRITE_AFTER_MS, () => this.#write())
  }

  /** What was seen until now is on its way into the archive. */
  confirm(): void {
    this.#write()
    this.#confirm()
  }

  /** Nothing more can be seen from now on. */
  end(): void {
    if (this.#observedFrom === null) return
    this.confirm()
    this.#observedFrom = null
    for (const cancel of [this.#cancelBeat, this.#cancelBaseline]) cancel?.()
    this.#cancelBeat = null
    this.#cancelBaseline = null
  }

  /** Whole milliseconds: what is reckoned from a server's clock has parts of them. */
  #now(): number {
    return Math.round(this.#dependencies.now())
  }

  #begin(): void {
    const { devices } = this.#dependencies
    const from = this.#now()
    this.#observedFrom = from
    this.#beat()
    this.#noteFleet(from, devices()[Symbol.iterator]())
  }

  #beat(): void {
    this.#confirm()
    this.#cancelBeat = this.#dependencies.clock.schedule(MINUTE_MS, () => this.#beat())
  }

  #confirm(): void {
    const { site } = this.#dependencies
    if (this.#observedFrom !== null) this.#tell('noteObservation', site, this.#observedFrom, this.#now())
  }

  #noteFleet(from: number, rest: Iterator<ObservedDevice>): void {
    const { clock, site } = this.#dependencies
    // What changed meanwhile is written first: the fleet as it is now already shows it.
    this.#write()
    const part: ObservedDevice[] = []
    let next = rest.next()
    while (!next.done) {
      part.push(next.value)
      if (part.length === BASELINE_PART) break
      next = rest.next()
    }
    if (part.length > 0) this.#tell('addBaseline', site, from, part)
    this.#cancelBaseline = next.done ? null : clock.schedule(BASELINE_PAUSE_MS, () => this.#noteFleet(from, rest))
  }

  #write(): void {
    this.#cancelWrite?.()
    this.#cancelWrite = null
    const changes = this.#changes
    this.#changes = []
    if (changes.length > 0) this.#tell('addChanges', this.#dependencies.site, this.#observedFrom ?? 0, changes)
  }

  #tell<N extends ArchiveCallName>(name: N, ...values: Parameters<ArchiveCalls[N]>): void {
    const { ask, logger } = this.#dependencies
    ask(name, ...values).catch((error: unknown) =>
      logger.warn('what was seen of the fleet could not be noted', {
        cause: error instanceof Error ? error.message : '',
      }),
    )
  }
}
