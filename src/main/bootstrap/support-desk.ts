import type { SettingsService } from '../config/settings-service.ts'
import type { CommandCalls } from '../headless/command-calls.ts'
import type { EventBroadcaster } from '../ipc/events.ts'
import type { Clock } from '../platform/clock.ts'
import { crashFolder, readInventory } from '../platform/electron-inventory.ts'
import type { FileDialogs } from '../platform/file-dialogs.ts'
import type { Logger } from '../platform/logger.ts'
import type { DiagnosticsSource } from '../reports/diagnostics/source.ts'
import { MetricsEndpoint } from '../telemetry/metrics-endpoint.ts'
import { windowPictures } from '../windows/window-pictures.ts'
import type { AppOptions } from './app-options.ts'
import { AskedFiles } from './asked-files.ts'
import { DiagnosticsDesk } from './diagnostics-desk.ts'
import { diagnosticsSource } from './diagnostics-source.ts'
import { exposedFigures } from './exposed-figures.ts'
import type { Measuring } from './measuring.ts'
import type { Recording } from './recording.ts'
import type { Sites } from './sites.ts'

export interface SupportDependencies {
  readonly options: AppOptions
  readonly clock: Clock
  readonly settings: SettingsService
  readonly policyFile: string
  readonly metrics: Measuring
  readonly recording: Recording
  readonly sites: () => Sites | null
  readonly dialogs: FileDialogs
  readonly calls: CommandCalls
  readonly sink: EventBroadcaster
  readonly isOwnWindow: (windowId: number) => boolean
}

/** What helps those who look after the console: the bundle of diagnostics, and the figures for other programs. */
export interface Support {
  readonly diagnostics: DiagnosticsDesk
  readonly endpoint: MetricsEndpoint
}

export function createSupport(dependencies: SupportDependencies): Support {
  const { options, clock, dialogs, calls, sink, settings, metrics, sites } = dependencies
  const logger: Logger = options.logger.child('support')
  const diagnostics = new DiagnosticsDesk({
    clock,
    files: new AskedFiles(dialogs, options.paths.root),
    source: (now) => sourceOf(dependencies, now),
    tell: (windowId, progress) => {
      sink.sendTo(windowId, 'diagnostics:progress', progress, null)
      calls.tell(windowId, { step: progress.step, amount: progress.bytes, unit: 'byte' })
    },
  })
  const endpoint = new MetricsEndpoint({
    logger,
    settings: () => ({ isOn: settings.values.metricsEndpoint, port: settings.values.metricsPort }),
    figures: () => ({
      version: options.running.version,
      metrics: metrics.totals(),
      sites: (sites()?.host.openSites ?? []).map((site) => exposedFigures(site, clock.now())),
    }),
  })
  return { diagnostics, endpoint }
}

function sourceOf(dependencies: SupportDependencies, now: number): DiagnosticsSource {
  const { options, settings, policyFile, metrics, recording, sites, isOwnWindow } = dependencies
  const { paths, running, environment, launch } = options
  const slots = sites()?.host.slots ?? []
  return diagnosticsSource({
    ...{ now, environment, policyFile, program: running.version },
    logFolder: paths.logFolder,
    crashFolder: crashFolder(),
    settings: settings.current(),
    sqliteVersion: () => recording.ask('sqliteVersion'),
    sites: slots,
    summaries: () => metrics.summaries(),
    points: (query) => recording.ask('points', query),
    alerts: (span) => recording.ask('alerts', span),
    processes: readInventory,
    pictures: () => windowPictures(isOwnWindow),
    secrets: [launch.token, ...slots.map(({ site }) => site?.secret ?? null)].filter((secret) => secret !== null),
  })
}
