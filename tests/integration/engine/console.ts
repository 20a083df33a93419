import { join } from 'node:path'
import { ENTITY_TYPES, type EntityRef } from '#shared/domain/ids.ts'
import { type Settings, settingsSchema } from '#shared/domain/settings.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import { OutpostConnector } from '../../../src/main/connection/outpost-connector.ts'
import { WorkerStore } from '../../../src/main/database/worker-store.ts'
import { systemBootClock } from '../../../src/main/platform/boot-clock.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import { systemIds } from '../../../src/main/platform/ids.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { systemRandom } from '../../../src/main/platform/random.ts'
import type { FleetServerProcess } from '../../support/fleet-server.ts'
import { until } from '../../support/fleet-server.ts'

const STORAGE_WORKER = new URL('../../../src/main/database/worker.ts', import.meta.url)
const WAIT_MS = 30_000

/** The shipped engine of one site with its worker thread and its real file, without a window. */
export class TestConsole {
  readonly engine: SiteEngine
  readonly #holder: { token: string }
  #isClosed = false

  private constructor(engine: SiteEngine, holder: { token: string }) {
    this.engine = engine
    this.#holder = holder
  }

  /** Opens the file in `folder`; does not connect. */
  static async open(
    folder: string,
    server: Pick<FleetServerProcess, 'url' | 'tenant' | 'token'>,
    changes: Partial<Settings> = {},
  ): Promise<TestConsole> {
    const settings = settingsSchema.parse({ requestTimeoutMs: 2_000, heartbeatIntervalMs: 1_000, ...changes })
    const { heartbeatIntervalMs, reconnectDelayMaxMs, maxReconnectAttempts, requestTimeoutMs } = settings
    const holder = { token: server.token }
    const file = join(folder, 'site.sqlite')
    const store = await WorkerStore.open(STORAGE_WORKER, { file, at: systemClock.now() }, silentLogger)
    const engine = await SiteEngine.open({
      clock: systemClock,
      boot: systemBootClock(systemClock, systemIds, process.platform),
      random: systemRandom,
      ids: systemIds,
      logger: silentLogger,
      store,
      alarmStore: store.alarms,
      connector: new OutpostConnector({ clock: systemClock, client: { name: 'engine test', version: '0' } }),
      connection: {
        serverUrl: server.url,
        tenant: server.tenant,
        heartbeatIntervalMs,
        reconnectDelayMaxMs,
        maxReconnectAttempts,
        requestTimeoutMs,
        isDemo: false,
      },
      settings: () => settings,
      token: () => holder.token,
      firstRevision: 0,
    })
    await engine.run()
    return new TestConsole(engine, holder)
  }

  async connect(): Promise<void> {
    this.engine.connection.connect()
    await this.reaches('online')
  }

  reaches(state: string): Promise<void> {
    return until(`connection ${state}`, () => this.engine.connection.status().state === state, WAIT_MS)
  }

  /** Signs in anew, as the site host does it. */
  async signIn(token: string): Promise<void> {
    this.#holder.token = token
    await this.engine.connection.renewToken(token)
    this.engine.connection.connect()
  }

  view(ref: EntityRef): EntityView | null {
    return this.engine.replica.view(ref)
  }

  /** Everything as windows show it, by entity. */
  screen(): Map<string, EntityView> {
    const views = ENTITY_TYPES.flatMap((type) => [...this.engine.replica.views.all(type)])
    return new Map(views.map((view) => [`${view.entityType}/${view.id}`, view]))
  }

  get queue() {
    return this.engine.outbox.status(this.engine.delivery.isPaused)
  }

  drained(): Promise<void> {
    return until(`drained, not ${JSON.stringify(this.queue.counts)}`, () => this.queue.pending === 0, WAIT_MS)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.engine.stop()
  }

  /** Ends as a killed process does: what is not on disk by now never will be. */
  async crash(): Promise<void> {
    this.#isClosed = true
    await this.engine.store.close()
    await this.engine.stop()
  }
}

export function waitFor(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  return until(what, condition, WAIT_MS)
}
