import { DESKTOP_LANGUAGES } from '#shared/i18n/desktop-languages.ts'
import type { DesktopLanguage } from '#shared/i18n/desktop-texts.ts'
import { SOURCE_LANGUAGE } from '#shared/i18n/languages.ts'
import { layerFromEnvironment } from '../config/layers.ts'
import { SettingsFile } from '../config/settings-file.ts'
import { SettingsService } from '../config/settings-service.ts'
import type { Connector } from '../connection/connector.ts'
import { OutpostConnector } from '../connection/outpost-connector.ts'
import { CommandCalls } from '../headless/command-calls.ts'
import { CommandFiles } from '../headless/command-files.ts'
import type { EventBroadcaster } from '../ipc/events.ts'
import { type Clock, systemClock } from '../platform/clock.ts'
import { releaseHeap } from '../platform/heap.ts'
import { systemIds } from '../platform/ids.ts'
import { TrustedAuthorities } from '../platform/trusted-authorities.ts'
import type { UpdateService } from '../updates/update-service.ts'
import { SystemFileDialogs } from '../windows/file-dialogs.ts'
import type { AppOptions } from './app-options.ts'
import { AppWindows } from './app-windows.ts'
import { AskedFiles } from './asked-files.ts'
import { createDesktop } from './create-desktop.ts'
import { createSites } from './create-sites.ts'
import { createUpdates } from './create-updates.ts'
import { createWorkplace } from './create-workplace.ts'
import type { Desktop } from './desktop.ts'
import { FirstLook } from './first-look.ts'
import { MachinePolicy } from './machine-policy.ts'
import { Measuring } from './measuring.ts'
import { MemoryCare } from './memory-care.ts'
import { keepRecords, type RecordKeeping } from './record-keeping.ts'
import { siteFigures } from './site-figures.ts'
import type { Sites } from './sites.ts'
import { createSupport, type Support } from './support-desk.ts'
import { UsageDesk } from './usage-desk.ts'
import type { Workplace } from './workplace.ts'

/**
 * What the app is made of. The first parts are there at once; each of the others is null until it has been made, and asks for
 * the rest when it needs them: some of them refer to each other. Makes, and starts nothing: see `OutpostApp`.
 */
export class AppParts {
  readonly options: AppOptions
  readonly clock: Clock = systemClock
  readonly windows: AppWindows
  readonly sink: EventBroadcaster
  readonly memory: MemoryCare
  readonly firstLook: FirstLook
  readonly connector: Connector
  readonly files = new CommandFiles(new SystemFileDialogs(() => this.#language))
  readonly calls = new CommandCalls()
  readonly policy: MachinePolicy
  readonly #trusted = new TrustedAuthorities({
    platform: process.platform,
    file: () => this.settings?.values.certificateFile ?? '',
  })
  settings: SettingsService | null = null
  sites: Sites | null = null
  measuring: Measuring | null = null
  records: RecordKeeping | null = null
  support: Support | null = null
  desktop: Desktop | null = null
  updates: UpdateService | null = null
  workplace: Workplace | null = null
  usage: UsageDesk | null = null

  constructor(options: AppOptions) {
    this.options = options
    const { logger, environment, launch, paths } = options
    this.policy = new MachinePolicy({
      ...{ environment, askedFor: launch.policyFile, copyFile: paths.policyCopyFile, mayWrite: true },
    })
    this.windows = new AppWindows(this.clock, logger, () => this.#language)
    this.sink = this.windows.events
    this.firstLook = new FirstLook(this.clock)
    this.memory = new MemoryCare({
      clock: this.clock,
      release: releaseHeap,
      tellPages: () => this.sink.releaseMemory(),
    })
    this.connector = new OutpostConnector({
      clock: this.clock,
      client: { name: 'outpost-console', version: options.running.version },
      secureContext: this.#trusted.secureContext,
    })
  }

  /** Who may vouch for the servers that are spoken to. */
  get secureContext(): TrustedAuthorities['secureContext'] {
    return this.#trusted.secureContext
  }

  /** What is said outside of the windows; English until the settings have been read. */
  get #language(): DesktopLanguage {
    return DESKTOP_LANGUAGES[this.settings?.current().language ?? SOURCE_LANGUAGE]
  }

  /** Rejects when the settings cannot be read. */
  async openSettings(): Promise<SettingsService> {
    const { paths, environment, logger, running } = this.options
    this.settings = await SettingsService.open({
      storage: new SettingsFile(paths.settingsFile, () => this.clock.now()),
      policy: await this.policy.read(),
      environment: layerFromEnvironment(environment),
      systemLanguages: running.systemLanguages(),
      logger: logger.child('settings'),
    })
    return this.settings
  }

  createMeasuring(settings: SettingsService): Measuring {
    this.measuring = new Measuring({
      clock: this.clock,
      settings: () => settings.values,
      sites: () => (this.sites?.host.openSites ?? []).map(siteFigures),
      errors: this.options.errorCount,
      onAlert: (alert) => {
        this.sink.broadcast('performance:alert', alert)
        this.records?.recording.alerted(alert)
      },
    })
    return this.measuring
  }

  keepRecords(settings: SettingsService, metrics: Measuring): RecordKeeping {
    const { logger, files, paths, running } = this.options
    this.records = keepRecords({
      ...{ clock: this.clock, ids: systemIds, logger, paths, metrics, sink: this.sink },
      scripts: { archive: files.archiveScript, report: files.reportScript },
      ...{ renderer: files.renderer, language: () => settings.current().language },
      program: running.version,
      mayStart: this.firstLook.over,
      settings: () => settings.values,
      changeSettings: (changes) => settings.update(changes),
      sites: () => this.sites?.forReports() ?? null,
      ...{ dialogs: this.files, calls: this.calls },
    })
    return this.records
  }

  createSupport(settings: SettingsService, metrics: Measuring, { recording }: RecordKeeping): Support {
    this.support = createSupport({
      ...{ options: this.options, clock: this.clock, settings, metrics, recording, sink: this.sink },
      policyFile: this.policy.file,
      sites: () => this.sites,
      ...{ dialogs: this.files, calls: this.calls },
      isOwnWindow: (windowId) => this.windows.registry.isKnown(windowId),
    })
    return this.support
  }

  /** The sites, and what they show outside of the windows. */
  createSites(settings: SettingsService, metrics: Measuring, records: RecordKeeping): Sites {
    const { options, clock, connector, secureContext, windows, memory, firstLook } = this
    this.sites = createSites({
      ...{ options, errors: options.errors, settings, metrics, records },
      ...{ clock, connector, windows, secureContext, memory, firstLook, dialogs: this.files, calls: this.calls },
      onSummaries: (sites) => this.desktop?.changed(sites),
      notices: () => [...this.#trusted.notices(), ...(this.support?.endpoint.notices() ?? [])],
    })
    this.desktop = createDesktop(settings, this.sites, windows, options)
    return this.sites
  }

  createUpdates(settings: SettingsService, records: RecordKeeping): UpdateService {
    const { options, clock, sink, secureContext } = this
    this.updates = createUpdates({ options, clock, settings, records, sink, secureContext, sites: () => this.sites })
    return this.updates
  }

  createUsage(settings: SettingsService): UsageDesk {
    const { root, usageFile, profileFile } = this.options.paths
    this.usage = new UsageDesk({
      ...{ clock: this.clock, ids: systemIds, usageFile, profileFile },
      settings: () => settings.values,
      files: new AskedFiles(this.files, root),
    })
    return this.usage
  }

  createWorkplace(settings: SettingsService): Workplace {
    this.workplace = createWorkplace(settings, { ...this.options, hasWall: () => this.windows.hasWall })
    return this.workplace
  }
}
