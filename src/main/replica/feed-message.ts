import type { ReplicaDelta } from '#shared/domain/view.ts'
import { type FeedMessage, messageOf } from '#shared/ipc/feed.ts'

const encoder = new TextEncoder()

/** A delta as it travels to windows. */
export function feedMessageOf(delta: ReplicaDelta): FeedMessage {
  return messageOf(delta, (text) => encoder.encode(text))
}
