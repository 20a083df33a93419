import type { IpcEventName, IpcRequest, IpcRequestName } from '#shared/ipc/contract.ts'
import type { Client } from './client.ts'
import type { CacheTimes, QueryCache, QuerySample } from './query-cache.ts'

/** Reads that are answered from the cache while nothing says that they are others by now. */
const CACHED: ReadonlySet<IpcRequestName> = new Set([
  'operations:list',
  'operations:outline',
  'operations:transitions',
  'operations:payload',
  'operations:chain',
  'conflicts:outline',
  'conflicts:history',
  'device:health',
  'server:alarm-rules',
])

/** After each of these an answer may be another one, if only in why something waits. */
const FORGET_ON: readonly IpcEventName[] = [
  'operations:changed',
  'queue:changed',
  'connection:changed',
  'breakers:changed',
  'session:changed',
  'settings:changed',
]

/** A client that remembers what it has read, for one site and one window. */
export interface CachedClient extends Client {
  /** Reads what will be wanted soon, and says nothing of it. */
  prefetch<N extends IpcRequestName>(name: N, request: IpcRequest<N>): void
  /** Listens to what makes answers old; to be called before anything is read. Returns the function that ends it. */
  watch(): () => void
}

/** The library comes with the first read that needs it: the first screen needs none. */
export function createCachedClient(
  client: Client,
  options: {
    readonly measure: () => number
    readonly record: (sample: QuerySample) => void
    /** Null: not known yet. */
    readonly times?: () => CacheTimes | null
  },
): CachedClient {
  let cache: QueryCache | null = null
  let loading: Promise<QueryCache> | null = null
  const load = async (): Promise<QueryCache> => {
    const { QueryCache, CACHE_TIMES } = await import('./query-cache.ts')
    const { times, ...rest } = options
    cache = new QueryCache({ client, ...rest, times: () => times?.() ?? CACHE_TIMES })
    return cache
  }
  return {
    async request(name, request) {
      if (!CACHED.has(name)) return client.request(name, request)
      loading ??= load()
      return (await loading).read(name, request)
    },
    prefetch(name, request) {
      loading ??= load()
      void loading.then((loaded) => loaded.prefetch(name, request))
    },
    watch() {
      const ends = FORGET_ON.map((name) => client.subscribe(name, () => cache?.forget()))
      return () => {
        for (const end of ends) end()
      }
    },
    dropFiles: (files, folder) => client.dropFiles(files, folder),
    subscribe: (name, listener) => client.subscribe(name, listener),
    follow: (listener) => client.follow(listener),
  }
}
