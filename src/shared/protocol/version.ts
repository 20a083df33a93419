/** Versions of the wire protocol this source speaks. Both ends offer a range; the highest common one is used. */
export const PROTOCOL_MIN = 1
export const PROTOCOL_MAX = 1

export interface ProtocolRange {
  readonly min: number
  readonly max: number
}

/** The highest version both ranges hold, or null when they have none in common. */
export function negotiateProtocol(offered: ProtocolRange, spoken: ProtocolRange): number | null {
  const highest = Math.min(offered.max, spoken.max)
  return highest >= Math.max(offered.min, spoken.min) ? highest : null
}

/** Most bytes of one message in either direction. Larger ones are refused unread. */
export const MAX_MESSAGE_BYTES = 1_048_576
/** Most operations of one `operations:apply`. */
export const MAX_BATCH_OPERATIONS = 500
/** Most keys of one `operations:lookup`. */
export const MAX_LOOKUP_KEYS = 1_000
/** Most entities of one `entities:read`. */
export const MAX_READ_ENTITIES = 200
/** Most records or changes of one page of `sync:snapshot` and `sync:changes`. */
export const MAX_PAGE = 2_000
/** Most events of one `feed:batch`. */
export const MAX_FEED_BATCH = 1_000
