import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { settingsSchema } from '#shared/domain/settings.ts'
import { fileServices } from '../../../src/main/bootstrap/file-services.ts'
import { SessionDesk } from '../../../src/main/bootstrap/session.ts'
import { SiteHost } from '../../../src/main/bootstrap/site-host.ts'
import { TokenStore } from '../../../src/main/config/token-store.ts'
import { OutpostConnector } from '../../../src/main/connection/outpost-connector.ts'
import type { IpcServices } from '../../../src/main/ipc/services.ts'
import { systemBootClock } from '../../../src/main/platform/boot-clock.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import type { FileDialogs } from '../../../src/main/platform/file-dialogs.ts'
import { systemIds } from '../../../src/main/platform/ids.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { profilePaths } from '../../../src/main/platform/paths.ts'
import { systemRandom } from '../../../src/main/platform/random.ts'
import type { FleetServerProcess } from '../../support/fleet-server.ts'
import { until } from '../../support/fleet-server.ts'

const STORAGE_WORKER = new URL('../../../src/main/database/worker.ts', import.meta.url)
const WAIT_MS = 10_000

/** A PC as the app puts it together, with a profile of its own, without windows: the operator’s answers are scripted. */
export class ConsolePc {
  readonly host: SiteHost
  readonly session: SessionDesk
  readonly files: Pick<IpcServices, 'transfer' | 'ledger'>
  /** What the operator chooses in the next dialogs. */
  chosen: string | null = null
  readonly events: { name: string; event: unknown }[] = []

  private constructor(profile: string, server: Pick<FleetServerProcess, 'url' | 'tenant'>) {
    const paths = profilePaths(profile)
    mkdirSync(paths.databaseFolder, { recursive: true })
    const settings = settingsSchema.parse({
      serverUrl: server.url,
      tenant: server.tenant,
      autoConnect: false,
      requestTimeoutMs: 2_000,
    })
    const box = {
      isAvailable: async () => false,
      describe: () => 'none',
      encrypt: async (text: string) => Buffer.from(text),
      decrypt: async (encrypted: Buffer) => encrypted.toString(),
    }
    const sink = { broadcast: (name: string, event: unknown) => void this.events.push({ name, event }) }
    const common = { clock: systemClock, ids: systemIds, logger: silentLogger }
    this.host = new SiteHost({
      ...common,
      boot: systemBootClock(systemClock, systemIds, process.platform),
      random: systemRandom,
      connector: new OutpostConnector({ clock: systemClock, client: { name: 'pc test', version: '0' } }),
      settings: () => settings,
      tokens: new TokenStore({ file: paths.secretsFile, box, environment: null, logger: silentLogger }),
      sink,
      processes: { start: () => Promise.reject(new Error('there is no demo here')) } as never,
      sitesDirectory: paths.databaseFolder,
      storageWorker: STORAGE_WORKER,
      demoScript: '',
      onAttempt: () => undefined,
      onSwitched: () => undefined,
      onOpened: (site) => void this.session.watch(site),
    })
    this.session = new SessionDesk({ host: this.host, sink, clock: systemClock })
    const dialogs: FileDialogs = { save: async () => this.chosen, open: async () => this.chosen }
    this.files = fileServices({ ...common, site: () => this.host.site, paths, version: '0.0.0', dialogs, box })
  }

  static async start(folder: string, server: Pick<FleetServerProcess, 'url' | 'tenant'>): Promise<ConsolePc> {
    const pc = new ConsolePc(join(folder, 'profile'), server)
    await pc.host.run()
    return pc
  }

  get outbox() {
    return this.host.site.outbox
  }

  async signIn(token: string): Promise<void> {
    await this.host.setToken(token)
    await this.reaches('online')
  }

  reaches(state: string): Promise<void> {
    const { connection } = this.host.site
    return until(`connection ${state}, not ${connection.state}`, () => connection.state === state, WAIT_MS)
  }

  goOffline(): void {
    this.host.site.connection.disconnect()
  }

  async goOnline(): Promise<void> {
    this.host.site.connection.connect()
    await this.reaches('online')
  }

  async states(...keys: readonly string[]): Promise<string[]> {
    const { operations } = await this.host.site.store.operations(keys)
    return operations.map((operation) => operation.state)
  }

  async stop(): Promise<void> {
    this.session.stop()
    await this.host.stop()
  }
}
