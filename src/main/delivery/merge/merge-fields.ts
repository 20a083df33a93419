import { isDeepStrictEqual } from 'node:util'
import type { Fields } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import { fieldKind } from './field-kinds.ts'
import { type ListItem, mergeList } from './merge-list.ts'
import { mergeSet } from './merge-set.ts'

export interface FieldsMerge {
  /** What is to be sent: mine, with what others changed in the same lists and sets brought in. */
  readonly fields: Fields
  /** Fields that both sides changed in ways that do not go together. */
  readonly clashes: readonly string[]
}

/**
 * Three-way merge of an edit with what others changed since its base. Fields that only one side touched, or that both
 * made the same, never clash. Pure.
 *
 * @param base the fields of `mine` before the edit
 * @param theirs the server's values of the fields that changed there
 */
export function mergeFields(
  entityType: EntityType,
  { base, mine, theirs }: { readonly base: Fields; readonly mine: Fields; readonly theirs: Fields },
): FieldsMerge {
  const clashes: string[] = []
  const entries = Object.entries(mine).map(([field, value]): [string, unknown] => {
    if (!Object.hasOwn(theirs, field) || isDeepStrictEqual(value, theirs[field])) return [field, value]
    const merged = mergeValue(entityType, field, base[field], value, theirs[field])
    if (merged === null) clashes.push(field)
    return [field, merged?.value ?? value]
  })
  return { fields: Object.fromEntries(entries), clashes }
}

/** Null: one of them must win. */
function mergeValue(
  entityType: EntityType,
  field: string,
  base: unknown,
  mine: unknown,
  theirs: unknown,
): { readonly value: unknown } | null {
  // The server names every field since the base version, also one that is back to what it was.
  if (isDeepStrictEqual(theirs, base)) return { value: mine }
  const kind = fieldKind(entityType, field)
  if (kind === 'value' || !Array.isArray(base) || !Array.isArray(mine) || !Array.isArray(theirs)) return null
  if (kind === 'set') return { value: mergeSet(base, mine, theirs) }
  if (![base, mine, theirs].every((list) => list.every(isListItem))) return null
  const merged = mergeList(base, mine, theirs)
  return merged.ok ? { value: merged.items } : null
}

function isListItem(value: unknown): value is ListItem {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
}
