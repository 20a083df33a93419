import type { DropReason, SendTrouble, TelemetryStatus, TestReport } from '#shared/domain/telemetry.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Random } from '../../platform/random.ts'
import type { DatedCrumb } from './breadcrumbs.ts'
import { buildEvent, fingerprintOf, type ProgramFacts, type Whereabouts } from './build-event.ts'
import { cleanEvent } from './clean-event.ts'
import type { TelemetryConfig } from './config.ts'
import { EnvelopeSender } from './envelope-sender.ts'
import { isIgnored } from './ignore.ts'
import type { PostEnvelope } from './post-envelope.ts'
import { Repeats } from './repeats.ts'
import type { ErrorReport } from './report.ts'
import { EventSpool } from './spool.ts'

export interface ReporterDependencies {
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  /** Folder for what waits to be sent. */
  readonly folder: string
  readonly config: () => TelemetryConfig
  readonly program: ProgramFacts
  readonly whereabouts: (windowId: number | undefined) => Whereabouts
  /** What this program knows to be secret. */
  readonly secrets: () => readonly string[]
  readonly post: PostEnvelope
  readonly waitAfter: (failures: number) => number
}

export type ReporterStatus = Omit<TelemetryStatus, 'isOn' | 'receiver' | 'crashDumps'>

/** What an event is made of, as it was when the error happened. */
export interface Happened {
  readonly report: ErrorReport
  readonly at: number
  readonly crumbs: readonly DatedCrumb[]
}

const TEST_REPORT: ErrorReport = {
  level: 'info',
  process: 'main',
  facts: null,
  message: 'Test report of Outpost Console',
  component: 'settings',
  action: 'test',
  isHandled: true,
}

/** Keeps reports and sends them: chosen, made, cleaned, on the disk, sent, in this order. */
export class ErrorReporter {
  readonly #dependencies: ReporterDependencies
  readonly #spool: EventSpool
  readonly #sender: EnvelopeSender
  readonly #repeats: Repeats
  readonly #dropped = new Map<DropReason, number>()
  #sent = 0
  #lastSentAt: number | null = null
  #lastTrouble: TelemetryStatus['lastTrouble'] = null
  /** The end of the last write: a program that ends waits for it. */
  #lastWrite: Promise<void> = Promise.resolve()

  constructor(dependencies: ReporterDependencies) {
    const { clock, folder, config, post, waitAfter } = dependencies
    this.#dependencies = dependencies
    this.#repeats = new Repeats(clock)
    this.#spool = new EventSpool({
      folder,
      now: () => clock.now(),
      onDropped: (reason, count) => this.#drop(reason, count),
      onUnstored: (cause) => this.#trouble('unstored', cause instanceof Error ? cause.message : String(cause)),
    })
    this.#sender = new EnvelopeSender({
      ...{ clock, post, waitAfter, spool: this.#spool },
      dsn: () => config().dsn,
      onSent: () => {
        this.#sent += 1
        this.#lastSentAt = clock.now()
        if (this.#lastTrouble?.code !== 'unstored') this.#lastTrouble = null
      },
      onRefused: () => {
        this.#drop('refused', 1)
        this.#trouble('refused', 'the receiver does not take it')
      },
      onTrouble: (code, message) => this.#trouble(code, message),
    })
  }

  /** Finds what was kept, and begins to send. */
  async run(): Promise<void> {
    await this.#spool.open()
    this.#sender.wake()
  }

  /** The settings have changed: what waits may have somewhere else to go. */
  resume(): void {
    void this.#sender.tryNow()
  }

  /** Everything told before is on the disk when it resolves. */
  async stop(): Promise<void> {
    await this.#lastWrite
    await this.#sender.stop()
  }

  /** Resolves when it is kept, or is not wanted. Never rejects. */
  report(happened: Happened): Promise<void> {
    const { config, random } = this.#dependencies
    const { report } = happened
    if (isIgnored(config().ignore, report)) return this.#leaveOut('ignored')
    const leftOut = this.#repeats.let(fingerprintOf(report).join('\n'))
    if (leftOut === null) return this.#leaveOut('repeated')
    if (random.next() >= config().sampleRate) return this.#leaveOut('sampled')
    return this.#keep(happened, this.#newId(), leftOut)
  }

  /** Sends one report that says nothing, past everything that could leave it out. */
  async test(crumbs: readonly DatedCrumb[]): Promise<TestReport> {
    const { clock } = this.#dependencies
    const eventId = this.#newId()
    const refusedBefore = this.#dropped.get('refused') ?? 0
    await this.#keep({ report: TEST_REPORT, at: clock.now(), crumbs }, eventId, 0)
    await this.#sender.tryNow()
    if (this.#spool.has(eventId)) return { outcome: 'kept', eventId, trouble: this.#lastTrouble?.code ?? null }
    const isRefused = (this.#dropped.get('refused') ?? 0) > refusedBefore
    return isRefused ? { outcome: 'refused', eventId, trouble: 'refused' } : { outcome: 'sent', eventId }
  }

  status(): ReporterStatus {
    return {
      kept: this.#spool.count,
      keptBytes: this.#spool.bytes,
      sent: this.#sent,
      dropped: Object.fromEntries(this.#dropped),
      lastSentAt: this.#lastSentAt,
      nextTryAt: this.#sender.nextTryAt,
      lastTrouble: this.#lastTrouble,
    }
  }

  #keep({ report, at, crumbs }: Happened, id: string, leftOut: number): Promise<void> {
    const { config, program, whereabouts, secrets, logger } = this.#dependencies
    const write = this.#lastWrite.then(async () => {
      const parts = { id, at, report, crumbs, leftOut, program, config: config() }
      const event = buildEvent({ ...parts, whereabouts: whereabouts(report.windowId) })
      await this.#spool.add(id, cleanEvent(event, secrets()))
      this.#sender.wake()
    })
    this.#lastWrite = write.catch((error: unknown) => logger.warn('a report could not be made', { error }))
    return this.#lastWrite
  }

  #leaveOut(reason: DropReason): Promise<void> {
    this.#drop(reason, 1)
    return Promise.resolve()
  }

  #drop(reason: DropReason, count: number): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + count)
  }

  #trouble(code: SendTrouble, message: string): void {
    const { clock, logger } = this.#dependencies
    // The same trouble at every try is one line.
    if (this.#lastTrouble?.code !== code) logger.warn('error reports are kept', { code, cause: message })
    this.#lastTrouble = { code, message: message.slice(0, 300), at: clock.now() }
  }

  #newId(): string {
    return this.#dependencies.ids.uuid().replaceAll('-', '')
  }
}
