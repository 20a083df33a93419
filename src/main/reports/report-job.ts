import type { MessagePort } from 'node:worker_threads'
import type { FleetFigures } from '#shared/domain/analytics.ts'
import type { ReportHeadline } from '#shared/domain/report.ts'
import type { ReportFormat, ReportStep } from '#shared/domain/report-formats.ts'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'
import type { FleetQuestion } from './analytics/fleet-figures.ts'
import type { ReportAbout } from './compile.ts'
import type { StoredPlaces } from './stored-source.ts'

/** PDF is printed of the HTML by a browser: a thread has none. */
export type ThreadFormat = Exclude<ReportFormat, 'pdf'>

export interface ReportOutput {
  readonly format: ThreadFormat
  /** A new file that is written here; who asked puts it in its place, or takes it away. */
  readonly file: string
}

export interface ReportJob {
  readonly places: StoredPlaces
  readonly about: ReportAbout
  /** IANA name of the zone in which times are written. */
  readonly timeZone: string
  /** What people read is in it; what programs read has the words of the source. */
  readonly language: SpokenLanguage
  /** Letters of the language for a page that is printed, as a piece of style; empty: those of the PC. */
  readonly letters: string
  readonly outputs: readonly ReportOutput[]
}

/** What is only to be counted and told. */
export interface ReportQuestion extends FleetQuestion {
  readonly archiveFile: string
}

/** Given to the thread when it starts. */
export type ReportThreadData = { readonly port: MessagePort } & (
  | { readonly job: ReportJob }
  | { readonly question: ReportQuestion }
)

interface Failed {
  readonly type: 'failed'
  readonly message: string
  readonly code: string | null
}

export type ReportMessage =
  | { readonly type: 'progress'; readonly step: ReportStep; readonly records: number }
  | { readonly type: 'done'; readonly headline: ReportHeadline }
  | Failed

export type AnswerMessage = { readonly type: 'answered'; readonly figures: FleetFigures } | Failed
