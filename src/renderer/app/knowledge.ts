import type { CacheState } from './hooks/replica.ts'

/**
 * What an empty copy may say. `reading`: it is not there yet; `never`: the server has not said yet what there is, so nothing
 * is called empty; `past`: so it was when the server was last heard; `present`: so it is.
 */
export type Knowledge = 'reading' | 'never' | 'past' | 'present'

/** Worst first: who looks at several copies knows as much as of the least known. */
const BY_TRUST: readonly Knowledge[] = ['reading', 'never', 'past', 'present']

/** What is known of what these copies hold. One that failed is told of elsewhere, and says nothing here. */
export function knowledgeOf(...caches: readonly CacheState[]): Knowledge {
  const known = new Set(caches.map(knowledge))
  return BY_TRUST.find((one) => known.has(one)) ?? 'present'
}

function knowledge({ state, syncedAt }: CacheState): Knowledge {
  if (state === 'ready') return 'present'
  if (state !== 'stale') return 'reading'
  return syncedAt === null ? 'never' : 'past'
}
