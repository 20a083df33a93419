/** How a value is typed, by what it is. */
export type ValueKind = 'text' | 'number' | 'list' | 'flag' | 'playlist' | 'json'

/** Why what was typed is no value. */
export type TypedProblem = 'badJson' | 'badNumber'

/** How a field's value is typed. */
export function kindOf(name: string, value: unknown): ValueKind {
  if (name === 'playlistId') return 'playlist'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'flag'
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? 'list' : 'json'
}

/** A value as it stands in a field to be typed into. */
export function textOf(kind: ValueKind, value: unknown): string {
  if (kind === 'list') return (value as string[]).join(', ')
  if (typeof value === 'string' && kind !== 'json') return value
  return value === null && kind !== 'json' ? '' : JSON.stringify(value)
}

/** What was typed, as a value. */
export function typedValue(kind: ValueKind, typed: string): { value: unknown } | { problem: TypedProblem } {
  const text = typed.trim()
  switch (kind) {
    case 'text':
      return { value: typed }
    case 'playlist':
      return { value: text === '' ? null : text }
    case 'flag':
      return { value: text === 'true' }
    case 'number':
      return text === '' || !Number.isFinite(Number(text)) ? { problem: 'badNumber' } : { value: Number(text) }
    case 'list': {
      const entries = text.split(',').map((entry) => entry.trim())
      return { value: [...new Set(entries.filter((entry) => entry !== ''))] }
    }
    case 'json':
      return parseJson(text)
  }
}

function parseJson(text: string): { value: unknown } | { problem: 'badJson' } {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { problem: 'badJson' }
  }
}
