/**
 * Takes secrets and what names a person out of what is about to be logged or reported. Pure, so that its promises can be
 * tested. Names of devices and sites are not personal and stay.
 */

export const REDACTED = '[redacted]'

/** How much of a value is kept. */
export interface RedactionLimits {
  readonly depth: number
  readonly items: number
  readonly text: number
}

const LOG_LIMITS: RedactionLimits = { depth: 6, items: 50, text: 4_000 }

/** Names whose value is a secret whatever it looks like: `token`, `accessToken`, `OUTPOST_TOKEN`, `x-api-key` … */
const SECRET_NAME = /token|secret|passw|passphrase|authorization|cookie|credential|api[-_]?key|private[-_]?key/i

/** Names whose value tells who somebody is: `email`, `phone`, `userName` … */
const PERSONAL_NAME = /e[-_]?mail|phone|mobile|(?:user|first|last|full|given|family)[-_ ]?name/i

/** Counts and times that merely have such a name: `tokenExpiresAt`, `tokens: 3`. */
function isHarmless(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean'
}

/** Bounded in length, as all here are: from each character of a long word the search would else run to its end. */
const SECRET_WORD = '[\\w-]{0,40}(?:token|secret|password|passphrase|authorization|cookie|credential|api[-_]?key)'
/** To the closing quote, or as far as the text goes. */
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\\+"[^"]*"?|\\+'[^']*'?`
const BARE = String.raw`(?!\[redacted\]|bearer |basic )[^\s"'&,;}\\]+`

/**
 * Name and password in an address. Looked for from its `://` on, and only there back to where it begins: from each beginning of
 * a word forwards, a long text of words and points would take the square of its length.
 */
export const IN_ADDRESS: readonly [RegExp, string] = [/(?<=\b[a-z][a-z0-9+.-]*):\/\/[^\s/?#@]+@/gi, `://${REDACTED}@`]

const SECRET_PATTERNS: readonly (readonly [RegExp, string])[] = [
  // A JSON Web Token, or the beginning of one.
  [/\beyJ[\w-]{6,}(?:\.[\w-]*){0,4}/g, REDACTED],
  [/\b(bearer|basic)\s+[\w.~+/=-]{4,}/gi, `$1 ${REDACTED}`],
  IN_ADDRESS,
  // `token=…`, `"token":"…"`, `token: …` inside a text; the latter two also in a text within a text.
  [new RegExp(`(${SECRET_WORD}\\\\*["']?\\s*[=:]\\s*)(?:${QUOTED}|${BARE})`, 'gi'), `$1${REDACTED}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
  // The folder of a person.
  [/((?:\/home\/|\/Users\/|[A-Za-z]:(?:\\{1,2}|\/)Users(?:\\{1,2}|\/)))[^\s/\\:"'<>|]+/g, '$1[user]'],
]

/** Also within the query of an address. */
const E_MAIL = /[\p{L}\p{N}._%+'-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}{2,24}/giu
const MAY_HOLD_E_MAIL = /@|%40/

/** More is read than is kept, so that nothing is cut in the middle before it is known for what it is. */
const READ_BEYOND = 1_000

export function redactText(text: string, most: number = LOG_LIMITS.text): string {
  const clean = SECRET_PATTERNS.reduce(
    (left, [pattern, replacement]) => left.replace(pattern, replacement),
    text.length > most ? text.slice(0, most + READ_BEYOND) : text,
  )
  const nameless = MAY_HOLD_E_MAIL.test(clean) ? clean.replace(E_MAIL, '[e-mail]') : clean
  return text.length > most ? `${nameless.slice(0, most)}… (${text.length} characters)` : nameless
}

/**
 * A copy that may be logged: secrets removed at any depth, errors as name, message, stack and cause, and everything cut
 * to a size that a log line can bear. Never throws: a value that cannot be read is named as such.
 */
export function redact(value: unknown, limits: RedactionLimits = LOG_LIMITS): unknown {
  return new Redaction(limits).copy(value, 0)
}

type Entries = readonly (readonly [string, unknown])[]

class Redaction {
  readonly #limits: RedactionLimits
  readonly #parents = new Set<unknown>()

  constructor(limits: RedactionLimits) {
    this.#limits = limits
  }

  copy(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return redactText(value, this.#limits.text)
    if (typeof value === 'bigint' || typeof value === 'symbol') return redactText(String(value))
    if (typeof value === 'function') return '[function]'
    if (typeof value !== 'object' || value === null) return value
    if (depth >= this.#limits.depth) return '[deep]'
    if (this.#parents.has(value)) return '[circular]'
    this.#parents.add(value)
    try {
      return this.#object(value, depth + 1)
    } catch {
      return '[unreadable]'
    } finally {
      this.#parents.delete(value)
    }
  }

  #object(value: object, depth: number): unknown {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString()
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
    if (value instanceof Map) {
      const entries = [...value].map(([key, item]): [string, unknown] => [String(key), item])
      return this.#entries(entries, depth)
    }
    if (value instanceof Set) return this.#list([...value], depth)
    if (Array.isArray(value)) return this.#list(value, depth)
    if (value instanceof Error) return this.#entries(partsOf(value), depth)
    return this.#entries(Object.entries(value), depth)
  }

  #list(items: readonly unknown[], depth: number): unknown {
    const most = this.#limits.items
    const shown = items.slice(0, most).map((item) => this.copy(item, depth))
    return items.length > most ? [...shown, `… ${items.length - most} more`] : shown
  }

  #entries(entries: Entries, depth: number): unknown {
    const shown = entries
      .slice(0, this.#limits.items)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, unknown] => [
        redactText(name),
        isHiddenByName(name, value) ? REDACTED : this.copy(value, depth),
      ])
    return Object.fromEntries(shown)
  }
}

function isHiddenByName(name: string, value: unknown): boolean {
  if (SECRET_NAME.test(name) && !isHarmless(value)) return true
  return PERSONAL_NAME.test(name) && value !== null && typeof value !== 'boolean'
}

function partsOf(error: Error): Entries {
  const { name, message, stack, cause } = error
  const fields = Object.entries(error).filter(([key]) => key !== 'stack' && key !== 'message')
  return [['name', name], ['message', message], ...fields, ['stack', stack], ['cause', cause]]
}
