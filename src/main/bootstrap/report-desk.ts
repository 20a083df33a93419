import { OutpostError } from '#shared/errors/result.ts'
import type { IpcEvent, IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { ReportsPort } from '../ipc/services.ts'
import { fileTrouble } from '../outbox/file-trouble.ts'
import type { Clock } from '../platform/clock.ts'
import { ReportError } from '../reports/run-thread.ts'
import { type AskedFiles, orRefused } from './asked-files.ts'
import type { HostedSite } from './hosted-site.ts'
import { REPORT_KINDS } from './report-files.ts'
import type { ReportMaker, ReportSite } from './report-maker.ts'
import type { ReportScheduleStatus } from './scheduled-reports.ts'

export interface ReportDeskDependencies {
  readonly maker: ReportMaker
  readonly files: AskedFiles
  readonly clock: Clock
  readonly schedule: () => ReportScheduleStatus
  /** Into which reports are written by themselves from now on. */
  readonly keepFolder: (folder: string) => Promise<unknown>
  readonly tell: (windowId: number, progress: IpcEvent<'reports:progress'>) => void
}

/** What a report needs of a site. */
export type ReportedSite = Pick<HostedSite, 'target' | 'entry' | 'engine' | 'databaseFile'>

/** Progress is for people. */
const TELL_EVERY_MS = 100

/** Reports that operators ask for: one at a time for each window, and each can be cancelled. */
export class ReportDesk {
  readonly #dependencies: ReportDeskDependencies
  readonly #running = new Map<number, AbortController>()

  constructor(dependencies: ReportDeskDependencies) {
    this.#dependencies = dependencies
  }

  portOf(site: ReportedSite): ReportsPort {
    return {
      export: (windowId, request) => this.#export(site, windowId, request),
      cancel: (windowId) => this.cancel(windowId),
      schedule: () => this.#dependencies.schedule(),
      chooseFolder: (windowId) => orRefused(() => this.#chooseFolder(windowId)),
    }
  }

  /** Also when the window is gone: nobody waits for the file any more. */
  cancel(windowId: number): void {
    this.#running.get(windowId)?.abort(new CancelledError())
  }

  /** Somebody waits for a report. */
  get isWriting(): boolean {
    return this.#running.size > 0
  }

  stop(): void {
    for (const windowId of this.#running.keys()) this.cancel(windowId)
  }

  async #export(
    site: ReportedSite,
    windowId: number,
    request: IpcRequest<'reports:export'>,
  ): Promise<IpcResponse<'reports:export'>> {
    if (this.#running.has(windowId)) {
      throw new OutpostError('rate-limited', 'This window is writing a report already. Wait for it, or cancel it.')
    }
    const controller = new AbortController()
    this.#running.set(windowId, controller)
    try {
      return await orRefused(() => this.#write(site, windowId, request, controller.signal))
    } catch (error) {
      if (error instanceof CancelledError) return { outcome: 'cancelled' }
      throw error
    } finally {
      this.#running.delete(windowId)
    }
  }

  async #write(
    site: ReportedSite,
    windowId: number,
    { period, format, language }: IpcRequest<'reports:export'>,
    signal: AbortSignal,
  ): Promise<IpcResponse<'reports:export'>> {
    const { maker, files } = this.#dependencies
    const suggestedName = suggestedNameOf(period.fromAt, period.toAt, REPORT_KINDS[format].extension)
    const file = await files.save(windowId, { title: 'report', suggestedName, kind: REPORT_KINDS[format] })
    if (file === null) return { outcome: 'cancelled' }
    const subject = reportSiteOf(site)
    const watch = { signal, onProgress: this.#throttled(windowId) }
    try {
      const headline = await maker.make({ site: subject, period, format, language, path: file.path }, watch)
      return { outcome: 'written', fileName: file.name, headline }
    } catch (error) {
      throw error instanceof CancelledError ? error : troubleOf(error)
    }
  }

  async #chooseFolder(windowId: number): Promise<IpcResponse<'reports:choose-folder'>> {
    const { files, keepFolder } = this.#dependencies
    const folder = await files.folder(windowId, { title: 'reportFolder' })
    if (folder === null) return { outcome: 'cancelled' }
    await keepFolder(folder)
    return { outcome: 'chosen', folder }
  }

  #throttled(windowId: number): (step: IpcEvent<'reports:progress'>['step'], records: number) => void {
    const { clock, tell } = this.#dependencies
    let [lastStep, lastAt] = ['', Number.NEGATIVE_INFINITY]
    return (step, records) => {
      const now = clock.monotonic()
      if (step === lastStep && now - lastAt < TELL_EVERY_MS) return
      ;[lastStep, lastAt] = [step, now]
      tell(windowId, { step, records })
    }
  }
}

/** The operator has changed their mind: no failure. */
class CancelledError extends Error {}

/** What the system refused is about the file; anything else is about what the report is made of. */
export function troubleOf(error: unknown): Error {
  if (error instanceof ReportError && error.code === null) {
    return new OutpostError('storage-failed', `The report could not be made. ${error.message}`, { cause: error })
  }
  return fileTrouble(error, 'written')
}

/** What a report needs to know of a site. */
export function reportSiteOf(site: ReportedSite): ReportSite {
  return { key: site.target.folder, name: nameOf(site), file: site.databaseFile }
}

function nameOf({ entry, engine }: ReportedSite): string {
  return entry.name === '' ? (engine.connectionStatus().siteName ?? 'Demo site') : entry.name
}

function suggestedNameOf(fromAt: number, toAt: number, extension: string): string {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10)
  return `outpost-report-${day(fromAt)}-to-${day(toAt - 1)}.${extension}`
}
