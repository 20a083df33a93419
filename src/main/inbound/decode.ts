import { FEED_EVENTS, type FeedEvent, type FeedEventName } from '#shared/protocol/feed.ts'
import { isPlainStatusUpdate } from './status-update-check.ts'

/** A message of which only the name is known to be one of ours. */
export interface RawEvent {
  readonly name: FeedEventName
  readonly payload: unknown
}

export type Validated =
  | { readonly ok: true; readonly event: FeedEvent }
  /** `problem` names the place, never the content: it goes to the log. */
  | { readonly ok: false; readonly problem: string }

export function isFeedEventName(name: string): name is FeedEventName {
  return Object.hasOwn(FEED_EVENTS, name)
}

/** Holds a raw message against the schema of its name. Never throws: what does not fit is counted and dropped by the caller. */
export function validate({ name, payload }: RawEvent): Validated {
  if (name === 'device:status-update' && isPlainStatusUpdate(payload)) return { ok: true, event: { name, payload } }
  const parsed = FEED_EVENTS[name].safeParse(payload)
  if (parsed.success) return { ok: true, event: { name, payload: parsed.data } as FeedEvent }
  const issue = parsed.error.issues[0]
  return { ok: false, problem: `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.slice(0, 300) }
}
