import type { UpdateProblem, UpdateState, UpdateStatus } from '#shared/domain/updates.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import { asUpdateError, UpdateError } from './problem.ts'
import { comeToRest, type RestPort } from './rest.ts'
import type { Remembered, UpdateMemory } from './update-memory.ts'
import { UpdateSchedule, type UpdateWishes } from './update-schedule.ts'
import type { Found, Updater } from './updater-port.ts'

export interface UpdateServiceDependencies {
  readonly version: string
  readonly clock: Clock
  readonly logger: Logger
  readonly wishes: () => UpdateWishes
  /** Made anew when the feed or the keys change. */
  readonly createUpdater: (wishes: UpdateWishes) => Promise<Updater>
  readonly memory: Pick<UpdateMemory, 'read' | 'write'>
  readonly rest: RestPort
  /** Rejects with UpdateError `no-room` where there is none for so many bytes. */
  readonly assertRoom: (bytes: number) => Promise<void>
  /** Rejects with UpdateError. */
  readonly backUp: () => Promise<void>
  readonly minuteOfDay: () => number
  /** The installer has taken over: the program is to end. */
  readonly onHandedOver: () => void
}

/** Time for a start to be done with what matters more. */
const FIRST_LOOK_MS = 30_000
const PUT_OFF_MS = 24 * 60 * 60_000
const TELL_EVERY_MS = 200

/** Looks for new versions where the settings say, and brings them in when a person, or the hours, allow it. */
export class UpdateService {
  readonly #dependencies: UpdateServiceDependencies
  readonly #changed: Emitter<UpdateStatus>
  readonly #schedule: UpdateSchedule
  #updater: Promise<Updater> | null = null
  #madeFor: string
  #everyMs: number
  #status: UpdateStatus
  #received: string | null = null
  /** Ends what is going on. */
  #work: AbortController | null = null
  #working: Promise<void> = Promise.resolve()
  #toldAt = 0
  #isStopped = false

  constructor(dependencies: UpdateServiceDependencies) {
    this.#dependencies = dependencies
    this.#changed = new Emitter((error) => dependencies.logger.error('a listener of the updates failed', { error }))
    this.#schedule = this.#createSchedule(dependencies)
    const wishes = dependencies.wishes()
    this.#madeFor = placeOf(wishes)
    this.#everyMs = wishes.updateCheckEveryMs
    this.#status = {
      ...{ state: wishes.updateFeed === '' ? 'off' : 'idle', version: dependencies.version, offered: null },
      ...{ progress: null, inFlight: 0, lastCheckedAt: null, putOffUntil: null, problem: null, canInstall: false },
    }
  }

  /** Looks by itself from now on; who asks before is answered too. */
  async run(): Promise<void> {
    const { lastCheckedAt, putOffUntil, received } = await this.#dependencies.memory.read()
    this.#received ??= received
    const known = this.#status
    this.#put({
      lastCheckedAt: known.lastCheckedAt ?? lastCheckedAt,
      putOffUntil: known.putOffUntil ?? putOffUntil,
    })
    if (!this.#isStopped) this.#schedule.lookFrom(FIRST_LOOK_MS)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#schedule.stop()
    this.#work?.abort()
    this.#changed.clear()
    await this.#working
  }

  status(): UpdateStatus {
    return this.#status
  }

  onChanged(listener: (status: UpdateStatus) => void): Cancel {
    return this.#changed.subscribe(listener)
  }

  /** Another feed, or none, or other keys: what was offered before counts no more. */
  settingsChanged(): void {
    const wishes = this.#dependencies.wishes()
    const place = placeOf(wishes)
    const isAnother = place !== this.#madeFor && this.#status.state !== 'installing'
    if (!isAnother && wishes.updateCheckEveryMs === this.#everyMs) return
    this.#everyMs = wishes.updateCheckEveryMs
    if (isAnother) {
      this.#madeFor = place
      this.#work?.abort()
      this.#updater = null
      const state = wishes.updateFeed === '' ? 'off' : 'idle'
      this.#put({ state, offered: null, progress: null, problem: null })
    }
    if (!this.#isStopped) this.#schedule.lookFrom(isAnother ? 0 : wishes.updateCheckEveryMs)
  }

  check(): UpdateStatus {
    if (this.#isFree() && this.#status.state !== 'off') this.#look()
    return this.#status
  }

  download(): UpdateStatus {
    if (this.#isFree() && this.#status.state === 'available' && this.#status.canInstall)
      this.#begin('downloading', (signal) => this.#download(signal))
    return this.#status
  }

  cancel(): UpdateStatus {
    if (this.#status.state !== 'installing' && this.#status.state !== 'backing-up') this.#work?.abort()
    return this.#status
  }

  install(): UpdateStatus {
    if (this.#isFree() && this.#status.state === 'ready') this.#begin('waiting', (signal) => this.#install(signal))
    return this.#status
  }

  putOff(): UpdateStatus {
    this.#put({ putOffUntil: this.#dependencies.clock.now() + PUT_OFF_MS })
    void this.#remember()
    return this.#status
  }

  /** What was offered before counts no more: it may be replaced by something that nobody has signed. */
  #look(): void {
    this.#put({ state: 'idle', offered: null })
    this.#begin('checking', (signal) => this.#check(signal))
  }

  #isFree(): boolean {
    return this.#work === null && !this.#isStopped
  }

  /** Does one thing at a time. What ends without success leads back to the state before. */
  #begin(state: UpdateState, work: (signal: AbortSignal) => Promise<void>): void {
    const before = this.#status.state
    const controller = new AbortController()
    this.#work = controller
    this.#put({ state, problem: null })
    this.#working = work(controller.signal)
      .catch((error: unknown) => this.#failed(before, controller.signal, error))
      .finally(() => {
        if (this.#work === controller) this.#work = null
        this.#next()
      })
  }

  #failed(before: UpdateState, signal: AbortSignal, error: unknown): void {
    const back = { progress: null, inFlight: 0 }
    // Another feed was set meanwhile, or the program ends: nobody waits for this any more.
    if (signal.aborted) return this.#put(this.#updater === null ? back : { ...back, state: before })
    const { code, message } = asUpdateError(error, 'unreachable')
    this.#dependencies.logger.warn('an update did not go on', { code, cause: message })
    const isGone = code === 'damaged' || code === 'truncated'
    if (isGone) this.#received = null
    this.#put({
      ...back,
      state: isGone && before === 'ready' ? 'available' : before,
      problem: this.#problem(code, message),
    })
  }

  #problem(code: UpdateProblem, detail: string): UpdateStatus['problem'] {
    return { code, detail, at: this.#dependencies.clock.now() }
  }

  async #check(signal: AbortSignal): Promise<void> {
    const updater = await this.#ownUpdater()
    const found = await updater.check(signal)
    signal.throwIfAborted()
    this.#put({ lastCheckedAt: this.#dependencies.clock.now(), canInstall: updater.canInstall, ...this.#whatIs(found) })
    await this.#remember()
  }

  #whatIs(found: Found): Partial<UpdateStatus> {
    if (found.kind === 'newer') return { state: 'available', offered: found.offer }
    const problem = found.kind === 'older' ? this.#problem('older', `The feed offers ${found.version}.`) : null
    return { state: 'idle', offered: null, problem }
  }

  async #download(signal: AbortSignal): Promise<void> {
    const { offered } = this.#status
    if (offered === null) return
    if (this.#received !== offered.version) await this.#dependencies.assertRoom(offered.bytes)
    const updater = await this.#ownUpdater()
    this.#put({ progress: { bytes: 0, total: offered.bytes } })
    await updater.download(signal, (bytes) => this.#progress(bytes, offered.bytes))
    signal.throwIfAborted()
    this.#received = offered.version
    this.#put({ state: 'ready', progress: null })
    await this.#remember()
  }

  #progress(bytes: number, total: number): void {
    const now = this.#dependencies.clock.monotonic()
    if (now - this.#toldAt < TELL_EVERY_MS && bytes < total) return
    this.#toldAt = now
    this.#put({ progress: { bytes, total } })
  }

  async #install(signal: AbortSignal): Promise<void> {
    const { rest, clock, backUp, onHandedOver, logger } = this.#dependencies
    await comeToRest({ port: rest, clock, signal, onInFlight: (inFlight) => this.#put({ inFlight }) })
    try {
      this.#put({ state: 'backing-up' })
      await backUp()
      signal.throwIfAborted()
      this.#put({ state: 'installing' })
      await (await this.#ownUpdater()).install()
    } catch (error) {
      rest.release()
      throw asUpdateError(error, 'install-failed')
    }
    logger.info('the installer has taken over; this version ends', { next: this.#status.offered?.version ?? '' })
    onHandedOver()
  }

  /** What follows by itself. */
  #next(): void {
    if (this.#isStopped || this.#status.state === 'installing') return
    const { updateInstall, updateFeed, updateCheckEveryMs } = this.#dependencies.wishes()
    if (updateFeed === '') return
    this.#schedule.checkIn(updateCheckEveryMs)
    const { state, offered, problem, canInstall } = this.#status
    if (state !== 'available' || offered === null || problem !== null || !canInstall) return
    const isHere = this.#received === offered.version
    if (isHere || updateInstall === 'when-idle') this.download()
  }

  #createSchedule({ clock, wishes, minuteOfDay }: UpdateServiceDependencies): UpdateSchedule {
    return new UpdateSchedule({
      ...{ clock, wishes, minuteOfDay },
      mayCheck: () => this.#isFree() && this.#status.state !== 'ready',
      check: () => this.check(),
      mayInstall: () => this.#status.state === 'ready' && (this.#status.putOffUntil ?? 0) <= clock.now(),
      install: () => this.install(),
    })
  }

  #ownUpdater(): Promise<Updater> {
    this.#updater ??= this.#dependencies.createUpdater(this.#dependencies.wishes()).catch((error: unknown) => {
      this.#updater = null
      throw error instanceof UpdateError ? error : asUpdateError(error, 'broken')
    })
    return this.#updater
  }

  #remember(): Promise<void> {
    const { lastCheckedAt, putOffUntil } = this.#status
    const remembered: Remembered = { lastCheckedAt, putOffUntil, received: this.#received }
    return this.#dependencies.memory.write(remembered)
  }

  #put(changes: Partial<UpdateStatus>): void {
    this.#status = { ...this.#status, ...changes }
    this.#changed.emit(this.#status)
  }
}

/** Names what an updater is made for. */
function placeOf({ updateFeed, updateKeys }: UpdateWishes): string {
  return JSON.stringify([updateFeed, updateKeys])
}
