import { writeFile } from 'node:fs/promises'
import type { AppState } from '#shared/ipc/contract.ts'
import type { LaunchEnvironment } from '../config/launch-environment.ts'
import { layerFromEnvironment } from '../config/layers.ts'
import { defaultPolicyPath, readPolicyLayer } from '../config/policy-file.ts'
import { SettingsFile } from '../config/settings-file.ts'
import { SettingsService } from '../config/settings-service.ts'
import { TokenStore } from '../config/token-store.ts'
import type { Connector } from '../connection/connector.ts'
import { OutpostConnector } from '../connection/outpost-connector.ts'
import { openFeedPort } from '../ipc/electron-feed-port.ts'
import { attachRouter } from '../ipc/electron-transport.ts'
import type { EventBroadcaster } from '../ipc/events.ts'
import { createHandlers } from '../ipc/handlers.ts'
import { IpcRouter } from '../ipc/router.ts'
import { systemBootClock } from '../platform/boot-clock.ts'
import { type Cancel, type Clock, systemClock } from '../platform/clock.ts'
import type { RunningApp } from '../platform/electron-app.ts'
import { electronPower } from '../platform/electron-power.ts'
import { electronSecrets } from '../platform/electron-secrets.ts'
import { electronHelperProcesses } from '../platform/electron-utility.ts'
import { systemIds } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { ProfilePaths } from '../platform/paths.ts'
import { systemRandom } from '../platform/random.ts'
import { SnapshotReader } from '../replica/snapshot-reader.ts'
import { WindowFeeds } from '../replica/window-feeds.ts'
import { serveAppFiles } from '../windows/app-protocol.ts'
import { systemFileDialogs } from '../windows/file-dialogs.ts'
import { announceReadiness } from '../windows/first-picture.ts'
import type { PageSource } from '../windows/page-source.ts'
import { applySessionPolicy } from '../windows/security-policy.ts'
import { applyTheme } from '../windows/window-options.ts'
import type { WindowRegistry } from '../windows/window-registry.ts'
import { type AppIpcDependencies, ipcServices } from './app-ipc.ts'
import { AppWindows } from './app-windows.ts'
import { fileServices } from './file-services.ts'
import { Measuring } from './measuring.ts'
import { SessionDesk } from './session.ts'
import { SiteHost } from './site-host.ts'
import { siteTarget } from './site-target.ts'
import { WindowChannels } from './window-channels.ts'

/** Files of the build, absolute. */
export interface AppFiles {
  readonly preload: string
  readonly renderer: string
  readonly storageWorker: URL
  readonly demoScript: string
  readonly icon: string | null
}

export interface AppOptions {
  readonly running: RunningApp
  readonly files: AppFiles
  readonly paths: ProfilePaths
  readonly environment: NodeJS.ProcessEnv
  readonly launch: LaunchEnvironment
  readonly source: PageSource
  readonly logger: Logger
}

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
  readonly #connector: Connector
  #settings: SettingsService | null = null
  #tokens: TokenStore | null = null
  #host: SiteHost | null = null
  #session: SessionDesk | null = null
  #measuring: Measuring | null = null
  #channels: WindowChannels | null = null
  #feeds: WindowFeeds | null = null
  #isStopping = false

  constructor(options: AppOptions) {
    this.#options = options
    const { logger } = options
    this.#windows = new AppWindows(this.#clock, logger)
    this.#registry = this.#windows.registry
    this.#sink = this.#windows.events
    this.#connector = new OutpostConnector({
      clock: this.#clock,
      client: { name: 'outpost-console', version: options.running.version },
    })
  }

  /** Call when Electron is ready. Rejects with an error whose message the operator can act on. */
  async run(): Promise<void> {
    const settings = await this.#openSettings()
    const { host, session } = this.#createHost(settings)
    this.#measuring = new Measuring({
      clock: this.#clock,
      settings: () => settings.values,
      onAlert: (alert) => this.#sink.broadcast('performance:alert', alert),
    })
    await this.#measuring.run()
    // The page starts while the site is read; what it asks for waits until that is done.
    const opening = this.#openSite(settings, host)
    const channels = this.#createChannels(host)
    const snapshots = new SnapshotReader(() => host.site.replica)
    this.#cancels.push(this.#registry.onReleased((windowId) => snapshots.forget(windowId)))
    const openFeed = this.#createFeeds(host)
    this.#attachIpc({ settings, host, session, channels, snapshots, openFeed, metrics: this.#measuring }, opening)
    await Promise.all([this.#openWindows(settings), opening])
  }

  focus(): void {
    this.#windows.focus()
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return
    this.#isStopping = true
    this.#ending.abort()
    await this.#windows.stop()
    this.#session?.stop()
    await this.#host?.stop()
    await this.#measuring?.stop()
    for (const cancel of this.#cancels.splice(0)) cancel()
  }

  async #openSite(settings: SettingsService, host: SiteHost): Promise<void> {
    await host.run()
    this.#followSettings(settings, host)
    this.#cancels.push(electronPower.onResume(() => host.site.connection.wake()))
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
    this.#settings = await SettingsService.open(dependencies)
    return this.#settings
  }

  #createHost(settings: SettingsService): { host: SiteHost; session: SessionDesk } {
    const { paths, files, launch, logger } = this.#options
    const target = siteTarget(settings.values)
    const tokenOfEnvironment =
      launch.token !== null && target.kind === 'server' ? { token: launch.token, site: target } : null
    this.#tokens = new TokenStore({
      file: paths.secretsFile,
      box: electronSecrets,
      environment: tokenOfEnvironment,
      logger: logger.child('tokens'),
    })
    this.#host = new SiteHost({
      clock: this.#clock,
      boot: systemBootClock(systemClock, systemIds, process.platform),
      random: systemRandom,
      ids: systemIds,
      logger,
      connector: this.#connector,
      settings: () => settings.values,
      tokens: this.#tokens,
      sink: this.#windows.sink,
      processes: electronHelperProcesses,
      sitesDirectory: paths.databaseFolder,
      storageWorker: files.storageWorker,
      demoScript: files.demoScript,
      onAttempt: (report) => this.#measuring?.attempted(report),
      onSwitched: () => this.#feeds?.lookAgain(),
      onOpened: (site) => {
        this.#cancels.push(site.onFeedEvent((event) => this.#channels?.tell(event)))
        const cancel = this.#session?.watch(site)
        if (cancel !== undefined) this.#cancels.push(cancel)
      },
    })
    this.#session = new SessionDesk({ host: this.#host, sink: this.#sink, clock: this.#clock })
    return { host: this.#host, session: this.#session }
  }

  #createChannels(host: SiteHost): WindowChannels {
    const channels = new WindowChannels({
      site: () => host.site,
      ids: systemIds,
      send: (windowId, event) => this.#sink.sendTo(windowId, 'channel:event', event),
    })
    this.#channels = channels
    this.#cancels.push(
      this.#registry.onReleased((windowId) => channels.windowClosed(windowId)),
      () => channels.clear(),
    )
    return channels
  }

  /** Returns what hands the page of a window the port of its change feed. */
  #createFeeds(host: SiteHost): (windowId: number) => void {
    const feeds = new WindowFeeds({
      clock: this.#clock,
      replicaOf: () => host.site.replica,
      isHidden: (windowId) => this.#registry.visibilityOf(windowId) === 'hidden',
    })
    this.#feeds = feeds
    this.#cancels.push(
      this.#registry.onReleased((windowId) => feeds.close(windowId)),
      this.#registry.onVisibilityChanged(({ windowId, visibility }) =>
        feeds.setHidden(windowId, visibility === 'hidden'),
      ),
      () => feeds.stop(),
    )
    return (windowId) => {
      const window = this.#registry.get(windowId)
      if (window !== null) feeds.open(windowId, openFeedPort(window))
    }
  }

  #attachIpc(
    parts: Pick<
      AppIpcDependencies,
      'settings' | 'host' | 'session' | 'channels' | 'snapshots' | 'openFeed' | 'metrics'
    >,
    whenOpen: Promise<void>,
  ): void {
    const { running, paths, logger, source } = this.#options
    const { host } = parts
    const services = ipcServices({
      ...parts,
      connector: this.#connector,
      windows: this.#windows.port,
      origins: this.#windows.origins,
      files: fileServices({
        site: () => host.site,
        paths,
        version: running.version,
        dialogs: systemFileDialogs,
        box: electronSecrets,
        clock: this.#clock,
        ids: systemIds,
        logger,
      }),
      clock: this.#clock,
      about: {
        version: running.version,
        electron: running.electronVersion,
        isPackaged: running.isPackaged,
        profileDirectory: paths.root,
      },
      notices: () => this.#notices(host),
    })
    const handlers = createHandlers(services)
    const router = new IpcRouter({
      handlers,
      allowedOrigin: source.origin,
      whenOpen,
      clock: this.#clock,
      logger: logger.child('ipc'),
    })
    this.#cancels.push(
      attachRouter(router, (windowId) => this.#registry.isKnown(windowId)),
      this.#registry.onClosed((windowId) => router.windowClosed(windowId)),
    )
  }

  #followSettings(settings: SettingsService, host: SiteHost): void {
    this.#cancels.push(
      settings.onChanged((effective) => {
        applyTheme(effective.values.theme)
        this.#sink.broadcast('settings:changed', effective)
        void host.settingsChanged().then(() => this.#session?.refresh())
      }),
    )
  }

  async #openWindows(settings: SettingsService): Promise<void> {
    const { running, files, paths, source, logger, launch } = this.#options
    const { isPackaged } = running
    const electronSession = running.defaultSession()
    applySessionPolicy(electronSession, { source, isPackaged, logger: logger.child('security') })
    this.#cancels.push(serveAppFiles(electronSession, files.renderer, logger.child('files')))
    applyTheme(settings.values.theme)
    const window = await this.#windows.restore({
      source,
      preloadPath: files.preload,
      iconPath: files.icon,
      isPackaged,
      windowFile: paths.windowFile,
    })
    void announceReadiness(
      { page: window, clock: this.#clock, signal: this.#ending.signal },
      {
        printsReadyLine: launch.printsReadyLine,
        picturePath: launch.firstPaintPicture,
        print: (line) => process.stdout.write(`${line}\n`),
        writePicture: (path, png) => writeFile(path, png),
        isPictureWorthIt: () => this.#host?.hasSite === true && this.#host.site.inbound.status().state === 'current',
      },
    ).catch((error: unknown) =>
      logger.warn('the first picture failed', { cause: error instanceof Error ? error.message : '' }),
    )
  }

  #notices(host: SiteHost): AppState['app']['notices'] {
    return [
      ...(this.#settings?.current().problems.map((message) => ({ code: 'settings', message })) ?? []),
      ...host.site.problems.map((message) => ({ code: 'stored-data', message })),
      ...(this.#tokens?.notices() ?? []),
    ]
  }
}
