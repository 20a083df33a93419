import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SettingName } from '#shared/domain/settings.ts'
import type { SiteEntry } from '#shared/domain/sites.ts'
import type { Result } from '#shared/errors/result.ts'
import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { fileServices } from '../../../src/main/bootstrap/file-services.ts'
import { LastSite } from '../../../src/main/bootstrap/last-site.ts'
import { OperationOrigins } from '../../../src/main/bootstrap/operation-origins.ts'
import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import { Sites } from '../../../src/main/bootstrap/sites.ts'
import { configuredSites } from '../../../src/main/config/configured-sites.ts'
import { EMPTY_LAYER } from '../../../src/main/config/layers.ts'
import { SettingsFile } from '../../../src/main/config/settings-file.ts'
import { SettingsService } from '../../../src/main/config/settings-service.ts'
import { TokenStore } from '../../../src/main/config/token-store.ts'
import { OutpostConnector } from '../../../src/main/connection/outpost-connector.ts'
import { StorageThread } from '../../../src/main/database/storage-thread.ts'
import { CommandCalls } from '../../../src/main/headless/command-calls.ts'
import { EventBroadcaster } from '../../../src/main/ipc/events.ts'
import { createHandlers } from '../../../src/main/ipc/handlers.ts'
import { IpcRouter } from '../../../src/main/ipc/router.ts'
import type {
  BoardsPort,
  DiagnosticsPort,
  ListsPort,
  SiteServices,
  TelemetryPort,
  UpdatesPort,
  UsagePort,
  WindowsPort,
  WorkplacePort,
} from '../../../src/main/ipc/services.ts'
import { systemBootClock } from '../../../src/main/platform/boot-clock.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import type { FileDialogs } from '../../../src/main/platform/file-dialogs.ts'
import { systemIds } from '../../../src/main/platform/ids.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { type ProfilePaths, profilePaths } from '../../../src/main/platform/paths.ts'
import { systemRandom } from '../../../src/main/platform/random.ts'
import type { FeedPort } from '../../../src/main/replica/window-feed.ts'
import type { FleetServerProcess } from '../../support/fleet-server.ts'
import { until } from '../../support/fleet-server.ts'

const STORAGE_WORKER = new URL('../../../src/main/database/worker.ts', import.meta.url)
const WAIT_MS = 30_000
const ORIGIN = 'app://console'
/** A keyring that keeps secrets as they are. */
const BOX = {
  isAvailable: async () => true,
  describe: () => 'a test',
  encrypt: async (text: string) => Buffer.from(text),
  decrypt: async (encrypted: Buffer) => encrypted.toString(),
}

/** What a window was sent. */
export interface Heard {
  readonly windowId: number
  readonly name: string
  readonly event: unknown
  readonly site: string | null
}

type Place = Pick<FleetServerProcess, 'url' | 'tenant'>

/**
 * A PC as the app puts it together, with a profile of its own. Its windows have no screen: they ask through the real router,
 * and what they are told is kept; the operator’s answers to dialogs are scripted.
 */
export class ConsolePc {
  readonly sites: Sites
  readonly settings: SettingsService
  readonly paths: ProfilePaths
  /** What the operator chooses in the next dialogs. */
  chosen: string | null = null
  readonly heard: Heard[] = []
  readonly #router: IpcRouter
  readonly #windows = new Set<number>()
  #requests = 0

  private constructor(paths: ProfilePaths, settings: SettingsService) {
    this.paths = paths
    this.settings = settings
    const common = { clock: systemClock, ids: systemIds, logger: silentLogger }
    const connector = new OutpostConnector({ clock: systemClock, client: { name: 'pc test', version: '0' } })
    const dialogs: FileDialogs = {
      save: async () => this.chosen,
      open: async () => this.chosen,
      folder: async () => this.chosen,
      openMany: async () => (this.chosen === null ? [] : [this.chosen]),
    }
    const sink = new EventBroadcaster(() => [...this.#windows].map((windowId) => this.#target(windowId)), silentLogger)
    this.sites = new Sites({
      host: {
        ...common,
        connector,
        boot: systemBootClock(systemClock, systemIds, process.platform),
        random: systemRandom,
        settings: () => settings.values,
        sites: () => configuredSites(settings.current()),
        tokens: new TokenStore({ file: paths.secretsFile, box: BOX, environment: null, logger: silentLogger }),
        processes: { start: () => Promise.reject(new Error('there is no demo here')) } as never,
        mayStartProcesses: Promise.resolve(),
        mayReadOn: Promise.resolve(),
        sitesDirectory: paths.databaseFolder,
        storageThread: () => StorageThread.start(STORAGE_WORKER),
        demoScript: '',
        onAttempt: () => undefined,
      },
      services: {
        ...common,
        connector,
        settings,
        metrics: {
          summaries: () => [],
          rolling: () => [],
          recordAll: () => undefined,
          measure: (_name, work) => work(),
        },
        files: fileServices({ ...common, paths, version: '0.0.0', dialogs, calls: new CommandCalls(), box: BOX }),
        reports: { portOf: () => ({}) } as never,
        figures: { portOf: () => ({}) } as never,
        analytics: { portOf: () => ({}) } as never,
        origins: new OperationOrigins(),
        about: {
          version: '0.0.0',
          electron: '',
          isPackaged: false,
          profileDirectory: paths.root,
          logDirectory: paths.logFolder,
          isFirstRun: false,
        },
        notices: () => [],
        openPort: (windowId, siteId) => this.#port(windowId, siteId),
        isHidden: () => false,
        snapshots: {},
        sendTo: (windowId, siteId, event) => sink.sendTo(windowId, 'channel:event', event, siteId),
      },
      settings,
      observe: () => () => undefined,
      lastSite: new LastSite(paths.lastSiteFile, silentLogger),
      sink,
      memory: { siteOf: () => null, lookAt: () => undefined },
      sinkOf: (siteId, isLooking) => sink.ofSite(siteId, isLooking),
      onSwitched: ({ windowId, to, isRenewed }) =>
        sink.sendTo(windowId, 'sites:switched', { siteId: to, isRenewed }, null),
      onSummaries: () => undefined,
    })
    settings.onChanged(() => void this.sites.settingsChanged())
    this.#router = new IpcRouter({
      handlers: createHandlers({
        ...this.sites.ports,
        sites: this.sites.desk,
        boards: {} as BoardsPort,
        lists: {} as ListsPort,
        settings,
        metrics: { summaries: () => [], rolling: () => [], recordAll: () => undefined },
        diagnostics: {} as DiagnosticsPort,
        telemetry: {} as TelemetryPort,
        updates: {} as UpdatesPort,
        usage: {} as UsagePort,
        windows: {} as WindowsPort,
        workplace: {} as WorkplacePort,
      }),
      allowedOrigin: ORIGIN,
      whenKnown: Promise.resolve(),
      clock: systemClock,
      logger: silentLogger,
    })
  }

  /** Opens the profile and all its sites. A profile that is there already keeps its settings. */
  static async start(
    folder: string,
    server: Place | readonly SiteEntry[] | null,
    changes: { readonly [name in SettingName]?: unknown } = {},
  ): Promise<ConsolePc> {
    const paths = profilePaths(join(folder, 'profile'))
    mkdirSync(paths.databaseFolder, { recursive: true })
    const settings = await SettingsService.open({
      storage: new SettingsFile(paths.settingsFile, () => systemClock.now()),
      policy: EMPTY_LAYER,
      environment: EMPTY_LAYER,
      logger: silentLogger,
    })
    const place = server !== null && 'url' in server ? { serverUrl: server.url, tenant: server.tenant } : {}
    const list = server !== null && !('url' in server) ? { sites: server } : {}
    if (server !== null) {
      await settings.update({ autoConnect: false, requestTimeoutMs: 2_000, ...place, ...list, ...changes })
    }
    const pc = new ConsolePc(paths, settings)
    await pc.sites.run()
    return pc
  }

  /** The site of a PC that has one. */
  get engine(): SiteEngine {
    return this.engineOf('main')
  }

  engineOf(siteId: string): SiteEngine {
    const site = this.sites.host.openSite(siteId)
    if (site === null) throw new Error(`the site ${siteId} is not open`)
    return site.engine
  }

  get outbox() {
    return this.engine.outbox
  }

  /** Files of the only site. */
  get files(): Pick<SiteServices, 'transfer' | 'ledger'> {
    return this.servicesOf('main')
  }

  get session(): SiteServices['session'] {
    return this.servicesOf('main').session
  }

  servicesOf(siteId: string): SiteServices {
    const services = this.sites.servicesOf(siteId)
    if (services === null) throw new Error(`the site ${siteId} is not open`)
    return services
  }

  /** Asks as a window does; with `siteId` as one that looked at that site when it asked. Rejects with the failure’s code. */
  async ask<N extends IpcRequestName>(
    windowId: number,
    name: N,
    request: IpcRequest<N>,
    siteId?: string,
  ): Promise<IpcResponse<N>> {
    this.#windows.add(windowId)
    this.#requests += 1
    const sender = { windowId, isKnownWindow: true, isMainFrame: true, origin: ORIGIN }
    const site = siteId === undefined ? {} : { site: siteId }
    const message = { v: 1, id: String(this.#requests), name, request, ...site }
    const result = (await this.#router.handle(sender, message)) as Result<IpcResponse<N>>
    if (!result.ok) throw Object.assign(new Error(result.error.message), { code: result.error.code })
    return result.value
  }

  async setToken(token: string, siteId = 'main'): Promise<void> {
    await this.sites.host.openSite(siteId)?.setToken(token)
  }

  async signIn(token: string, siteId = 'main'): Promise<void> {
    await this.setToken(token, siteId)
    await this.reaches('online', siteId)
  }

  reaches(state: string, siteId = 'main'): Promise<void> {
    const { connection } = this.engineOf(siteId)
    return until(`connection ${state}, not ${connection.state}`, () => connection.state === state, WAIT_MS)
  }

  goOffline(): void {
    this.engine.connection.disconnect()
  }

  async goOnline(): Promise<void> {
    this.engine.connection.connect()
    await this.reaches('online')
  }

  async states(...keys: readonly string[]): Promise<string[]> {
    const { operations } = await this.engine.store.operations(keys)
    return operations.map((operation) => operation.state)
  }

  async stop(): Promise<void> {
    await this.sites.stop()
  }

  /** Changes of the replica are kept with what else a window was sent. */
  #port(windowId: number, siteId: string): FeedPort {
    let isOpen = true
    let taken = (): void => undefined
    return {
      post: (message) => {
        if (!isOpen) return
        this.heard.push({ windowId, name: 'replica', event: message, site: siteId })
        taken()
      },
      onTaken: (listener) => {
        taken = listener
      },
      close: () => {
        isOpen = false
      },
    }
  }

  #target(windowId: number) {
    return {
      windowId,
      isAlive: () => true,
      send: (_channel: string, message: unknown) => {
        const { name, event, site } = message as { name: string; event: unknown; site?: string }
        this.heard.push({ windowId, name, event, site: site ?? null })
      },
    }
  }
}
