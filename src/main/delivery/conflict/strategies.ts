import {
  type NewConflictRecord,
  RESOLVED_BY_ITSELF,
  type Strategy,
  type StrategyTable,
  type Winner,
} from '#shared/domain/conflict.ts'
import { fieldGroupOf } from '#shared/domain/field-groups.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { Favour, Sides } from './merging.ts'
import { isSameJson } from './same-json.ts'

/** Whose version a strategy favours where two sides clash. */
export const FAVOUR_OF: Readonly<Record<Strategy, Favour>> = {
  'server-wins': 'theirs',
  'client-wins': 'mine',
  merge: 'both',
  manual: 'nobody',
}

/** The field's own strategy, else that of its type. Of fields that are decided as one it is that of all, or a person's choice. */
export function strategyFor(table: StrategyTable, entityType: EntityType, field: string): Strategy {
  const [first = ownStrategy(table, entityType, field), ...others] = (fieldGroupOf(entityType, field) ?? []).map(
    (member) => ownStrategy(table, entityType, member),
  )
  return others.every((other) => other === first) ? first : 'manual'
}

function ownStrategy(table: StrategyTable, entityType: EntityType, field: string): Strategy {
  const { default: ofType, fields } = table[entityType]
  const exceptions: Readonly<Partial<Record<string, Strategy>>> = fields
  return (Object.hasOwn(exceptions, field) ? exceptions[field] : undefined) ?? ofType
}

/** The one strategy that all these fields have, the type's own for none; null when they differ. */
export function commonStrategy(
  table: StrategyTable,
  entityType: EntityType,
  fields: readonly string[],
): Strategy | null {
  const found = new Set(fields.map((field) => strategyFor(table, entityType, field)))
  if (found.size === 0) return table[entityType].default
  return found.size === 1 ? ([...found][0] ?? null) : null
}

/** Why something was decided without a person. */
export type AutomaticReason = 'merged' | 'strategy' | 'not-changed' | 'deleted' | 'delete-over-edits'

/** Records what was decided about a field without a person. A side that is not known counts as null. */
export function automaticRecord(
  { key, intent }: Operation,
  field: string,
  decided: Sides & { readonly result: unknown; readonly winner: Winner },
  strategy: Strategy,
  reason: AutomaticReason,
): NewConflictRecord {
  const { base = null, mine = null, theirs = null, result = null, winner } = decided
  const { entityType, entityId } = intent
  const values = { base, mine, theirs, result, winner }
  return {
    key,
    entityType,
    entityId,
    field,
    ...values,
    strategy,
    isAutomatic: true,
    resolvedBy: RESOLVED_BY_ITSELF,
    reason,
  }
}

/** Whose value a result is. */
export function winnerOf(
  result: unknown,
  { mine, theirs }: Pick<Sides, 'mine' | 'theirs'>,
): 'mine' | 'theirs' | 'merged' {
  if (isSameJson(result, theirs)) return 'theirs'
  return isSameJson(result, mine) ? 'mine' : 'merged'
}
