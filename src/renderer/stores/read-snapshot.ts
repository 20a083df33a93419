import type { EntityType } from '#shared/domain/ids.ts'
import type { EntityView, ReplicaPage, ReplicaSnapshot } from '#shared/domain/view.ts'
import { type Client, RequestError } from '../ipc/client.ts'
import type { SharedLists } from './shared-lists.ts'

/** The main process may open another site while the pages are read: then they are read from the first again. */
const MAX_READS = 3

/** Told what has been read so far after each page but the last. What it answers is waited for before the next is looked at. */
export type PartListener = (entities: ReadonlyMap<string, EntityView>) => Promise<void> | undefined

/**
 * All pages of one type. The revision is that of the first page: whatever changes later comes as deltas, which are to be
 * applied to what is given here. Rejects with a RequestError.
 */
export async function readSnapshot(
  client: Client,
  entityType: EntityType,
  lists: SharedLists,
  onPart: PartListener = () => undefined,
): Promise<ReplicaSnapshot> {
  for (let read = 1; ; read++) {
    try {
      return await readPages(client, entityType, lists, onPart)
    } catch (error) {
      if (read === MAX_READS || !(error instanceof RequestError) || error.code !== 'not-found') throw error
    }
  }
}

async function readPages(
  client: Client,
  entityType: EntityType,
  lists: SharedLists,
  onPart: PartListener,
): Promise<ReplicaSnapshot> {
  const ask = (page: string | null): Promise<ReplicaPage> => client.request('replica:snapshot', { entityType, page })
  const first = await ask(null)
  const entities = new Map<string, EntityView>()
  for (let page = first; ; ) {
    // The next page is made while this one is read.
    const following = page.next === null ? null : ask(page.next)
    following?.catch(() => undefined)
    const views = JSON.parse(page.entities) as EntityView[]
    lists.share(views)
    for (const view of views) entities.set(view.id, view)
    if (following === null) break
    await onPart(entities)
    page = await following
  }
  return { revision: first.revision, syncedAt: first.syncedAt, entities: [...entities.values()] }
}
