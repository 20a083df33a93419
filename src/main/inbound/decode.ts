import { FEED_EVENTS, type FeedEvent, type FeedEventName } from '#shared/protocol/feed.ts'

export type Decoded =
  | { readonly ok: true; readonly event: FeedEvent }
  /** `problem` names the place, never the content: it goes to the log. */
  | { readonly ok: false; readonly cause: 'unknown-event' | 'malformed'; readonly problem: string }

/** Reads a raw message of the server. Never throws: what does not fit is counted and dropped by the caller. */
export function decodeEvent(name: string, payload: unknown): Decoded {
  if (!isFeedEventName(name)) return { ok: false, cause: 'unknown-event', problem: name.slice(0, 80) }
  const parsed = FEED_EVENTS[name].safeParse(payload)
  if (parsed.success) return { ok: true, event: { name, payload: parsed.data } as FeedEvent }
  const issue = parsed.error.issues[0]
  return {
    ok: false,
    cause: 'malformed',
    problem: `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.slice(0, 300),
  }
}

function isFeedEventName(name: string): name is FeedEventName {
  return Object.hasOwn(FEED_EVENTS, name)
}
