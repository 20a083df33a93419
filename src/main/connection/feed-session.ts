import { channelName, TOPICS } from '#shared/protocol/feed.ts'
import type { FeedSession } from '../inbound/feed-port.ts'
import type { Session } from './connector.ts'

/** The feed of a session as inbound reads it. Errors of the session are passed on unchanged. */
export function feedSessionOf(session: Session, timeoutMs: number): FeedSession {
  const { tenant, epoch, head, resume, limits, capabilities, channels } = session.welcome
  // Reports that a newer one supersedes need not be read: whoever was away wants to know what is, not what was.
  const compact = capabilities.includes('compact-changes') ? { compact: true } : {}
  const known = new Set(TOPICS.map((topic) => channelName(tenant, topic)))
  return {
    tenant,
    epoch,
    head,
    resume,
    hasChanges: capabilities.includes('delta-feed'),
    pageSize: limits.page,
    isWhole: capabilities.includes('whole-feed') && channels.every((channel) => known.has(channel)),
    changes: (since, limit) => session.request('sync:changes', { since, limit, ...compact }, { timeoutMs }),
    snapshot: (page, limit) => session.request('sync:snapshot', { page, limit }, { timeoutMs }),
  }
}
