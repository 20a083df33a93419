import { REDACTED, redact, redactText } from '../../platform/log-redaction.ts'

/** Takes out what no file that leaves this PC may hold. */
export interface Cleaner {
  readonly text: (text: string) => string
  /** A copy of plain data of any size, cleaned at any depth. What is not plain data becomes what JSON makes of it. */
  readonly value: (value: unknown) => unknown
}

/** An address for mail; the log leaves it in where it tells who works here. */
const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}{2,24}/giu
/** Most texts hold none, and are found to hold none much faster. */
const MAY_BE_EMAIL = /@|%40/
/** Shorter ones are found in ordinary words. */
const SHORTEST_SECRET = 6
const DEEPEST = 40

/**
 * @param secrets what this console knows to be secret, such as its tokens: taken out wherever it stands, whatever it looks
 *   like. Everything else is found by its name or its shape.
 */
export function cleanerOf(secrets: readonly string[]): Cleaner {
  // The longest first: one may be a part of another.
  const known = formsOf(secrets).toSorted((one, other) => other.length - one.length)
  const text = (given: string): string => {
    const without = known.reduce((clean, secret) => clean.replaceAll(secret, REDACTED), given)
    const clean = redactText(without)
    return MAY_BE_EMAIL.test(clean) ? clean.replace(EMAIL, '[e-mail]') : clean
  }
  return { text, value: (value) => cleaned(value, text, 0) }
}

/** A secret as it is, and as it stands in an address and in JSON. */
function formsOf(secrets: readonly string[]): string[] {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET)
  return [
    ...new Set(long.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])),
  ]
}

function cleaned(value: unknown, text: (given: string) => string, depth: number): unknown {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEEPEST) return '[deep]'
  if (Array.isArray(value)) return value.map((item) => cleaned(item, text, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]): [string, unknown] => [
      text(name),
      isSecretName(name) && !isHarmless(item) ? REDACTED : cleaned(item, text, depth + 1),
    ]),
  )
}

const namesAsked = new Map<string, boolean>()
/** Names of stored data may be anything: no more of them than that are remembered. */
const MOST_NAMES = 2_000

/** Whether the log would hide a value of this name, whatever it looks like. */
function isSecretName(name: string): boolean {
  const known = namesAsked.get(name)
  if (known !== undefined) return known
  const shown = redact({ [name]: 'x' })
  const isSecret = typeof shown === 'object' && shown !== null && Object.values(shown).includes(REDACTED)
  if (namesAsked.size < MOST_NAMES) namesAsked.set(name, isSecret)
  return isSecret
}

function isHarmless(value: unknown): boolean {
  return value === null || typeof value === 'number' || typeof value === 'boolean'
}
