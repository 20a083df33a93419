import type { FeedSession } from '../inbound/feed-port.ts'
import type { Session } from './connector.ts'

/** The feed of a session as inbound reads it. Errors of the session are passed on unchanged. */
export function feedSessionOf(session: Session, timeoutMs: number): FeedSession {
  const { tenant, epoch, head, resume, limits } = session.welcome
  return {
    tenant,
    epoch,
    head,
    resume,
    pageSize: limits.page,
    changes: (since, limit) => session.request('sync:changes', { since, limit }, { timeoutMs }),
    snapshot: (page, limit) => session.request('sync:snapshot', { page, limit }, { timeoutMs }),
  }
}
