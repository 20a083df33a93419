/** Takes secrets out of what is about to be logged. Pure, so that its promises can be tested. */

export const REDACTED = '[redacted]'

const MAX_DEPTH = 6
const MAX_ITEMS = 50
const MAX_TEXT = 4_000

/** Names whose value is a secret whatever it looks like: `token`, `accessToken`, `OUTPOST_TOKEN`, `x-api-key` … */
const SECRET_NAME = /token|secret|passw|passphrase|authorization|cookie|credential|api[-_]?key|private[-_]?key/i

/** Counts and times that merely have such a name: `tokenExpiresAt`, `tokens: 3`. */
function isHarmless(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean'
}

const SECRET_PATTERNS: readonly (readonly [RegExp, string])[] = [
  // A JSON Web Token, or the beginning of one.
  [/\beyJ[\w-]{6,}(?:\.[\w-]*){0,4}/g, REDACTED],
  [/\b(bearer|basic)\s+[\w.~+/=-]{4,}/gi, `$1 ${REDACTED}`],
  // Name and password in an address.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]+@/gi, `$1${REDACTED}@`],
  // `token=…`, `"token":"…"`, `token: …` inside a text.
  [
    /((?<![\w-])(?:[\w-]*(?:token|secret|password|passphrase|authorization|cookie|credential|api[-_]?key))["']?\s*[=:]\s*["']?)(?!\[redacted\]|bearer |basic )[^\s"'&,;}]+/gi,
    `$1${REDACTED}`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
]

export function redactText(text: string): string {
  const shortened = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)` : text
  return SECRET_PATTERNS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), shortened)
}

/**
 * A copy that may be logged: secrets removed at any depth, errors as name, message, stack and cause, and everything cut
 * to a size that a log line can bear. Never throws: a value that cannot be read is named as such.
 */
export function redact(value: unknown): unknown {
  return redactAt(value, 0, new Set())
}

function redactAt(value: unknown, depth: number, parents: Set<unknown>): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return redactText(String(value))
  if (typeof value === 'function') return '[function]'
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return '[deep]'
  if (parents.has(value)) return '[circular]'
  parents.add(value)
  try {
    return redactObject(value, depth + 1, parents)
  } catch {
    return '[unreadable]'
  } finally {
    parents.delete(value)
  }
}

function redactObject(value: object, depth: number, parents: Set<unknown>): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Map)
    return redactEntries(
      [...value].map(([key, item]) => [String(key), item]),
      depth,
      parents,
    )
  if (value instanceof Set) return redactList([...value], depth, parents)
  if (Array.isArray(value)) return redactList(value, depth, parents)
  if (value instanceof Error) {
    const { name, message, stack, cause } = value
    const fields = Object.entries(value).filter(([key]) => key !== 'stack' && key !== 'message')
    return redactEntries(
      [['name', name], ['message', message], ...fields, ['stack', stack], ['cause', cause]],
      depth,
      parents,
    )
  }
  return redactEntries(Object.entries(value), depth, parents)
}

function redactList(items: readonly unknown[], depth: number, parents: Set<unknown>): unknown {
  const shown = items.slice(0, MAX_ITEMS).map((item) => redactAt(item, depth, parents))
  return items.length > MAX_ITEMS ? [...shown, `… ${items.length - MAX_ITEMS} more`] : shown
}

function redactEntries(
  entries: readonly (readonly [string, unknown])[],
  depth: number,
  parents: Set<unknown>,
): unknown {
  const shown = entries
    .slice(0, MAX_ITEMS)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, unknown] => {
      const isSecret = SECRET_NAME.test(name) && !isHarmless(value)
      return [redactText(name), isSecret ? REDACTED : redactAt(value, depth, parents)]
    })
  return Object.fromEntries(shown)
}
