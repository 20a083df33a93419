import type { ResponseOf } from '../../../src/shared/protocol/requests.ts'
import type { Fleet } from './fleet.ts'

/**
 * One page of all records. The page's name carries the epoch, the head when the first page was read, and how far it
 * came: an entity that is made meanwhile may be on a later page. Null: the page belongs to another epoch.
 */
export function pageOfRecords(fleet: Fleet, page: string | null, limit: number): ResponseOf<'sync:snapshot'> | null {
  const { epoch, head } = fleet.feed
  const [pageEpoch = epoch, sequence = String(head), from = '0'] = page?.split('/') ?? []
  if (pageEpoch !== epoch) return null
  const all = [...fleet.entities.values()]
  const upTo = Number(from) + limit
  const records = all.slice(Number(from), upTo).flatMap(({ record, isDeleted }) => (isDeleted ? [] : [record]))
  const nextPage = upTo < all.length ? `${epoch}/${sequence}/${upTo}` : null
  return { epoch, sequence: Number(sequence), total: all.length, records, nextPage }
}
