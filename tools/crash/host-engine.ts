import { settingsSchema } from '#shared/domain/settings.ts'
import { SiteEngine } from '../../src/main/bootstrap/site-engine.ts'
import { OutpostConnector } from '../../src/main/connection/outpost-connector.ts'
import type { Store } from '../../src/main/database/store.ts'
import { WorkerStore } from '../../src/main/database/worker-store.ts'
import { systemBootClock } from '../../src/main/platform/boot-clock.ts'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { systemIds } from '../../src/main/platform/ids.ts'
import type { LogData, Logger } from '../../src/main/platform/logger.ts'
import { systemRandom } from '../../src/main/platform/random.ts'
import type { HostPlan } from './host-messages.ts'

const STORAGE_WORKER = new URL('../../src/main/database/worker.ts', import.meta.url)
/** Short enough that commands ask again, expire and go without a report within a few rounds. */
const COMMAND_TIMES = { commandConfirmAfterMs: 2_500, commandExpireAfterMs: 8_000, commandConfirmationMs: 4_000 }
/** How long a planted mistake leaves a commit on its way. */
const HASTY_MS = 15

export function openStore(file: string): Promise<WorkerStore> {
  return WorkerStore.open(STORAGE_WORKER, { file, at: systemClock.now() }, logger)
}

/** The shipped engine of one site, running, not connected. */
export async function openEngine(plan: HostPlan): Promise<SiteEngine> {
  const store = await openStore(plan.file)
  const settings = settingsSchema.parse({ requestTimeoutMs: plan.requestTimeoutMs, ...COMMAND_TIMES })
  const engine = await SiteEngine.open({
    clock: systemClock,
    boot: systemBootClock(systemClock, systemIds, process.platform),
    random: systemRandom,
    ids: systemIds,
    logger,
    store: plan.isHasty && plan.task === 'work' ? hasty(store) : store,
    connector: new OutpostConnector({ clock: systemClock, client: { name: 'Outpost crash test', version: '0' } }),
    connection: {
      serverUrl: plan.url,
      tenant: plan.tenant,
      heartbeatIntervalMs: settings.heartbeatIntervalMs,
      reconnectDelayMaxMs: settings.reconnectDelayMaxMs,
      maxReconnectAttempts: settings.maxReconnectAttempts,
      requestTimeoutMs: settings.requestTimeoutMs,
      isDemo: false,
    },
    settings: () => settings,
    token: () => plan.token,
    firstRevision: 0,
  })
  await engine.run()
  return engine
}

/** The planted mistake: says that new operations are on disk a while before they are. */
function hasty(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'commit') {
        return async (mutations: Parameters<Store['commit']>[0]) => {
          const stored = sleep(systemClock, HASTY_MS).then(() => target.commit(mutations))
          if (mutations.every(({ type }) => type !== 'operation.insert')) await stored
        }
      }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

/** Only what went wrong, for the report of a round that did. */
const logger: Logger = {
  error: (message, data) => log('error', message, data),
  warn: (message, data) => log('warn', message, data),
  info: () => undefined,
  debug: () => undefined,
  child: () => logger,
}

function log(level: string, message: string, data: LogData | undefined): void {
  process.stderr.write(`${level}: ${message} ${JSON.stringify(data ?? {})}\n`)
}
