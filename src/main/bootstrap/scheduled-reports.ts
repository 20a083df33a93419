import { join } from 'node:path'
import type { ReportFormat } from '#shared/domain/report-formats.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
import { reportFileName } from './report-files.ts'
import type { ReportMaker, ReportSite } from './report-maker.ts'
import type { ReportMemory, ReportMemoryState } from './report-memory.ts'
import { lastDue, nextDue, periodOf } from './report-times.ts'

export type ReportScheduleStatus = IpcResponse<'reports:schedule'>

export interface ScheduledReportsDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly maker: Pick<ReportMaker, 'make'>
  readonly memory: Pick<ReportMemory, 'read' | 'write'>
  readonly settings: () => Pick<Settings, 'reportSchedule' | 'reportFolder' | 'reportFormat' | 'reportTime'>
  /** Sites that are open; null: that is not known yet, some are being opened. */
  readonly sites: () => readonly ReportSite[] | null
  readonly onChanged: (status: ReportScheduleStatus) => void
  /** What the operator is told when a file cannot be written. */
  readonly troubleOf: (error: unknown) => string
}

/** The wall clock can be set and the PC can sleep: the time is looked at this often at least. */
const LOOK_EVERY_MS = 60_000
/** After a failure it is tried again so much later; then every hour. */
const RETRY_MS = [5, 15, 60].map((minutes) => minutes * 60_000)
const NOTHING: ReportMemoryState = { since: 0, written: {}, last: null }

/**
 * Writes reports by themselves, whether or not a window is open. What was missed while the program was off is written once, when
 * it starts; a report that is written is not written again.
 */
export class ScheduledReports implements Service {
  readonly #dependencies: ScheduledReportsDependencies
  readonly #ending = new AbortController()
  #state: ReportMemoryState
  #cancel: Cancel | null = null
  #writing: Promise<void> | null = null
  #failures = 0
  #retryAt = 0
  #isWanted: boolean
  #schedule: string

  constructor(dependencies: ScheduledReportsDependencies) {
    this.#dependencies = dependencies
    const known = dependencies.memory.read()
    this.#state = known ?? { ...NOTHING, since: dependencies.clock.now() }
    this.#isWanted = known !== null
    this.#schedule = this.#rhythm()
  }

  async run(): Promise<void> {
    // Wanted by the administrator, for example: from now on.
    if (!this.#isWanted && this.#schedule !== 'off') {
      this.#isWanted = true
      await this.#remember()
    }
    this.look()
  }

  async stop(): Promise<void> {
    this.#ending.abort(new Error('the program ends'))
    this.#cancel?.()
    this.#cancel = null
    await this.#writing
  }

  status(): ReportScheduleStatus {
    const { clock, settings } = this.#dependencies
    const { reportFolder } = settings()
    const nextAt = reportFolder === null ? null : nextDue(settings(), clock.now())
    return { nextAt, last: this.#state.last, isWriting: this.#writing !== null }
  }

  /** The settings are others now: what was due by them before is not wanted. */
  settingsChanged(): void {
    const rhythm = this.#rhythm()
    if (rhythm !== this.#schedule) {
      this.#schedule = rhythm
      this.#isWanted = true
      this.#state = { ...this.#state, since: this.#dependencies.clock.now() }
      void this.#remember()
    }
    this.#failures = 0
    this.#retryAt = 0
    this.look()
    this.#tell()
  }

  /** Writes what is due. Also called when the PC wakes up. */
  look(): void {
    this.#cancel?.()
    this.#cancel = null
    if (this.#ending.signal.aborted) return
    const { clock, settings } = this.#dependencies
    this.#cancel = clock.schedule(LOOK_EVERY_MS, () => this.look())
    const due = lastDue(settings(), clock.now())
    if (this.#writing !== null || due === null || due < this.#state.since || clock.now() < this.#retryAt) return
    const sites = this.#dependencies.sites()
    const left = sites?.filter(({ key }) => (this.#state.written[key] ?? -1) < due) ?? []
    const { reportFolder, reportFormat } = settings()
    if (left.length === 0 || reportFolder === null) return
    this.#writing = this.#write(left, due, reportFolder, reportFormat).finally(() => {
      this.#writing = null
      this.#tell()
    })
    this.#tell()
  }

  /** What failed and is not mended yet, for whoever opens a window. */
  notices(): { code: string; message: string }[] {
    const problem = this.#schedule === 'off' ? null : (this.#state.last?.problem ?? null)
    return problem === null ? [] : [{ code: 'scheduled-report', message: problem }]
  }

  async #write(sites: readonly ReportSite[], due: number, folder: string, format: ReportFormat): Promise<void> {
    const { clock, maker, logger, settings, troubleOf } = this.#dependencies
    const period = periodOf(settings(), due)
    const files: string[] = []
    let problem: string | null = null
    for (const site of sites) {
      const path = join(folder, reportFileName(site, period, format))
      try {
        await maker.make({ site, period, format, path }, { signal: this.#ending.signal, onProgress: () => undefined })
        files.push(path)
        this.#state = { ...this.#state, written: { ...this.#state.written, [site.key]: due } }
      } catch (error) {
        if (this.#ending.signal.aborted) return
        problem = `The report of ${site.name} could not be written. ${troubleOf(error)}`
        logger.warn('a report that is written by itself failed', { site: site.key, error })
      }
    }
    this.#failed(problem !== null)
    this.#state = { ...this.#state, last: { at: clock.now(), files, problem } }
    await this.#remember()
  }

  #failed(hasFailed: boolean): void {
    this.#failures = hasFailed ? this.#failures + 1 : 0
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 0
    this.#retryAt = this.#dependencies.clock.now() + wait
  }

  /** What cannot be kept costs a file that is written twice, at most. */
  async #remember(): Promise<void> {
    try {
      if (this.#isWanted) await this.#dependencies.memory.write(this.#state)
    } catch (error) {
      this.#dependencies.logger.warn('which reports were written could not be kept', { error })
    }
  }

  #rhythm(): string {
    const { reportSchedule, reportTime, reportFolder } = this.#dependencies.settings()
    return reportSchedule === 'off' || reportFolder === null ? 'off' : `${reportSchedule} ${reportTime}`
  }

  #tell(): void {
    if (!this.#ending.signal.aborted) this.#dependencies.onChanged(this.status())
  }
}
