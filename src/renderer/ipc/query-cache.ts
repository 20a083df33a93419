import { QueryClient } from '@tanstack/query-core'
import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import type { Client } from './client.ts'

/** How long an answer counts as fresh, and how long it is kept when nobody asks for it. */
export interface CacheTimes {
  readonly staleMs: number
  readonly keptMs: number
}

/** As delivered; until the settings are known, too. */
export const CACHE_TIMES: CacheTimes = { staleMs: 5 * 60_000, keptMs: 30 * 60_000 }
/** Most answers that are kept; the one that was asked for longest ago goes first. */
export const MAX_QUERIES = 200

/** One read: how long it took, and whether the answer was here already. */
export interface QuerySample {
  readonly isHit: boolean
  readonly ms: number
  /** Share of all reads so far that were answered from here, 0 to 1. */
  readonly hitRatio: number
}

/**
 * Answers of the main process that are asked for again and again. `forget` makes all of them old, also those that are on
 * their way: what is asked after it is never answered by what was read before it.
 */
export class QueryCache {
  readonly #client: Pick<Client, 'request'>
  readonly #measure: () => number
  readonly #record: (sample: QuerySample) => void
  readonly #times: () => CacheTimes
  readonly #queries = new QueryClient({
    // The main process is on this PC, whatever the network does, and says itself why it cannot answer.
    defaultOptions: { queries: { retry: false, networkMode: 'always' } },
  })
  /** Ids of what is kept, the one that was asked for longest ago first. */
  readonly #asked = new Map<string, readonly unknown[]>()
  #generation = 0
  #reads = 0
  #hits = 0

  constructor(dependencies: {
    client: Pick<Client, 'request'>
    measure: () => number
    record: (sample: QuerySample) => void
    /** Asked at every read, so that a change of the settings counts at once. */
    times?: () => CacheTimes
  }) {
    this.#client = dependencies.client
    this.#measure = dependencies.measure
    this.#record = dependencies.record
    this.#times = dependencies.times ?? (() => CACHE_TIMES)
  }

  get size(): number {
    return this.#queries.getQueryCache().getAll().length
  }

  /** Rejects with a RequestError; refusals are not kept. */
  async read<N extends IpcRequestName>(name: N, request: IpcRequest<N>): Promise<IpcResponse<N>> {
    const startedAt = this.#measure()
    const queryKey = [this.#generation, name, request]
    const isHit = this.#isFresh(queryKey)
    this.#remember(queryKey)
    const answer = await this.#fetch(queryKey, name, request)
    this.#reads += 1
    if (isHit) this.#hits += 1
    this.#record({ isHit, ms: this.#measure() - startedAt, hitRatio: this.#hits / this.#reads })
    return answer
  }

  /** Reads what will be wanted soon. Not counted: nobody waits for it. */
  async prefetch<N extends IpcRequestName>(name: N, request: IpcRequest<N>): Promise<void> {
    const queryKey = [this.#generation, name, request]
    this.#remember(queryKey)
    await this.#fetch(queryKey, name, request).catch(() => undefined)
  }

  forget(): void {
    if (this.#asked.size === 0) return
    this.#generation += 1
    this.#asked.clear()
    // Those that are on their way are left to whoever waits for them.
    this.#queries.removeQueries({ fetchStatus: 'idle' })
  }

  #fetch<N extends IpcRequestName>(
    queryKey: readonly unknown[],
    name: N,
    request: IpcRequest<N>,
  ): Promise<IpcResponse<N>> {
    const { staleMs, keptMs } = this.#times()
    const queryFn = () => this.#client.request(name, request)
    return this.#queries.fetchQuery({ queryKey, queryFn, staleTime: staleMs, gcTime: keptMs })
  }

  #isFresh(queryKey: readonly unknown[]): boolean {
    const query = this.#queries.getQueryCache().find({ queryKey })
    return query?.state.status === 'success' && !query.isStaleByTime(this.#times().staleMs)
  }

  #remember(queryKey: readonly unknown[]): void {
    const id = JSON.stringify(queryKey)
    this.#asked.delete(id)
    this.#asked.set(id, queryKey)
    if (this.#asked.size <= MAX_QUERIES) return
    const [oldest] = this.#asked
    if (oldest === undefined) return
    this.#asked.delete(oldest[0])
    this.#queries.removeQueries({ queryKey: oldest[1], exact: true, fetchStatus: 'idle' })
  }
}
