import { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import { OutpostConnector } from '../../../src/main/connection/outpost-connector.ts'
import { WorkerStore } from '../../../src/main/database/worker-store.ts'
import { systemBootClock } from '../../../src/main/platform/boot-clock.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import { systemIds } from '../../../src/main/platform/ids.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { systemRandom } from '../../../src/main/platform/random.ts'
import { settingsSchema } from '../../../src/shared/domain/settings.ts'

const STORAGE_WORKER = new URL('../../../src/main/database/worker.ts', import.meta.url)

export interface EngineTarget {
  readonly file: string
  readonly url: string
  readonly tenant: string
  readonly token: string
}

/** The shipped engine of one site with its real store and connector, running and connecting. */
export async function openConsoleEngine({ file, url, tenant, token }: EngineTarget): Promise<SiteEngine> {
  const settings = settingsSchema.parse({})
  const engine = await SiteEngine.open({
    clock: systemClock,
    boot: systemBootClock(systemClock, systemIds, process.platform),
    random: systemRandom,
    ids: systemIds,
    logger: silentLogger,
    store: await WorkerStore.open(STORAGE_WORKER, { file, at: systemClock.now() }, silentLogger),
    connector: new OutpostConnector({ clock: systemClock, client: { name: 'outpost-bench', version: '0' } }),
    connection: {
      serverUrl: url,
      tenant,
      heartbeatIntervalMs: settings.heartbeatIntervalMs,
      reconnectDelayMaxMs: settings.reconnectDelayMaxMs,
      maxReconnectAttempts: settings.maxReconnectAttempts,
      requestTimeoutMs: settings.requestTimeoutMs,
      isDemo: false,
    },
    settings: () => settings,
    token: () => token,
    firstRevision: 0,
  })
  await engine.run()
  engine.connection.connect()
  return engine
}

/** Resolves when the replica is as the server has it. */
export function whenCurrent(engine: SiteEngine): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { state } = engine.connection.status()
      if (engine.inbound.status().state !== 'current' || state !== 'online') return
      end()
      endSync()
      resolve()
    }
    const end = engine.connection.onStatus(look)
    const endSync = engine.inbound.onStatus(look)
    look()
  })
}
