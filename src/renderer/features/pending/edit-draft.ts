import { ENTITY_SCHEMAS, type Fields } from '#shared/domain/entities.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { type FieldProblem, problemsOf } from '../../app/field-problems.ts'

/** How a value is typed, by what it is. */
export type FieldKind = 'text' | 'number' | 'list' | 'flag' | 'playlist' | 'json'

/** One field as it is being corrected. `typed` of a flag is `true` or `false`. */
export interface DraftField {
  readonly name: string
  readonly kind: FieldKind
  readonly typed: string
}

export type DraftProblem = FieldProblem | 'badJson' | 'badNumber'

export interface CheckedEdit {
  /** Null while something is not possible. */
  readonly fields: Fields | null
  readonly problems: Readonly<Record<string, DraftProblem>>
}

export function draftOf({ fields }: OperationView): readonly DraftField[] {
  return Object.entries(fields).map(([name, value]) => {
    const kind = kindOf(name, value)
    return { name, kind, typed: textOf(kind, value) }
  })
}

function kindOf(name: string, value: unknown): FieldKind {
  if (name === 'playlistId') return 'playlist'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'flag'
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? 'list' : 'json'
}

function textOf(kind: FieldKind, value: unknown): string {
  if (kind === 'list') return (value as string[]).join(', ')
  if (typeof value === 'string' && kind !== 'json') return value
  return value === null && kind !== 'json' ? '' : JSON.stringify(value)
}

/** What was typed as values, against the same schema that the queue and the server use. */
export function checkDraft(operation: OperationView, draft: readonly DraftField[]): CheckedEdit {
  const problems: Record<string, DraftProblem> = {}
  const fields: Record<string, unknown> = {}
  for (const field of draft) {
    const parsed = typedValue(field)
    if ('problem' in parsed) problems[field.name] = parsed.problem
    else fields[field.name] = parsed.value
  }
  const schema = ENTITY_SCHEMAS[operation.entityType].data
  const result = (operation.kind === 'create' ? schema : schema.partial()).safeParse(fields)
  const all = { ...(result.success ? {} : problemsOf(result.error.issues)), ...problems }
  return Object.keys(all).length === 0 ? { fields, problems: {} } : { fields: null, problems: all }
}

function typedValue({ kind, typed }: DraftField): { value: unknown } | { problem: 'badJson' | 'badNumber' } {
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

export function isChanged(before: readonly DraftField[], after: readonly DraftField[]): boolean {
  return after.some((field, index) => field.typed !== before[index]?.typed)
}
