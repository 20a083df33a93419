import { pathToFileURL } from 'node:url'
import { exportOfReport } from '#shared/domain/exports.ts'
import type { Settings } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'
import type { CommandCalls } from '../headless/command-calls.ts'
import type { EventBroadcaster } from '../ipc/events.ts'
import { assertExportAllowed } from '../ipc/export-guard.ts'
import type { Clock } from '../platform/clock.ts'
import type { FileDialogs } from '../platform/file-dialogs.ts'
import type { Ids } from '../platform/ids.ts'
import { readLog } from '../platform/log-reader.ts'
import type { Logger } from '../platform/logger.ts'
import type { ProfilePaths } from '../platform/paths.ts'
import { stageFile } from '../platform/staged-file.ts'
import { lettersFor } from '../windows/print-letters.ts'
import { printToPdf } from '../windows/print-page.ts'
import { AnalyticsDesk } from './analytics-desk.ts'
import { AskedFiles } from './asked-files.ts'
import { FigureDesk } from './figure-desk.ts'
import { ListFiles } from './list-files.ts'
import type { Measuring } from './measuring.ts'
import { Recording } from './recording.ts'
import { ReportDesk, troubleOf } from './report-desk.ts'
import { ReportMaker, type ReportSite } from './report-maker.ts'
import { ReportMemory } from './report-memory.ts'
import { ScheduledReports } from './scheduled-reports.ts'

export interface RecordKeepingDependencies {
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly paths: ProfilePaths
  /** The built threads of the archive and of reports. */
  readonly scripts: { readonly archive: string; readonly report: string }
  /** The folder of the renderer's files. */
  readonly renderer: string
  readonly language: () => SpokenLanguage
  /** Version of the program. */
  readonly program: string
  readonly mayStart: Promise<unknown>
  readonly settings: () => Settings
  readonly metrics: Measuring
  readonly changeSettings: (changes: { reportFolder: string }) => Promise<unknown>
  /** Sites that are open; null while that is not known yet. */
  readonly sites: () => readonly ReportSite[] | null
  readonly dialogs: FileDialogs
  readonly calls: CommandCalls
  readonly sink: EventBroadcaster
}

/** What is kept over time, and the reports that are made of it. */
export interface RecordKeeping {
  readonly recording: Recording
  readonly maker: ReportMaker
  readonly desk: ReportDesk
  readonly figures: FigureDesk
  readonly analytics: AnalyticsDesk
  readonly scheduled: ScheduledReports
  readonly lists: ListFiles
}

export function keepRecords(dependencies: RecordKeepingDependencies): RecordKeeping {
  const { clock, ids, logger, paths, scripts, program, mayStart, settings, metrics, dialogs, sink } = dependencies
  const { changeSettings, sites, calls } = dependencies
  const recording = new Recording({
    ...{ clock, mayStart, settings },
    logger: logger.child('archive'),
    script: pathToFileURL(scripts.archive),
    file: paths.archiveFile,
    take: () => metrics.take(),
  })
  const maker = new ReportMaker({
    ...{ clock, ids, program },
    script: pathToFileURL(scripts.report),
    archiveFile: paths.archiveFile,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: dependencies.language,
    letters: (language) => lettersFor(dependencies.renderer, language),
    print: printToPdf,
    settle: () => recording.settle(),
  })
  const scheduled = new ScheduledReports({
    ...{
      clock,
      settings,
      sites,
      maker: { make: async (wanted, watch) => allowedOnly(maker, settings, wanted, watch) },
    },
    logger: logger.child('reports'),
    memory: new ReportMemory(paths.reportMemoryFile),
    onChanged: (status) => sink.broadcast('reports:schedule-changed', status),
    troubleOf: (error) => (error instanceof OutpostError ? error : troubleOf(error)).message,
  })
  const files = new AskedFiles(dialogs, paths.root)
  const desk = new ReportDesk({
    ...{ maker, clock },
    schedule: () => scheduled.status(),
    keepFolder: (reportFolder) => changeSettings({ reportFolder }),
    files,
    tell: (windowId, progress) => {
      sink.sendTo(windowId, 'reports:progress', progress, null)
      calls.tell(windowId, { step: progress.step, amount: progress.records, unit: 'record' })
    },
  })
  const figures = new FigureDesk({
    ...{ clock, settings, ask: recording.ask },
    readLog: (span, most) => readLog(paths.logFolder, span, most),
  })
  const analytics = new AnalyticsDesk({
    ...{ clock, files },
    script: pathToFileURL(scripts.report),
    archiveFile: paths.archiveFile,
    settle: () => recording.settle(),
  })
  const lists = new ListFiles({ files, stageFile, clock, ids })
  return { recording, maker, desk, figures, analytics, scheduled, lists }
}

/** What is written by itself is no way around what the administrator allows. */
function allowedOnly(
  maker: ReportMaker,
  settings: () => Settings,
  ...[wanted, watch]: Parameters<ReportMaker['make']>
): ReturnType<ReportMaker['make']> {
  assertExportAllowed(exportOfReport(wanted.format), () => settings().allowedExports)
  return maker.make(wanted, watch)
}
