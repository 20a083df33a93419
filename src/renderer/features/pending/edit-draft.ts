import { ENTITY_SCHEMAS, type Fields } from '#shared/domain/entities.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { type FieldProblem, problemsOf } from '../../app/field-problems.ts'
import { kindOf, type TypedProblem, textOf, typedValue, type ValueKind } from '../../app/typed-values.ts'

/** One field as it is being corrected. `typed` of a flag is `true` or `false`. */
export interface DraftField {
  readonly name: string
  readonly kind: ValueKind
  readonly typed: string
}

export type DraftProblem = FieldProblem | TypedProblem

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

/** What was typed as values, against the same schema that the queue and the server use. */
export function checkDraft(operation: OperationView, draft: readonly DraftField[]): CheckedEdit {
  const problems: Record<string, DraftProblem> = {}
  const fields: Record<string, unknown> = {}
  for (const field of draft) {
    const parsed = typedValue(field.kind, field.typed)
    if ('problem' in parsed) problems[field.name] = parsed.problem
    else fields[field.name] = parsed.value
  }
  const schema = ENTITY_SCHEMAS[operation.entityType].data
  const result = (operation.kind === 'create' ? schema : schema.partial()).safeParse(fields)
  const all = { ...(result.success ? {} : problemsOf(result.error.issues)), ...problems }
  return Object.keys(all).length === 0 ? { fields, problems: {} } : { fields: null, problems: all }
}

export function isChanged(before: readonly DraftField[], after: readonly DraftField[]): boolean {
  return after.some((field, index) => field.typed !== before[index]?.typed)
}
