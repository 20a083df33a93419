// Everything here that knows how the queue is put together: what the figures measure is reached through `QueueHost` only.

import { conflictSettings } from '../../src/main/bootstrap/conflict-settings.ts'
import { restoreSite } from '../../src/main/bootstrap/restore-site.ts'
import { SiteResilience } from '../../src/main/bootstrap/site-resilience.ts'
import { validityWindows } from '../../src/main/bootstrap/validity-settings.ts'
import { SiteDatabase } from '../../src/main/database/site-database.ts'
import { WorkerStore } from '../../src/main/database/worker-store.ts'
import { Delivery, WINDOW } from '../../src/main/delivery/delivery.ts'
import { guardServer } from '../../src/main/delivery/guarded-server.ts'
import type { DeliveryServer } from '../../src/main/delivery/server-port.ts'
import { Outbox } from '../../src/main/outbox/outbox.ts'
import { Timekeeper } from '../../src/main/outbox/timekeeper.ts'
import { systemBootClock } from '../../src/main/platform/boot-clock.ts'
import { systemClock } from '../../src/main/platform/clock.ts'
import { systemIds } from '../../src/main/platform/ids.ts'
import { silentLogger } from '../../src/main/platform/logger.ts'
import { systemRandom } from '../../src/main/platform/random.ts'
import { Replica } from '../../src/main/replica/replica.ts'
import { DEFAULT_PACE } from '../../src/main/resilience/backoff.ts'
import { Metrics } from '../../src/main/telemetry/metrics.ts'
import { type RecordMetric, recordStorage } from '../../src/main/telemetry/sources.ts'
import type { EntityRecord } from '../../src/shared/domain/entities.ts'
import type { Intent } from '../../src/shared/domain/operation.ts'
import { settingsSchema } from '../../src/shared/domain/settings.ts'

const STORAGE_WORKER = new URL('../../src/main/database/worker.ts', import.meta.url)
const LIMITS = { count: 1_000_000, bytes: 10_000_000_000 }
const RETRY_LIMIT = 3
const SETTINGS = settingsSchema.parse({})
const RECORDS_PER_COMMIT = 5_000

/** Batches that delivery has on its way at most. How many operations are in each it finds out by itself. */
export const DELIVERY_WINDOW = WINDOW

/**
 * Puts breaker and telemetry around a server, as a site does it; the retries are delivery's own. Null where a version
 * has nothing to put around it.
 */
export const guarded: ((server: DeliveryServer) => DeliveryServer) | null = (server) => {
  const switches = () => ({ isRecording: true, raisesAlerts: true })
  const metrics = new Metrics({ clock: systemClock, switches, onAlert: () => undefined, thresholdOf: () => undefined })
  const resilience = new SiteResilience({
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    settings: () => SETTINGS,
    connection: { serverUrl: null, isDemo: true },
    onAttempt: ({ durationMs }) => metrics.record('server_attempt', 'ms', durationMs),
  })
  return guardServer(server, resilience.breakers.get(resilience.nameOf('operations')), systemClock)
}

/** One of two servers at a time, so that one queue can be measured on both. Both must have the same block. */
export function switchable(chosen: () => DeliveryServer, both: readonly DeliveryServer[]): DeliveryServer {
  return {
    block: () => chosen().block(),
    onBlockChanged(listener) {
      const cancels = both.map((server) => server.onBlockChanged(listener))
      return () => {
        for (const cancel of cancels) cancel()
      }
    },
    limits: () => chosen().limits(),
    capabilities: () => chosen().capabilities(),
    apply: (operations) => chosen().apply(operations),
    lookup: (keys) => chosen().lookup(keys),
    read: (refs) => chosen().read(refs),
  }
}

/** The shipped queue around its storage worker, as the composition root builds it, without window and socket. */
export class QueueHost {
  readonly #store: WorkerStore
  readonly #replica: Replica
  readonly #outbox: Outbox
  readonly #delivery: Delivery

  private constructor(store: WorkerStore, server: DeliveryServer, record: RecordMetric) {
    const [clock, logger, random] = [systemClock, silentLogger, systemRandom]
    this.#store = store
    this.#replica = new Replica({ store, clock, logger })
    const boot = systemBootClock(clock, systemIds, process.platform)
    const timekeeper = new Timekeeper({ clock, boot, serverNow: () => null })
    const user = { id: 'usr_1', name: 'operator' }
    this.#outbox = new Outbox({
      store,
      overlays: this.#replica,
      clock,
      timekeeper,
      ids: systemIds,
      logger,
      limits: () => LIMITS,
      user: () => user,
      firstUserId: () => null,
    })
    this.#delivery = new Delivery({
      outbox: this.#outbox,
      server,
      clock,
      timekeeper,
      random,
      ids: systemIds,
      logger,
      retryLimit: () => RETRY_LIMIT,
      retryPace: () => DEFAULT_PACE,
      windows: () => validityWindows(SETTINGS),
      confirmationDeadlineMs: () => SETTINGS.commandConfirmationMs,
      conflicts: () => conflictSettings(SETTINGS),
      base: (ref) => this.#replica.base(ref),
      onSent: (waitedMs) => record('queue_wait', 'ms', waitedMs),
    })
  }

  /** Opens the file, restores what it holds and runs; nothing is sent while the server has a block. */
  static async open(file: string, server: DeliveryServer, record: RecordMetric = () => undefined): Promise<QueueHost> {
    const store = await WorkerStore.open(STORAGE_WORKER, { file, at: systemClock.now() }, silentLogger, (times) =>
      recordStorage(record, times),
    )
    const host = new QueueHost(store, server, record)
    const state = await store.load()
    await restoreSite(state, { replica: host.#replica, outbox: host.#outbox })
    host.#outbox.onChanged(() => host.#replica.flushSoon())
    // A window that listens, as there always is one.
    host.#replica.onDelta(() => undefined)
    await host.#replica.run()
    await host.#delivery.run()
    return host
  }

  /** Resolves when the change is durably queued. */
  async enqueue(intents: readonly Intent[]): Promise<void> {
    await this.#outbox.enqueue(intents)
  }

  /** Operations that the server still has to take. */
  get waiting(): number {
    const { lanes } = this.#outbox
    return lanes.count('queued') + lanes.count('sending') + lanes.count('unknown')
  }

  /** Calls back after every stored change; returns the function that ends it. */
  onChanged(listener: () => void): () => void {
    return this.#outbox.onChanged(listener)
  }

  async close(): Promise<void> {
    await this.#delivery.stop()
    await this.#replica.stop()
    this.#outbox.clear()
    await this.#store.close()
  }
}

/** Makes a site's database with this copy of the server's records and nothing waiting. */
export function createSiteFile(file: string, records: readonly EntityRecord[]): void {
  const database = new SiteDatabase(file, systemClock.now())
  try {
    for (let start = 0; start < records.length; start += RECORDS_PER_COMMIT) {
      const part = records.slice(start, start + RECORDS_PER_COMMIT)
      const [outcome] = database.commitGroup([part.map((record) => ({ type: 'entity.put', record }))])
      if (outcome?.ok === false) throw outcome.error
    }
  } finally {
    database.close()
  }
}
