import { configuredSites } from '../config/configured-sites.ts'
import { isFirstRun } from '../config/first-run.ts'
import type { SettingsService } from '../config/settings-service.ts'
import type { Connector } from '../connection/connector.ts'
import { openFeedPort } from '../ipc/electron-feed-port.ts'
import { systemBootClock } from '../platform/boot-clock.ts'
import { type Clock, systemClock } from '../platform/clock.ts'
import { electronSecrets } from '../platform/electron-secrets.ts'
import { electronHelperProcesses } from '../platform/electron-utility.ts'
import { systemIds } from '../platform/ids.ts'
import { systemRandom } from '../platform/random.ts'
import { systemFileDialogs } from '../windows/file-dialogs.ts'
import type { AppOptions } from './app-options.ts'
import type { AppWindows } from './app-windows.ts'
import { createTokens } from './create-tokens.ts'
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
  readonly settings: SettingsService
  readonly metrics: Measuring
  readonly records: RecordKeeping
  readonly windows: AppWindows
  readonly memory: MemoryCare
  readonly firstLook: FirstLook
  readonly onSummaries: SitesDependencies['onSummaries']
}

/** All sites of the app, with everything that they are made of. */
export function createSites({
  options: { paths, files, running, launch, logger, storageThreads },
  clock,
  connector,
  settings,
  metrics,
  records,
  windows,
  memory,
  firstLook,
  onSummaries,
}: CreateSitesDependencies): Sites {
  const sites = () => configuredSites(settings.current())
  const tokens = createTokens(sites(), { file: paths.secretsFile, launch, logger })
  const common = { clock, ids: systemIds, logger, connector }
  return new Sites({
    host: {
      ...common,
      boot: systemBootClock(systemClock, systemIds, process.platform),
      random: systemRandom,
      settings: () => settings.values,
      sites,
      tokens,
      processes: electronHelperProcesses,
      mayStartProcesses: running.whenReady(),
      mayReadOn: firstLook.over,
      sitesDirectory: paths.databaseFolder,
      storageThread: storageThreads.take,
      demoScript: files.demoScript,
      onAttempt: (report) => metrics.attempted(report),
    },
    services: {
      ...common,
      settings,
      metrics,
      files: fileServices({
        ...common,
        paths,
        version: running.version,
        dialogs: systemFileDialogs,
        box: electronSecrets,
      }),
      reports: records.desk,
      figures: records.figures,
      origins: windows.origins,
      about: {
        version: running.version,
        electron: running.electronVersion,
        isPackaged: running.isPackaged,
        profileDirectory: paths.root,
        logDirectory: paths.logFolder,
        isFirstRun: isFirstRun(settings.current(), launch.isUnattended),
      },
      notices: () => [
        ...settings.current().problems.map((message) => ({ code: 'settings', message })),
        ...tokens.notices(),
        ...records.recording.notices(),
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
    observe: (site) => records.recording.observe(site),
    lastSite: new LastSite(paths.lastSiteFile, logger.child('sites')),
    sink: windows.events,
    memory: windows.memory,
    sinkOf: (siteId, isLooking) => windows.sinkOf(siteId, isLooking),
    onSwitched: ({ windowId, to, isRenewed }) =>
      windows.events.sendTo(windowId, 'sites:switched', { siteId: to, isRenewed }, null),
    onSummaries: onSummaries,
  })
}
