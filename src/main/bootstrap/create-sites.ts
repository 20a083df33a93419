import { configuredSites } from '../config/configured-sites.ts'
import { isFirstRun } from '../config/first-run.ts'
import { settingsNotices } from '../config/layers.ts'
import type { SettingsService } from '../config/settings-service.ts'
import type { Connector } from '../connection/connector.ts'
import type { CommandCalls } from '../headless/command-calls.ts'
import { openFeedPort } from '../ipc/electron-feed-port.ts'
import { systemBootClock } from '../platform/boot-clock.ts'
import { type Cancel, type Clock, systemClock } from '../platform/clock.ts'
import { electronSecrets } from '../platform/electron-secrets.ts'
import { electronHelperProcesses } from '../platform/electron-utility.ts'
import type { FileDialogs } from '../platform/file-dialogs.ts'
import { systemIds } from '../platform/ids.ts'
import { systemRandom } from '../platform/random.ts'
import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import { watchHelpers } from '../telemetry/errors/helper-errors.ts'
import { UploadRate } from '../uploads/upload-rate.ts'
import type { AppOptions } from './app-options.ts'
import type { AppWindows } from './app-windows.ts'
import { createTokens } from './create-tokens.ts'
import type { ErrorReporting } from './error-reporting.ts'
import { fileServices } from './file-services.ts'
import type { FirstLook } from './first-look.ts'
import { LastSite } from './last-site.ts'
import type { Measuring } from './measuring.ts'
import type { MemoryCare } from './memory-care.ts'
import type { RecordKeeping } from './record-keeping.ts'
import { Sites, type SitesDependencies } from './sites.ts'

export interface CreateSitesDependencies {
  readonly options: AppOptions
  readonly clock: Clock
  readonly connector: Connector
  readonly secureContext: SecureContextSource
  readonly settings: SettingsService
  readonly metrics: Measuring
  readonly records: RecordKeeping
  readonly errors: ErrorReporting
  readonly windows: AppWindows
  readonly memory: MemoryCare
  readonly firstLook: FirstLook
  readonly dialogs: FileDialogs
  readonly calls: CommandCalls
  readonly onSummaries: SitesDependencies['onSummaries']
  /** What else the operator must see, whichever site it is. */
  readonly notices: SitesDependencies['services']['notices']
}

/** All sites of the app, with everything that they are made of. */
export function createSites({
  options: { paths, files, running, launch, logger, storageThreads },
  clock,
  connector,
  secureContext,
  settings,
  metrics,
  records,
  errors,
  windows,
  memory,
  firstLook,
  dialogs,
  calls,
  onSummaries,
  notices,
}: CreateSitesDependencies): Sites {
  const sites = () => configuredSites(settings.current())
  const tokens = createTokens(sites(), { file: paths.secretsFile, launch, logger })
  const common = { clock, ids: systemIds, logger, connector }
  return new Sites({
    host: {
      ...common,
      secureContext,
      boot: systemBootClock(systemClock, systemIds, process.platform),
      random: systemRandom,
      settings: () => settings.values,
      uploadRate: new UploadRate(clock, () => settings.values.uploadRateLimit),
      sites,
      tokens,
      processes: watchHelpers(electronHelperProcesses, errors.collector),
      mayStartProcesses: running.whenReady(),
      mayReadOn: firstLook.over,
      sitesDirectory: paths.databaseFolder,
      storageThread: storageThreads.take,
      demoScript: files.demoScript,
      onAttempt: (report) => metrics.attempted(report),
      onCall: (report) => errors.called(report),
      onRtt: (rttMs) => metrics.record('connection_rtt', 'ms', rttMs),
      onSent: (waitedMs) => metrics.record('queue_wait', 'ms', waitedMs),
      onStorageTimes: (times) => metrics.stored(times),
    },
    services: {
      ...common,
      settings,
      metrics,
      files: fileServices({ ...common, paths, version: running.version, dialogs, calls, box: electronSecrets }),
      reports: records.desk,
      figures: records.figures,
      analytics: records.analytics,
      origins: windows.origins,
      about: aboutOf(running, paths, isFirstRun(settings.current(), launch.isUnattended)),
      notices: () => [
        ...settingsNotices(settings.current()),
        ...tokens.notices(),
        ...records.recording.notices(),
        ...notices(),
        ...records.scheduled.notices(),
      ],
      openPort: (windowId, siteId) => {
        const window = windows.registry.get(windowId)
        return window === null ? null : openFeedPort(window, siteId)
      },
      isHidden: (windowId) => windows.registry.visibilityOf(windowId) === 'hidden',
      snapshots: { onMuchRead: memory.muchWasRead, onWaiting: firstLook.taken },
      sendTo: (windowId, siteId, event) => windows.events.sendTo(windowId, 'channel:event', event, siteId),
    },
    settings,
    observe: (site) => joined(records.recording.observe(site), errors.observe(site)),
    lastSite: new LastSite(paths.lastSiteFile, logger.child('sites')),
    sink: windows.events,
    memory: windows.memory,
    sinkOf: (siteId, isLooking) => windows.sinkOf(siteId, isLooking),
    onSwitched: ({ windowId, to, isRenewed }) =>
      windows.events.sendTo(windowId, 'sites:switched', { siteId: to, isRenewed }, null),
    onSummaries,
  })
}

function aboutOf(
  { version, electronVersion, isPackaged }: AppOptions['running'],
  paths: AppOptions['paths'],
  isFirst: boolean,
): SitesDependencies['services']['about'] {
  const folders = { profileDirectory: paths.root, logDirectory: paths.logFolder }
  return { version, electron: electronVersion, isPackaged, ...folders, isFirstRun: isFirst }
}

function joined(...ends: readonly Cancel[]): Cancel {
  return () => {
    for (const end of ends) end()
  }
}
