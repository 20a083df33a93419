import type { EntityView } from '#shared/domain/view.ts'
import type { CacheState } from './hooks/replica.ts'
import type { RequestState } from './hooks/requests.ts'

/** How far one part of a page may be trusted, and what of it is not confirmed. */
export interface WidgetState {
  readonly state: CacheState['state']
  /** When the server last confirmed what it is made of; null: never. Milliseconds since the epoch. */
  readonly syncedAt: number | null
  /** Things in it that show a change of ours which the server has not confirmed. */
  readonly optimistic: number
  /** Of these, those whose change waits for a person: refused, or in conflict. */
  readonly stuck: number
  /** Some of it could not be read, or not anew. */
  readonly isRefused: boolean
  /** Reads that again. */
  readonly retry: () => void
  /** It is not a copy of the server's: `syncedAt` is when it was read on this PC. */
  readonly isRead?: boolean
}

/** Worst first: a part is as trustworthy as the worst of what it is made of. */
const BY_TRUST: readonly CacheState['state'][] = ['failed', 'loading', 'reading', 'stale', 'ready']

/** The state of a part that is made of these copies and shows these marks. */
export function widgetStateOf(caches: readonly CacheState[], marks: PendingMarks): WidgetState {
  const state = BY_TRUST.find((one) => caches.some((cache) => cache.state === one)) ?? 'ready'
  const times = caches.map(({ syncedAt }) => syncedAt)
  const known = times.filter((time) => time !== null)
  return {
    state,
    syncedAt: known.length < times.length ? null : Math.min(...known),
    ...marks,
    isRefused: caches.some(isRefused),
    retry: () => {
      for (const cache of caches) if (isRefused(cache)) cache.reload()
    },
  }
}

/** The state of a part that shows the answers to these requests, which are asked again and again. */
export function widgetStateOfReads(...reads: readonly ReadState[]): WidgetState {
  const times = reads.map(({ readAt }) => readAt)
  const known = times.filter((time) => time !== null)
  const isFailed = reads.some(({ error }) => error !== null)
  return {
    state: isFailed ? 'failed' : known.length < times.length ? 'loading' : 'ready',
    syncedAt: known.length < times.length ? null : Math.min(...known),
    ...NO_MARKS,
    isRefused: isFailed,
    isRead: true,
    retry: () => {
      for (const { error, reload } of reads) if (error !== null) void reload()
    },
  }
}

/** What of a request says how old its answer is. */
export type ReadState = Pick<RequestState<unknown>, 'readAt' | 'reload'> & { readonly error: unknown }

function isRefused({ state, error }: CacheState): boolean {
  return state === 'failed' || (state === 'stale' && error !== null)
}

export interface PendingMarks {
  readonly optimistic: number
  readonly stuck: number
}

export const NO_MARKS: PendingMarks = { optimistic: 0, stuck: 0 }

/** Counts the things that show something unconfirmed. Goes over all of them: not to be asked for every frame. */
export function marksOf(rows: Iterable<Pick<EntityView, 'pending'>>): PendingMarks {
  let optimistic = 0
  let stuck = 0
  for (const { pending } of rows) {
    if (pending.length === 0) continue
    optimistic += 1
    if (pending.some(({ state }) => state === 'conflicted' || state === 'quarantined')) stuck += 1
  }
  return { optimistic, stuck }
}
