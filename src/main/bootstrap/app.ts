import type { SettingsService } from '../config/settings-service.ts'
import type { Cancel } from '../platform/clock.ts'
import { electronPower } from '../platform/electron-power.ts'
import { applyTheme } from '../windows/window-options.ts'
import type { AppOptions } from './app-options.ts'
import { AppParts } from './app-parts.ts'
import { AskedFiles } from './asked-files.ts'
import { BoardDesk } from './board-desk.ts'
import { updatesPort } from './create-updates.ts'
import { Doors } from './doors.ts'
import { secretsOf, whereaboutsOf } from './error-surroundings.ts'
import { followFirstPage, restoreWindows, servePages } from './first-windows.ts'
import type { Sites } from './sites.ts'
import { isSupervisionWanted } from './supervision.ts'

/**
 * The composition root: the only place where services are made. `run` starts them in the order in which they need
 * each other; `stop` ends them the other way round.
 */
export class OutpostApp {
  readonly #options: AppOptions
  readonly #parts: AppParts
  readonly #ending = new AbortController()
  readonly #cancels: Cancel[] = []
  #doors: Doors | null = null
  #isStopping = false

  constructor(options: AppOptions) {
    this.#options = options
    this.#parts = new AppParts(options)
  }

  /**
   * Call at once: what lies on this PC is opened while Electron gets ready. Rejects with an error whose message the operator
   * can act on.
   */
  async run(): Promise<void> {
    const parts = this.#parts
    const settings = await parts.openSettings()
    if (isSupervisionWanted(settings.values, this.#options.launch)) return this.#options.onHandOver()
    this.#followErrors(settings)
    const metrics = parts.createMeasuring(settings)
    const records = parts.keepRecords(settings, metrics)
    const { endpoint, diagnostics } = parts.createSupport(settings, metrics, records)
    const sites = parts.createSites(settings, metrics, records)
    this.#followWindows(sites)
    const updates = parts.createUpdates(settings, records)
    const usage = parts.createUsage(settings)
    const workplace = parts.createWorkplace(settings)
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
    void parts.firstLook.over.then(() => Promise.all([records.scheduled.run(), updates.run()]))
    this.#cancels.push(
      electronPower.onResume(() => {
        sites.wake()
        records.scheduled.look()
      }),
    )
    const { paths, errors: telemetry } = this.#options
    this.#createDoors(settings).open(
      {
        ...sites.ports,
        sites: sites.desk,
        lists: records.lists,
        boards: new BoardDesk(new AskedFiles(parts.files, paths.root), paths.boardFolder),
        ...{ settings, metrics, diagnostics, telemetry, usage, workplace },
        updates: updatesPort(updates),
        windows: parts.windows.port,
      },
      sites.known,
    )
    parts.windows.onCount = () => workplace.windowsChanged()
    await Promise.all([this.#openWindows(settings), opening, workplace.run()])
  }

  focus(): void {
    this.#parts.windows.focus()
  }

  /** Somebody can come back to it by its icon in the panel, and wants that. */
  get goesOnWithoutWindow(): boolean {
    return !this.#isStopping && (this.#parts.desktop?.staysInPanel ?? false)
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return
    this.#isStopping = true
    this.#ending.abort()
    const parts = this.#parts
    parts.memory.stop()
    parts.desktop?.stop()
    parts.workplace?.stop()
    parts.records?.desk.stop()
    parts.records?.analytics.stop()
    parts.support?.diagnostics.stop()
    await parts.support?.endpoint.stop()
    await this.#doors?.stop()
    await parts.updates?.stop()
    await parts.records?.scheduled.stop()
    await parts.windows.stop()
    await parts.records?.lists.stop()
    await parts.sites?.stop()
    await this.#options.storageThreads.stop()
    await parts.measuring?.stop()
    await parts.usage?.stop()
    await parts.records?.recording.stop()
    this.#doors?.close()
    for (const cancel of this.#cancels.splice(0)) cancel()
  }

  #followErrors(settings: SettingsService): void {
    const { firstLook, secureContext } = this.#parts
    this.#options.errors.follow({
      ...{ settings, mayStart: firstLook.over, secureContext },
      whereabouts: (windowId) => whereaboutsOf(this.#parts.sites, windowId),
      secrets: () => secretsOf(this.#parts.sites, this.#options.launch),
    })
  }

  #followWindows(sites: Sites): void {
    const { registry } = this.#parts.windows
    this.#cancels.push(
      registry.onReleased((windowId) => {
        sites.pageReleased(windowId)
        this.#cancelAsked(windowId)
      }),
      registry.onClosed((windowId) => sites.windows.forget(windowId)),
      registry.onVisibilityChanged(({ windowId, visibility }) => sites.setHidden(windowId, visibility === 'hidden')),
    )
  }

  /** Nobody waits any longer for what somebody asked for who is gone: a page, or a program through the command line. */
  #cancelAsked(caller: number): void {
    const { records, support } = this.#parts
    records?.desk.cancel(caller)
    records?.analytics.cancel(caller)
    void records?.lists.leave(caller)
    support?.diagnostics.cancel(caller)
  }

  #createDoors(settings: SettingsService): Doors {
    const parts = this.#parts
    this.#doors = new Doors({
      ...{ options: this.#options, clock: parts.clock, registry: parts.windows.registry },
      ...{ files: parts.files, calls: parts.calls, mayStart: parts.firstLook.over },
      allowedExports: () => settings.values.allowedExports,
      onUsed: (key) => parts.usage?.count(key),
      onTimed: (name, tookMs) => parts.measuring?.answered(name, tookMs),
      onLeft: (caller) => {
        this.#cancelAsked(caller)
        parts.sites?.windows.forget(caller)
      },
    })
    return this.#doors
  }

  #followSettings(settings: SettingsService, sites: Sites): void {
    const parts = this.#parts
    this.#cancels.push(
      parts.policy.follow(parts.clock, (policy) => settings.replacePolicy(policy)),
      settings.onChanged((effective) => {
        applyTheme(effective.values.theme)
        parts.sink.broadcast('settings:changed', effective)
        void sites.settingsChanged()
        void parts.support?.endpoint.settingsChanged()
        parts.records?.scheduled.settingsChanged()
        parts.updates?.settingsChanged()
        parts.desktop?.changed()
        parts.workplace?.settingsChanged()
        parts.windows.menuChanged()
      }),
    )
  }

  async #openWindows(settings: SettingsService): Promise<void> {
    const { windows, desktop, clock } = this.#parts
    this.#cancels.push(servePages(settings, this.#options))
    const isUnseen = this.#options.launch.isAtLogin && desktop?.mayStandAlone === true
    const window = await restoreWindows(windows, settings, isUnseen, this.#options)
    // Without a window, the icon in the panel is all there is of it.
    if (isUnseen) desktop?.run()
    followFirstPage(
      {
        ...{ window, clock, signal: this.#ending.signal },
        isPictureWorthIt: () => this.#parts.sites?.foremost?.engine.inbound.status().state === 'current',
        onOver: () => {
          if (!this.#isStopping) desktop?.run()
        },
      },
      this.#options,
    )
  }
}
