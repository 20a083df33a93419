import type { Event } from '@sentry/core'
import { REDACTED, redact } from '../../platform/log-redaction.ts'

/** Room for a chain of causes with their frames, and for all breadcrumbs. */
const LIMITS = { depth: 12, items: 60, text: 4_000 }
/** Larger ones are sent without what led to them. */
const MAX_BYTES = 200_000
/** A shorter one could be a part of any word. */
const MIN_SECRET = 6

/**
 * The last thing that is done to an event: secrets, and what names a person, are taken out of all of it.
 * @param secrets what this program knows to be secret, whatever it looks like
 */
export function cleanEvent(event: Event, secrets: readonly string[]): string {
  const hidden = secrets.filter((secret) => secret.length >= MIN_SECRET)
  const text = textOf(event, hidden)
  if (Buffer.byteLength(text) <= MAX_BYTES) return text
  const { breadcrumbs: _crumbs, extra: _extra, ...rest } = event
  return textOf(rest, hidden)
}

function textOf(event: Event, secrets: readonly string[]): string {
  return JSON.stringify(without(redact(event, LIMITS), secrets))
}

/** A copy of plain data without the secrets, wherever in a text they stand. */
function without(value: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0) return value
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, REDACTED), value)
  if (Array.isArray(value)) return value.map((item) => without(item, secrets))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.map(([name, item]) => [String(without(name, secrets)), without(item, secrets)]))
}
