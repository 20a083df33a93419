/**
 * A JSON object as a map, or null when the text is no JSON object. A map, because a name such as `__proto__` written
 * into a plain object would change the object instead of being kept.
 */
export function parseJsonRecord(text: string): ReadonlyMap<string, unknown> | null {
  let value: unknown
  try {
    // Editors on Windows put a byte order mark in front, which JSON does not know.
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return new Map<string, unknown>(Object.entries(value))
}

export function formatJsonRecord(record: ReadonlyMap<string, unknown>): string {
  return `${JSON.stringify(Object.fromEntries(record), null, 2)}\n`
}
