import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { ENTITY_TYPES } from '#shared/domain/ids.ts'
import { type Settings, settingsSchema } from '#shared/domain/settings.ts'
import { SiteEngine } from '../../src/main/bootstrap/site-engine.ts'
import { OutpostConnector } from '../../src/main/connection/outpost-connector.ts'
import { WorkerStore } from '../../src/main/database/worker-store.ts'
import { refOf } from '../../src/main/inbound/change-of-event.ts'
import { systemBootClock } from '../../src/main/platform/boot-clock.ts'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { systemIds } from '../../src/main/platform/ids.ts'
import type { Logger } from '../../src/main/platform/logger.ts'
import { systemRandom } from '../../src/main/platform/random.ts'
import type { AppliedWatch } from './applied-watch.ts'
import type { Plant } from './options.ts'
import { nameOf } from './server-copy.ts'
import type { Violations } from './violation.ts'

const STORAGE_WORKER = new URL('../../src/main/database/worker.ts', import.meta.url)
const POLL_MS = 20
/** What the planted mistakes do is done to this share of the devices' reports. */
const PLANT_EVERY = 500

export interface EngineOptions {
  readonly folder: string
  readonly url: string
  readonly tenant: string
  readonly token: string
  readonly settings?: Partial<Settings>
  readonly plant: Plant | null
}

/** The shipped engine of one site with its worker and its file, watched; with what a window would do to it. */
export class WatchedEngine {
  readonly engine: SiteEngine
  #isLive = false

  private constructor(engine: SiteEngine, watch: AppliedWatch, plant: Plant | null) {
    this.engine = engine
    const { inbound, replica } = engine
    // A quiet resync leaves the state as it is: from its call on events are those that are read again.
    const resync = inbound.resync.bind(inbound)
    inbound.resync = (...given) => {
      this.#isLive = false
      return resync(...given)
    }
    let resyncs = inbound.resyncs
    inbound.onStatus(({ state, cursor }) => {
      if (state !== 'current') this.#isLive = false
      else if (inbound.resyncs !== resyncs) {
        resyncs = inbound.resyncs
        this.#isLive = true
        watch.resynced(cursor ?? 0)
      }
    })
    inbound.onEvent((event) => watch.taken(event, this.#isLive))
    watchChanges(replica, watch, plant)
    // A window reads every change that is sent to it.
    replica.onDelta(() => undefined)
  }

  static async open(options: EngineOptions, watch: AppliedWatch, violations: Violations): Promise<WatchedEngine> {
    const { folder, url, tenant, token, plant } = options
    const settings = settingsSchema.parse(options.settings ?? {})
    const { heartbeatIntervalMs, reconnectDelayMaxMs, maxReconnectAttempts, requestTimeoutMs } = settings
    const logger = strictLogger(violations)
    const file = join(folder, 'site.sqlite')
    const engine = await SiteEngine.open({
      clock: systemClock,
      boot: systemBootClock(systemClock, systemIds, process.platform),
      random: systemRandom,
      ids: systemIds,
      logger,
      store: await WorkerStore.open(STORAGE_WORKER, { file, at: systemClock.now() }, logger),
      connector: new OutpostConnector({ clock: systemClock, client: { name: 'Outpost live check', version: '0' } }),
      connection: {
        ...{ serverUrl: url, tenant, isDemo: false },
        ...{ heartbeatIntervalMs, reconnectDelayMaxMs, maxReconnectAttempts, requestTimeoutMs },
      },
      settings: () => settings,
      token: () => token,
      firstRevision: 0,
    })
    const watched = new WatchedEngine(engine, watch, plant)
    await engine.run()
    return watched
  }

  get isOnline(): boolean {
    return this.engine.connection.status().state === 'online'
  }

  get isCurrent(): boolean {
    return this.isOnline && this.engine.inbound.status().state === 'current'
  }

  /** Changes that are received and not applied. */
  get waiting(): number {
    return this.engine.inbound.stages().reduce((sum, { waiting }) => sum + waiting, 0)
  }

  get cursor(): number {
    return this.engine.replica.cursor?.sequence ?? 0
  }

  /** Resolves when `condition` holds, and true; false after `timeoutMs`. */
  async until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs
    while (!condition()) {
      if (performance.now() > deadline) return false
      await sleep(systemClock, POLL_MS)
    }
    return true
  }

  records(): Map<string, EntityRecord> {
    const { replica } = this.engine
    const records = ENTITY_TYPES.flatMap((entityType) =>
      Array.from(replica.views.all(entityType), ({ id }) => replica.base({ entityType, entityId: id }) ?? []).flat(),
    )
    return new Map(records.map((record) => [nameOf(record), record]))
  }

  stop(): Promise<void> {
    return this.engine.stop()
  }
}

/** Every change passes here on its way into the copy; a planted mistake is made here. */
function watchChanges(replica: SiteEngine['replica'], watch: AppliedWatch, plant: Plant | null): void {
  const apply = replica.apply.bind(replica)
  let reports = 0
  let lostDevice: string | null = null
  replica.apply = (change) => {
    if (change.kind === 'reported') reports += 1
    const isPlanted = plant !== null && reports % PLANT_EVERY === PLANT_EVERY - 1
    if (plant === 'lose' && change.kind === 'reported') {
      if (isPlanted) lostDevice ??= change.ref.entityId
      if (change.ref.entityId === lostDevice) return 'unchanged'
    }
    const before = change.kind === 'record' ? replica.base(refOf(change)) : null
    const applied = apply(change)
    // An edit that is read again puts the same values in the place of the same values.
    const isSame = before !== null && isDeepStrictEqual(before, replica.base(refOf(change)))
    if (!isSame) watch.changed(change, applied)
    if (plant === 'repeat' && isPlanted) watch.changed(change, applied)
    return applied
  }
}

/** Errors are never expected here; warnings are, with every cut. */
function strictLogger(violations: Violations): Logger {
  const logger: Logger = {
    error: (message, data) => violations.add('thrown', `${message} ${JSON.stringify(data ?? {})}`),
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
    child: () => logger,
  }
  return logger
}
