import { writeFile } from 'node:fs/promises'
import { layerFromEnvironment } from '../config/layers.ts'
import { defaultPolicyPath, readPolicyLayer } from '../config/policy-file.ts'
import { SettingsFile } from '../config/settings-file.ts'
import { SettingsService } from '../config/settings-service.ts'
import type { Connector } from '../connection/connector.ts'
import { OutpostConnector } from '../connection/outpost-connector.ts'
import { attachRouter } from '../ipc/electron-transport.ts'
import type { EventBroadcaster } from '../ipc/events.ts'
import { createHandlers } from '../ipc/handlers.ts'
import { IpcRouter } from '../ipc/router.ts'
import type { IpcServices } from '../ipc/services.ts'
import { type Cancel, type Clock, systemClock } from '../platform/clock.ts'
import { electronPower } from '../platform/electron-power.ts'
import { releaseHeap } from '../platform/heap.ts'
import { systemIds } from '../platform/ids.ts'
import { serveAppFiles } from '../windows/app-protocol.ts'
import { systemFileDialogs } from '../windows/file-dialogs.ts'
import { announceReadiness } from '../windows/first-picture.ts'
import { applySessionPolicy } from '../windows/security-policy.ts'
import { applyTheme } from '../windows/window-options.ts'
import type { WindowRegistry } from '../windows/window-registry.ts'
import type { AppOptions } from './app-options.ts'
import { AppWindows } from './app-windows.ts'
import { createDesktop } from './create-desktop.ts'
import { createSites } from './create-sites.ts'
import type { Desktop } from './desktop.ts'
import { FirstLook } from './first-look.ts'
import { Measuring } from './measuring.ts'
import { MemoryCare } from './memory-care.ts'
import { keepRecords, type RecordKeeping } from './record-keeping.ts'
import type { Sites } from './sites.ts'

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
  #sites: Sites | null = null
  #measuring: Measuring | null = null
  #records: RecordKeeping | null = null
  #desktop: Desktop | null = null
  #isStopping = false

  constructor(options: AppOptions) {
    this.#options = options
    const { logger } = options
    this.#windows = new AppWindows(this.#clock, logger)
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
    })
  }

  /**
   * Call at once: what lies on this PC is opened while Electron gets ready. Rejects with an error whose message the operator
   * can act on.
   */
  async run(): Promise<void> {
    const settings = await this.#openSettings()
    const metrics = new Measuring({
      clock: this.#clock,
      settings: () => settings.values,
      onAlert: (alert) => {
        this.#sink.broadcast('performance:alert', alert)
        this.#records?.recording.alerted(alert)
      },
    })
    this.#measuring = metrics
    const records = this.#keepRecords(settings, metrics)
    const sites = this.#createSites(settings, metrics, records)
    // The page starts while the site is read, and shows what has been read; for the rest of what it asks for it waits.
    this.#followSettings(settings, sites)
    const opening = sites.run()
    // Heard of below, when everything that is needed to tell the operator is there.
    opening.catch(() => undefined)
    await this.#options.running.whenReady()
    await metrics.run()
    await records.recording.run()
    // A report needs the processor for itself: not while the first window opens.
    void this.#firstLook.over.then(() => records.scheduled.run())
    this.#cancels.push(
      electronPower.onResume(() => {
        sites.wake()
        records.scheduled.look()
      }),
    )
    this.#attachIpc({ ...sites.ports, sites: sites.desk, settings, metrics, windows: this.#windows.port }, sites.known)
    await Promise.all([this.#openWindows(settings), opening])
  }

  focus(): void {
    this.#windows.focus()
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return
    this.#isStopping = true
    this.#ending.abort()
    this.#memory.stop()
    this.#desktop?.stop()
    this.#records?.desk.stop()
    await this.#records?.scheduled.stop()
    await this.#windows.stop()
    await this.#sites?.stop()
    await this.#options.storageThreads.stop()
    await this.#measuring?.stop()
    await this.#records?.recording.stop()
    for (const cancel of this.#cancels.splice(0)) cancel()
  }

  async #openSettings(): Promise<SettingsService> {
    const { paths, environment, launch, logger } = this.#options
    const storage = new SettingsFile(paths.settingsFile, () => this.#clock.now())
    const policyPath = launch.policyFile ?? defaultPolicyPath(process.platform, environment)
    const policy = await readPolicyLayer(policyPath, launch.policyFile !== null)
    const dependencies = {
      storage,
      policy,
      environment: layerFromEnvironment(environment),
      logger: logger.child('settings'),
    }
    return SettingsService.open(dependencies)
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
      dialogs: systemFileDialogs,
    })
    return this.#records
  }

  #createSites(settings: SettingsService, metrics: Measuring, records: RecordKeeping): Sites {
    const created = createSites({
      ...{ options: this.#options, settings, metrics, records },
      ...{ clock: this.#clock, connector: this.#connector, windows: this.#windows },
      ...{ memory: this.#memory, firstLook: this.#firstLook },
      onSummaries: (sites) => this.#desktop?.changed(sites),
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
      this.#registry.onVisibilityChanged(({ windowId, visibility }) =>
        sites.setHidden(windowId, visibility === 'hidden'),
      ),
    )
  }

  #attachIpc(services: IpcServices, whenKnown: Promise<void>): void {
    const { logger, source } = this.#options
    const router = new IpcRouter({
      handlers: createHandlers(services),
      allowedOrigin: source.origin,
      whenKnown,
      clock: this.#clock,
      logger: logger.child('ipc'),
    })
    this.#cancels.push(
      attachRouter(router, (windowId) => this.#registry.isKnown(windowId)),
      this.#registry.onClosed((windowId) => router.windowClosed(windowId)),
    )
  }

  #followSettings(settings: SettingsService, sites: Sites): void {
    this.#cancels.push(
      settings.onChanged((effective) => {
        applyTheme(effective.values.theme)
        this.#sink.broadcast('settings:changed', effective)
        void sites.settingsChanged()
        this.#records?.scheduled.settingsChanged()
        this.#desktop?.changed()
      }),
    )
  }

  async #openWindows(settings: SettingsService): Promise<void> {
    const { running, files, paths, source, logger, launch } = this.#options
    const electronSession = running.defaultSession()
    applySessionPolicy(electronSession, { source, isPackaged: running.isPackaged, logger: logger.child('security') })
    this.#cancels.push(serveAppFiles(electronSession, files.renderer, logger.child('files')))
    applyTheme(settings.values.theme)
    const window = await this.#windows.restore({
      source,
      preloadPath: files.preload,
      iconPath: files.icon,
      isPackaged: running.isPackaged,
      theme: () => settings.values.theme,
      windowFile: paths.windowFile,
      startPage: () => settings.values.startPage,
    })
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
