import type { TelemetryStatus, TestReport } from '#shared/domain/telemetry.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import { Breadcrumbs } from './breadcrumbs.ts'
import type { TelemetryConfig } from './config.ts'
import type { ErrorReporter, Happened } from './error-reporter.ts'
import type { Crumb, ErrorReport, ErrorSink } from './report.ts'

export interface CollectorDependencies {
  readonly clock: Clock
  readonly logger: Logger
  /** Reads and makes the rest of it: called when there is something to send, and never while it is off. */
  readonly load: (config: () => TelemetryConfig) => Promise<ErrorReporter>
  /** Takes away what was kept. */
  readonly forget: () => Promise<void>
  /** What was kept by earlier starts is looked for from then on. */
  readonly mayStart: Promise<unknown>
}

/** Before the settings are read: enough for whatever goes wrong so early. */
const MAX_EARLY = 20
const NOTHING: Omit<TelemetryStatus, 'isOn' | 'receiver' | 'crashDumps'> = {
  kept: 0,
  keptBytes: 0,
  sent: 0,
  dropped: {},
  lastSentAt: null,
  nextTryAt: null,
  lastTrouble: null,
}

/**
 * Where all of the program tells its errors. While reports are off it collects nothing, keeps nothing and reads nothing;
 * what was kept goes as soon as they are switched off.
 *
 *   unknown ── settings ──▶ off ◀── settings ──▶ on
 */
export class ErrorCollector implements ErrorSink {
  readonly #dependencies: CollectorDependencies
  readonly #crumbs: Breadcrumbs
  /** Undefined: the settings are not read yet. Null: off. */
  #config: TelemetryConfig | null | undefined
  #early: Happened[] = []
  #reporter: Promise<ErrorReporter | null> | null = null
  /** The one that `#reporter` has brought. */
  #running: ErrorReporter | null = null
  #told = new WeakSet<object>()
  #turn: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor(dependencies: CollectorDependencies) {
    this.#dependencies = dependencies
    this.#crumbs = new Breadcrumbs(dependencies.clock)
  }

  get isOn(): boolean {
    return this.#config !== null && this.#config !== undefined
  }

  /** The settings as they are from now on; null: off. */
  configure(config: TelemetryConfig | null): void {
    const before = this.#config
    this.#config = config
    if (config === null) this.#switchOff(before === undefined)
    else if (before === undefined) this.#begin()
    else this.#running?.resume()
  }

  /** True the first time: an error that several tell of, on its way up, is one error. */
  isNew(error: unknown): boolean {
    if (typeof error !== 'object' || error === null) return true
    if (this.#told.has(error)) return false
    this.#told.add(error)
    return true
  }

  note(crumb: Crumb): void {
    if (this.#config !== null) this.#crumbs.add(crumb)
  }

  report(report: ErrorReport): void {
    if (this.#config === null || this.#isStopped) return
    const happened = { report, at: this.#dependencies.clock.now(), crumbs: this.#crumbs.list() }
    if (this.#config !== undefined) this.#pass(happened)
    else if (this.#early.length < MAX_EARLY) this.#early.push(happened)
  }

  async test(): Promise<TestReport> {
    const reporter = await this.#load()
    return reporter === null ? { outcome: 'off' } : reporter.test(this.#crumbs.list())
  }

  status(): Omit<TelemetryStatus, 'crashDumps'> {
    const receiver = this.#config?.dsn.origin ?? null
    return { isOn: this.isOn, receiver, ...(this.#running?.status() ?? NOTHING) }
  }

  /** Everything told until now is kept when it resolves. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#turn
    await (await this.#reporter)?.stop()
  }

  #begin(): void {
    for (const happened of this.#early.splice(0)) this.#pass(happened)
    void this.#dependencies.mayStart.then(() => this.#load())
  }

  #pass(happened: Happened): void {
    this.#turn = Promise.all([this.#turn, this.#load().then((reporter) => reporter?.report(happened))]).then(
      () => undefined,
    )
  }

  #load(): Promise<ErrorReporter | null> {
    const config = this.#config
    if (config === null || config === undefined || (this.#isStopped && this.#reporter === null)) {
      return Promise.resolve(null)
    }
    this.#reporter ??= this.#start(config).catch((error: unknown) => {
      this.#dependencies.logger.error('error reports cannot be made', { error })
      return null
    })
    return this.#reporter
  }

  async #start(first: TelemetryConfig): Promise<ErrorReporter> {
    // Nothing of before may be taken away after this one has begun.
    await this.#turn.catch(() => undefined)
    const reporter = await this.#dependencies.load(() => this.#config ?? first)
    await reporter.run()
    this.#running = reporter
    return reporter
  }

  #switchOff(isAtStart: boolean): void {
    const { forget, mayStart } = this.#dependencies
    const [reporter, waitsFor] = [this.#reporter, isAtStart ? mayStart : this.#turn]
    this.#early = []
    this.#crumbs.clear()
    this.#reporter = null
    this.#running = null
    this.#told = new WeakSet()
    const ended = waitsFor.then(async () => {
      await (await reporter)?.stop()
      if (this.#config === null) await forget()
    })
    if (!isAtStart) this.#turn = ended
  }
}
