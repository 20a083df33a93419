import { pathToFileURL } from 'node:url'
import { OutpostError } from '#shared/errors/result.ts'
import { SOURCE_LANGUAGE } from '#shared/i18n/languages.ts'
import { configuredSites } from '../config/configured-sites.ts'
import type { LaunchEnvironment } from '../config/launch-environment.ts'
import { layerFromEnvironment } from '../config/layers.ts'
import { readSettings } from '../config/read-settings.ts'
import { SettingsService } from '../config/settings-service.ts'
import { CommandCalls } from '../headless/command-calls.ts'
import { CommandFiles } from '../headless/command-files.ts'
import { CommandError, exitOf } from '../headless/exits.ts'
import type { Answerer, Ask } from '../headless/requests.ts'
import { appHandlers } from '../ipc/app-handlers.ts'
import { bundleHandlers } from '../ipc/bundle-handlers.ts'
import { conflictHandlers } from '../ipc/conflict-handlers.ts'
import { diagnosticsHandlers } from '../ipc/diagnostics-handlers.ts'
import { guardExports } from '../ipc/export-guard.ts'
import type { IpcHandlers } from '../ipc/handler-types.ts'
import { ledgerHandlers } from '../ipc/ledger-handlers.ts'
import { operationsHandlers } from '../ipc/operations-handlers.ts'
import { reportHandlers } from '../ipc/report-handlers.ts'
import { systemBootClock } from '../platform/boot-clock.ts'
import { systemClock } from '../platform/clock.ts'
import type { RunningApp } from '../platform/electron-app.ts'
import { electronSecrets } from '../platform/electron-secrets.ts'
import { systemIds } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { ProfilePaths } from '../platform/paths.ts'
import { systemRandom } from '../platform/random.ts'
import { lettersFor } from '../windows/print-letters.ts'
import { printToPdf } from '../windows/print-page.ts'
import { answerCommands } from './answer-commands.ts'
import { AskedFiles } from './asked-files.ts'
import { conflictsPort } from './conflicts-port.ts'
import { DiagnosticsDesk } from './diagnostics-desk.ts'
import { fileServices } from './file-services.ts'
import { MachinePolicy, policyPlace } from './machine-policy.ts'
import { OperationOrigins } from './operation-origins.ts'
import { ReportDesk } from './report-desk.ts'
import { ReportMaker } from './report-maker.ts'
import { operationsPort } from './site-ipc.ts'
import { appState, guardedOperations } from './site-services.ts'
import { storedDiagnostics } from './stored-diagnostics.ts'
import type { StoredSite } from './stored-site.ts'
import { StoredSites } from './stored-sites.ts'

export interface StoredConsoleOptions {
  readonly running: RunningApp
  readonly paths: ProfilePaths
  readonly launch: LaunchEnvironment
  readonly environment: NodeJS.ProcessEnv
  /** The built thread that makes reports. */
  readonly reportScript: string
  /** The folder of the renderer's files. */
  readonly renderer: string
  readonly logger: Logger
  /** False: nothing in the profile is written. */
  readonly mayWrite: boolean
}

/** The only caller there is. */
const CALLER = -1
const NOBODY = { save: async () => null, folder: async () => null, open: async () => null, openMany: async () => [] }

/** Answers from the store as it lies on this PC, with the services of the console and without its window. */
export async function openStoredConsole(options: StoredConsoleOptions): Promise<Answerer> {
  const { paths, logger, mayWrite } = options
  const settings = await openSettings(options)
  const sites = new StoredSites(configuredSites(settings.current()), {
    ...{ clock: systemClock, ids: systemIds, random: systemRandom, logger, mayWrite },
    boot: systemBootClock(systemClock, systemIds, process.platform),
    settings: () => settings.values,
    sitesDirectory: paths.databaseFolder,
  })
  const [files, calls] = [new CommandFiles(NOBODY), new CommandCalls()]
  const reports = reportDesk(options, { files, calls })
  const diagnostics = diagnosticsDesk(options, { settings, sites, files, calls })
  const own = {
    ...handlersOf({ options, settings, sites, files, calls, reports }),
    ...diagnosticsHandlers(diagnostics),
  }
  const handlers = guardExports(own, () => settings.values.allowedExports)
  const { answer } = answerCommands({
    ...{ handlers, files, calls, whenKnown: Promise.resolve() },
    ...{ clock: systemClock, logger },
  })
  const ask: Ask = async (name, request, { onProgress = () => undefined, ...where } = {}) => {
    const result = await answer({ v: 1, id: name, name, request, ...where }, CALLER, onProgress)
    if (!result.ok) throw new CommandError(exitOf(result.error.code), result.error.code, result.error.message)
    // The handler of this name answers by the contract that names the types.
    return result.value as never
  }
  return {
    source: 'store',
    ask,
    sites: async () => sites.entries,
    async close() {
      calls.left(CALLER)
      reports.stop()
      diagnostics.stop()
      await sites.close()
    },
  }
}

/** What is asked of whom, and what they hear. */
interface Callers {
  readonly files: CommandFiles
  readonly calls: CommandCalls
}

async function openSettings({ paths, launch, environment, logger }: StoredConsoleOptions): Promise<SettingsService> {
  const asked = { environment, askedFor: launch.policyFile, copyFile: paths.policyCopyFile }
  return SettingsService.open({
    storage: readSettings(paths.settingsFile),
    policy: await new MachinePolicy({ ...asked, mayWrite: false }).read(),
    environment: layerFromEnvironment(environment),
    logger: logger.child('settings'),
  })
}

function reportDesk(
  { paths, running, reportScript, renderer }: StoredConsoleOptions,
  { files, calls }: Callers,
): ReportDesk {
  const maker = new ReportMaker({
    ...{ clock: systemClock, ids: systemIds, program: running.version },
    script: pathToFileURL(reportScript),
    archiveFile: paths.archiveFile,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: () => SOURCE_LANGUAGE,
    letters: (language) => lettersFor(renderer, language),
    async print(file, printing) {
      await running.whenReady()
      return printToPdf(file, printing)
    },
    settle: async () => undefined,
  })
  return new ReportDesk({
    ...{ maker, clock: systemClock, files: new AskedFiles(files, paths.root) },
    tell: (caller, { step, records }) => calls.tell(caller, { step, amount: records, unit: 'record' }),
    // Reports are written by themselves by a console that runs.
    schedule: () => ({ nextAt: null, last: null, isWriting: false }),
    keepFolder: () => Promise.reject(new OutpostError('bad-request', 'The folder is chosen in a window.')),
  })
}

function diagnosticsDesk(
  options: StoredConsoleOptions,
  { settings, sites, files, calls }: Callers & { settings: SettingsService; sites: StoredSites },
): DiagnosticsDesk {
  const { paths, launch, environment, running, logger } = options
  const given = {
    paths,
    launch,
    environment,
    sites,
    logger,
    policyFile: policyPlace(environment, launch.policyFile).file,
  }
  return new DiagnosticsDesk({
    ...{ clock: systemClock, files: new AskedFiles(files, paths.root) },
    tell: (caller, { step, bytes }) => calls.tell(caller, { step, amount: bytes, unit: 'byte' }),
    source: (now) => storedDiagnostics({ ...given, program: running.version, settings: () => settings.current() }, now),
  })
}

function handlersOf(parts: {
  readonly options: StoredConsoleOptions
  readonly settings: SettingsService
  readonly sites: StoredSites
  readonly files: CommandFiles
  readonly calls: CommandCalls
  readonly reports: ReportDesk
}): Partial<IpcHandlers> {
  const { options, settings, sites, files, calls, reports } = parts
  const { paths, running, logger } = options
  const about = {
    ...{ version: running.version, electron: running.electronVersion, isPackaged: running.isPackaged },
    ...{ profileDirectory: paths.root, logDirectory: paths.logFolder, isFirstRun: false },
  }
  const notices = () => settings.current().problems.map((message) => ({ code: 'settings', message }))
  const filesOf = fileServices({
    ...{ paths, version: running.version, dialogs: files, calls, box: electronSecrets, mayReplaceKey: false },
    ...{ clock: systemClock, ids: systemIds, logger },
  })
  // Made once for each site: what was looked at in one request is taken in by the next.
  const services = new WeakMap<StoredSite, ReturnType<typeof filesOf>>()
  const filesOfSite = (site: StoredSite): ReturnType<typeof filesOf> => {
    const made = services.get(site) ?? filesOf(site.engine)
    services.set(site, made)
    return made
  }
  const guards = { settings, origins: new OperationOrigins(), metrics: { measure: unmeasured } }
  const of =
    <Port>(portOf: (site: StoredSite) => Port) =>
    async ({ siteId }: { siteId: string | null }): Promise<Port> =>
      portOf(await sites.site(siteId))
  return {
    ...appHandlers(of((site) => ({ state: async () => appState(site, { settings, about, notices }) }))),
    ...operationsHandlers(
      of((site) =>
        guardedOperations(
          operationsPort(() => site.engine),
          site,
          guards,
        ),
      ),
    ),
    ...conflictHandlers(of((site) => conflictsPort(() => site.engine))),
    ...bundleHandlers(of((site) => filesOfSite(site).transfer)),
    ...ledgerHandlers(of((site) => filesOfSite(site).ledger)),
    ...reportHandlers(of((site) => reports.portOf(site))),
    'sites:list': async () => ({ sites: await sites.summaries(), current: '' }),
  }
}

function unmeasured<T>(_name: string, work: () => Promise<T>): Promise<T> {
  return work()
}
