import { writeFile } from 'node:fs/promises'
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
import { type Cancel, type Clock, systemClock } from '../platform/clock.ts'
import { electronPower } from '../platform/electron-power.ts'
import { releaseHeap } from '../platform/heap.ts'
import { systemIds } from '../platform/ids.ts'
import { TrustedAuthorities } from '../platform/trusted-authorities.ts'
import type { UpdateService } from '../updates/update-service.ts'
import { serveAppFiles } from '../windows/app-protocol.ts'
import { SystemFileDialogs } from '../windows/file-dialogs.ts'
import { announceReadiness } from '../windows/first-picture.ts'
import { applySessionPolicy } from '../windows/security-policy.ts'
import { applyTheme } from '../windows/window-options.ts'
import type { WindowRegistry } from '../windows/window-registry.ts'
import type { AppOptions } from './app-options.ts'
import { AppWindows } from './app-windows.ts'
import { AskedFiles } from './asked-files.ts'
import { BoardDesk } from './board-desk.ts'
import { createDesktop } from './create-desktop.ts'
import { createSites } from './create-sites.ts'
import { createUpdates, updatesPort } from './create-updates.ts'
import { createWorkplace } from './create-workplace.ts'
import type { Desktop } from './desktop.ts'
import { Doors } from './doors.ts'
import { secretsOf, whereaboutsOf } from './error-surroundings.ts'
import { FirstLook } from './first-look.ts'
import { MachinePolicy } from './machine-policy.ts'
import { Measuring } from './measuring.ts'
import { MemoryCare } from './memory-care.ts'
import { keepRecords, type RecordKeeping } from './record-keeping.ts'
import { siteFigures } from './site-figures.ts'
import type { Sites } from './sites.ts'
import { isSupervisionWanted } from './supervision.ts'
import { createSupport, type Support } from './support-desk.ts'
import { UsageDesk } from './usage-desk.ts'
import type { Workplace } from './workplace.ts'

/**
 * The composition root: the only place where services are made. `run` starts them in the order in which they need
 * each other; `stop` ends them the other way round.
 */
export class OutpostApp {
  readonly #options: AppOptions
  readonly #clock: Clock = systemClock
  readonly #windows: AppWindows
  readonly #registry: WindowRegistry
  readonly #sink: EventBroadcaster
  readonly #ending = new AbortController()
  readonly #cancels: Cancel[] = []
  readonly #memory: MemoryCare
  readonly #firstLook: FirstLook
  readonly #connector: Connector
  readonly #files = new CommandFiles(new SystemFileDialogs(() => this.#language))
  readonly #calls = new CommandCalls()
  readonly #policy: MachinePolicy
  readonly #trusted = new TrustedAuthorities({
    platform: process.platform,
    file: () => this.#settings?.values.certificateFile ?? '',
  })
  #settings: SettingsService | null = null
  #sites: Sites | null = null
  #measuring: Measuring | null = null
  #records: RecordKeeping | null = null
  #support: Support | null = null
  #desktop: Desktop | null = null
  #updates: UpdateService | null = null
  #doors: Doors | null = null
  #workplace: Workplace | null = null
  #usage: UsageDesk | null = null
  #isStopping = false

  constructor(options: AppOptions) {
    this.#options = options
    const { logger, environment, launch, paths } = options
    this.#policy = new MachinePolicy({
      ...{ environment, askedFor: launch.policyFile, copyFile: paths.policyCopyFile, mayWrite: true },
    })
    this.#windows = new AppWindows(this.#clock, logger, () => this.#language)
    this.#registry = this.#windows.registry
    this.#sink = this.#windows.events
    this.#firstLook = new FirstLook(this.#clock)
    this.#memory = new MemoryCare({
      clock: this.#clock,
      release: releaseHeap,
      tellPages: () => this.#sink.releaseMemory(),
    })
    this.#connector = new OutpostConnector({
      clock: this.#clock,
      client: { name: 'outpost-console', version: options.running.version },
      secureContext: this.#trusted.secureContext,
    })
  }

  /**
   * Call at once: what lies on this PC is opened while Electron gets ready. Rejects with an error whose message the operator
   * can act on.
   */
  async run(): Promise<void> {
    const settings = await this.#openSettings()
    this.#settings = settings
    if (isSupervisionWanted(settings.values, this.#options.launch)) return this.#options.onHandOver()
    this.#options.errors.follow({
      ...{ settings, mayStart: this.#firstLook.over, secureContext: this.#trusted.secureContext },
      whereabouts: (windowId) => whereaboutsOf(this.#sites, windowId),
      secrets: () => secretsOf(this.#sites, this.#options.launch),
    })
    const metrics = new Measuring({
      clock: this.#clock,
      settings: () => settings.values,
      sites: () => (this.#sites?.host.openSites ?? []).map(siteFigures),
      errors: this.#options.errorCount,
      onAlert: (alert) => {
        this.#sink.broadcast('performance:alert', alert)
        this.#records?.recording.alerted(alert)
      },
    })
    this.#measuring = metrics
    const records = this.#keepRecords(settings, metrics)
    const { endpoint, diagnostics } = this.#createSupport(settings, metrics, records)
    const sites = this.#createSites(settings, metrics, records)
    const updates = this.#createUpdates(settings, records)
    const usage = this.#createUsage(settings)
    const workplace = createWorkplace(settings, { ...this.#options, hasWall: () => this.#windows.hasWall })
    this.#workplace = workplace
    // The page starts while the site is read, and shows what has been read; for the rest of what it asks for it waits.
    this.#followSettings(settings, sites)
    const opening = sites.run()
    // Heard of below, when everything that is needed to tell the operator is there.
    opening.catch(() => undefined)
    await this.#options.running.whenReady()
    await metrics.run()
    await records.recording.run()
    await endpoint.run()
    // A report needs the processor for itself: not while the first window opens.
    void this.#firstLook.over.then(() => Promise.all([records.scheduled.run(), updates.run()]))
    this.#cancels.push(
      electronPower.onResume(() => {
        sites.wake()
        records.scheduled.look()
      }),
    )
    this.#createDoors(settings).open(
      {
        ...sites.ports,
        sites: sites.desk,
        boards: new BoardDesk(new AskedFiles(this.#files, this.#options.paths.root), this.#options.paths.boardFolder),
        lists: records.lists,
        settings,
        metrics,
        diagnostics,
        telemetry: this.#options.errors,
        updates: updatesPort(updates),
        usage,
        windows: this.#windows.port,
        workplace,
      },
      sites.known,
    )
    this.#windows.onCount = () => workplace.windowsChanged()
    await Promise.all([this.#openWindows(settings), opening, workplace.run()])
  }

  focus(): void {
    this.#windows.focus()
  }

  /** Somebody can come back to it by its icon in the panel, and wants that. */
  get goesOnWithoutWindow(): boolean {
    return !this.#isStopping && (this.#desktop?.staysInPanel ?? false)
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return
    this.#isStopping = true
    this.#ending.abort()
    this.#memory.stop()
    this.#desktop?.stop()
    this.#workplace?.stop()
    this.#records?.desk.stop()
    this.#records?.analytics.stop()
    this.#support?.diagnostics.stop()
    await this.#support?.endpoint.stop()
    await this.#doors?.stop()
    await this.#updates?.stop()
    await this.#records?.scheduled.stop()
    await this.#windows.stop()
    await this.#records?.lists.stop()
    await this.#sites?.stop()
    await this.#options.storageThreads.stop()
    await this.#measuring?.stop()
    await this.#usage?.stop()
    await this.#records?.recording.stop()
    this.#doors?.close()
    for (const cancel of this.#cancels.splice(0)) cancel()
  }

  /** What is said outside of the windows; English until the settings have been read. */
  get #language(): DesktopLanguage {
    return DESKTOP_LANGUAGES[this.#settings?.current().language ?? SOURCE_LANGUAGE]
  }

  async #openSettings(): Promise<SettingsService> {
    const { paths, environment, logger } = this.#options
    const storage = new SettingsFile(paths.settingsFile, () => this.#clock.now())
    const dependencies = {
      storage,
      policy: await this.#policy.read(),
      environment: layerFromEnvironment(environment),
      systemLanguages: this.#options.running.systemLanguages(),
      logger: logger.child('settings'),
    }
    return SettingsService.open(dependencies)
  }

  #createSupport(settings: SettingsService, metrics: Measuring, { recording }: RecordKeeping): Support {
    this.#support = createSupport({
      ...{ options: this.#options, clock: this.#clock, settings, metrics, recording, sink: this.#sink },
      policyFile: this.#policy.file,
      sites: () => this.#sites,
      ...{ dialogs: this.#files, calls: this.#calls },
      isOwnWindow: (windowId) => this.#registry.isKnown(windowId),
    })
    return this.#support
  }

  #keepRecords(settings: SettingsService, metrics: Measuring): RecordKeeping {
    const { logger, files, paths, running } = this.#options
    this.#records = keepRecords({
      ...{ clock: this.#clock, ids: systemIds, logger, paths, metrics, sink: this.#sink },
      scripts: { archive: files.archiveScript, report: files.reportScript },
      program: running.version,
      mayStart: this.#firstLook.over,
      settings: () => settings.values,
      changeSettings: (changes) => settings.update(changes),
      sites: () => this.#sites?.forReports() ?? null,
      ...{ dialogs: this.#files, calls: this.#calls },
    })
    return this.#records
  }

  #createUpdates(settings: SettingsService, records: RecordKeeping): UpdateService {
    const { secureContext } = this.#trusted
    const dependencies = {
      options: this.#options,
      clock: this.#clock,
      settings,
      records,
      sink: this.#sink,
      secureContext,
    }
    this.#updates = createUpdates({ ...dependencies, sites: () => this.#sites })
    return this.#updates
  }

  #createUsage(settings: SettingsService): UsageDesk {
    const { root, usageFile, profileFile } = this.#options.paths
    this.#usage = new UsageDesk({
      ...{ clock: this.#clock, ids: systemIds, usageFile, profileFile },
      settings: () => settings.values,
      files: new AskedFiles(this.#files, root),
    })
    return this.#usage
  }

  #createSites(settings: SettingsService, metrics: Measuring, records: RecordKeeping): Sites {
    const created = createSites({
      ...{ options: this.#options, errors: this.#options.errors, settings, metrics, records },
      ...{ clock: this.#clock, connector: this.#connector, windows: this.#windows },
      secureContext: this.#trusted.secureContext,
      ...{ memory: this.#memory, firstLook: this.#firstLook, dialogs: this.#files, calls: this.#calls },
      onSummaries: (sites) => this.#desktop?.changed(sites),
      notices: () => [...this.#trusted.notices(), ...(this.#support?.endpoint.notices() ?? [])],
    })
    this.#sites = created
    this.#desktop = createDesktop(settings, created, this.#windows, this.#options)
    this.#followWindows(created)
    return created
  }

  #followWindows(sites: Sites): void {
    this.#cancels.push(
      this.#registry.onReleased((windowId) => sites.pageReleased(windowId)),
      this.#registry.onClosed((windowId) => sites.windows.forget(windowId)),
      this.#registry.onReleased((windowId) => this.#records?.desk.cancel(windowId)),
      this.#registry.onReleased((windowId) => this.#records?.analytics.cancel(windowId)),
      this.#registry.onReleased((windowId) => void this.#records?.lists.leave(windowId)),
      this.#registry.onReleased((windowId) => this.#support?.diagnostics.cancel(windowId)),
      this.#registry.onVisibilityChanged(({ windowId, visibility }) =>
        sites.setHidden(windowId, visibility === 'hidden'),
      ),
    )
  }

  #createDoors(settings: SettingsService): Doors {
    this.#doors = new Doors({
      ...{ options: this.#options, clock: this.#clock, registry: this.#registry },
      ...{ files: this.#files, calls: this.#calls, mayStart: this.#firstLook.over },
      allowedExports: () => settings.values.allowedExports,
      onUsed: (key) => this.#usage?.count(key),
      onTimed: (name, tookMs) => this.#measuring?.answered(name, tookMs),
      onLeft: (caller) => {
        this.#records?.desk.cancel(caller)
        this.#support?.diagnostics.cancel(caller)
        this.#sites?.windows.forget(caller)
      },
    })
    return this.#doors
  }

  #followSettings(settings: SettingsService, sites: Sites): void {
    this.#cancels.push(
      this.#policy.follow(this.#clock, (policy) => settings.replacePolicy(policy)),
      settings.onChanged((effective) => {
        applyTheme(effective.values.theme)
        this.#sink.broadcast('settings:changed', effective)
        void sites.settingsChanged()
        void this.#support?.endpoint.settingsChanged()
        this.#records?.scheduled.settingsChanged()
        this.#updates?.settingsChanged()
        this.#desktop?.changed()
        this.#workplace?.settingsChanged()
        this.#windows.menuChanged()
      }),
    )
  }

  async #openWindows(settings: SettingsService): Promise<void> {
    const { running, files, paths, source, logger, launch } = this.#options
    const electronSession = running.defaultSession()
    applySessionPolicy(electronSession, { source, isPackaged: running.isPackaged, logger: logger.child('security') })
    this.#cancels.push(
      serveAppFiles(
        electronSession,
        { root: files.renderer, language: () => settings.current().language },
        logger.child('files'),
      ),
    )
    applyTheme(settings.values.theme)
    const isUnseen = launch.isAtLogin && this.#desktop?.mayStandAlone === true
    const window = await this.#windows.restore({
      source,
      preloadPath: files.preload,
      iconPath: files.icon,
      isPackaged: running.isPackaged,
      theme: () => settings.values.theme,
      windowFile: paths.windowFile,
      startPage: () => settings.values.startPage,
      mode: () => ({ isKiosk: settings.values.kiosk, isWall: settings.values.wall }),
      isUnseen,
    })
    // Without a window, the icon in the panel is all there is of it.
    if (isUnseen) this.#desktop?.run()
    void announceReadiness(
      { page: window, clock: this.#clock, signal: this.#ending.signal },
      {
        printsReadyLine: launch.printsReadyLine,
        picturePath: launch.firstPaintPicture,
        print: (line) => process.stdout.write(`${line}\n`),
        writePicture: (path, png) => writeFile(path, png),
        isPictureWorthIt: () => this.#sites?.foremost?.engine.inbound.status().state === 'current',
      },
    )
      .then((isReady) => {
        if (!this.#isStopping) this.#desktop?.run()
        return isReady ? this.#options.graphics.learn() : undefined
      })
      .catch((error: unknown) =>
        logger.warn('the first picture failed', { cause: error instanceof Error ? error.message : '' }),
      )
  }
}
