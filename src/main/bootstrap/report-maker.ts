import { rm } from 'node:fs/promises'
import type { ReportHeadline } from '#shared/domain/report.ts'
import type { ReportFormat, ReportStep } from '#shared/domain/report-formats.ts'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'
import { reportWriting } from '#shared/report/cells.ts'
import type { Span } from '../archive/records.ts'
import type { Clock } from '../platform/clock.ts'
import { publishFile, writeNewFile } from '../platform/file-atomic.ts'
import type { Ids } from '../platform/ids.ts'
import { reportTitle } from '../reports/formats/html.ts'
import { runReportJob } from '../reports/run-job.ts'

/** Prints an HTML file. Rejects when that cannot be done, or with the signal's reason. */
export type PrintToPdf = (
  file: string,
  options: { title: string; letters: string; signal: AbortSignal },
) => Promise<Uint8Array>

export interface ReportMakerDependencies {
  readonly clock: Clock
  readonly ids: Ids
  /** The built thread that makes reports. */
  readonly script: URL
  readonly archiveFile: string
  /** Version of the program. */
  readonly program: string
  /** IANA name of the zone in which reports are written. */
  readonly timeZone: string
  /** In which reports are written when nobody asks for another. */
  readonly language: () => SpokenLanguage
  /** Fonts for what is printed in a language, as a piece of style; empty where every PC has them. */
  readonly letters: (language: SpokenLanguage) => string
  readonly print: PrintToPdf
  /** What is still on its way into the archive is in it when this resolves. */
  readonly settle: () => Promise<void>
}

/** The site that a report is about: under which it is kept, what it is called, and its database. */
export interface ReportSite {
  readonly key: string
  readonly name: string
  readonly file: string
}

export interface ReportOrder {
  readonly site: ReportSite
  readonly period: Span
  readonly format: ReportFormat
  /** Left out: as the console speaks. */
  readonly language?: SpokenLanguage | undefined
  /** Where it is put when it is whole; what is there is replaced. */
  readonly path: string
}

export interface ReportWatch {
  readonly signal: AbortSignal
  readonly onProgress: (step: ReportStep, records: number) => void
}

/** Makes reports, one file at a time: whole, or not at all. */
export class ReportMaker {
  readonly #dependencies: ReportMakerDependencies

  constructor(dependencies: ReportMakerDependencies) {
    this.#dependencies = dependencies
  }

  /** Rejects with a ReportError, the system's error, or the signal's reason; the place is as it was then. */
  async make(
    { site, period, format, language: asked, path }: ReportOrder,
    watch: ReportWatch,
  ): Promise<ReportHeadline> {
    const { clock, ids, script, archiveFile, program, timeZone, settle } = this.#dependencies
    await settle()
    const part = `${path}.${ids.uuid()}.tmp`
    // The browser takes the kind of a file from its ending.
    const parts = { page: `${part}.html`, made: part }
    const written = format === 'pdf' ? parts.page : parts.made
    const { key, name, file: siteFile } = site
    const about = { createdAt: clock.now(), program, site: { key, name }, period }
    const output = { format: format === 'pdf' ? 'html' : format, file: written } as const
    const language = asked ?? this.#dependencies.language()
    const letters = format === 'pdf' ? this.#dependencies.letters(language) : ''
    const manner = { timeZone, language, letters }
    const job = { places: { archiveFile, siteFile }, about, ...manner, outputs: [output] }
    try {
      const headline = await runReportJob(job, { script, ...watch })
      if (format === 'pdf')
        await this.#print(parts, { title: reportTitle(about, reportWriting(language, timeZone)), letters }, watch)
      await publishFile(parts.made, path)
      return headline
    } finally {
      await Promise.all(Object.values(parts).map((file) => rm(file, { force: true })))
    }
  }

  async #print(
    parts: { page: string; made: string },
    page: { title: string; letters: string },
    { signal, onProgress }: ReportWatch,
  ): Promise<void> {
    onProgress('printing', 0)
    const pdf = await this.#dependencies.print(parts.page, { ...page, signal })
    await writeNewFile(parts.made, pdf)
  }
}
