import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { IpcEvent, IpcEventName } from '#shared/ipc/contract.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import { Coalescer } from './coalesce.ts'
import type { SiteEngine } from './site-engine.ts'

export interface EventSink {
  broadcast<N extends IpcEventName>(name: N, event: IpcEvent<N>): void
}

/** Figures are for people: these are often enough to look live, and keep a drain of thousands from flooding windows. */
const QUEUE_INTERVAL_MS = 50
const CONNECTION_INTERVAL_MS = 100
const SYNC_INTERVAL_MS = 250
const UPLOADS_INTERVAL_MS = 250
const BREAKERS_INTERVAL_MS = 100
const STORAGE_INTERVAL_MS = 100
/** More changed keys than this are told as "many": pages ask again for what they show. */
const MAX_KEYS = 1_000

/** Tells the windows what happens in a site. Returns the function that ends it. */
export function tellWindows(
  site: SiteEngine,
  sink: EventSink,
  clock: Clock,
  connectionStatus: () => ConnectionStatus,
): Cancel {
  const changedKeys = new Set<string>()
  const queue = new Coalescer(clock, QUEUE_INTERVAL_MS, () => {
    sink.broadcast('queue:changed', site.queueStatus())
    const keys = [...changedKeys]
    changedKeys.clear()
    sink.broadcast('operations:changed', { keys: keys.length > MAX_KEYS ? [] : keys })
  })
  const connection = new Coalescer(clock, CONNECTION_INTERVAL_MS, () =>
    sink.broadcast('connection:changed', connectionStatus()),
  )
  const sync = new Coalescer(clock, SYNC_INTERVAL_MS, () => sink.broadcast('sync:changed', site.inbound.status()))
  const breakers = new Coalescer(clock, BREAKERS_INTERVAL_MS, () =>
    sink.broadcast('breakers:changed', { breakers: site.resilience.breakers.list() }),
  )
  const storage = new Coalescer(clock, STORAGE_INTERVAL_MS, () =>
    sink.broadcast('storage:changed', site.storageStatus()),
  )
  const uploads = new Coalescer(clock, UPLOADS_INTERVAL_MS, () =>
    sink.broadcast('uploads:changed', { uploads: site.uploads?.engine.statuses() ?? [] }),
  )
  const cancels = [
    site.uploads?.engine.onChanged(() => uploads.request()) ?? (() => undefined),
    site.outbox.onChanged((keys) => {
      for (const key of keys) changedKeys.add(key)
      queue.request()
    }),
    site.delivery.onBlockChanged(() => {
      queue.request()
      storage.request()
    }),
    site.connection.onStatus(() => connection.request()),
    site.inbound.onStatus(() => sync.request()),
    site.resilience.breakers.onChanged(() => breakers.request()),
    site.store.onStatus(() => storage.request()),
    site.outbox.onSettled((operation) =>
      sink.broadcast('operation:settled', {
        key: operation.key,
        state: operation.state,
        entityType: operation.intent.entityType,
        entityId: operation.intent.entityId,
        entityName: site.list.nameOf(operation),
        code: operation.lastError?.code ?? null,
        message: operation.lastError?.message ?? null,
        isOwn: true,
      }),
    ),
  ]
  return () => {
    for (const cancel of cancels) cancel()
    for (const coalescer of [queue, connection, sync, breakers, storage, uploads]) coalescer.stop()
  }
}
