import { absentValueOf } from '#shared/domain/absent-fields.ts'
import type { Fields } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { Intent } from '#shared/domain/operation.ts'

/** The shown values of an entity; null: not known to this window, or gone. */
export type ValuesOf = (entityType: EntityType, id: string) => Fields | null

/** One change of a notice with Undo, and what is known to have become of it. */
export interface UndoableChange {
  readonly key: string
  readonly intent: Intent & { readonly entityId: string }
  /** The values that were shown before an edit; null for what is no edit, or where they are not known. */
  readonly before: Fields | null
  /** It carries earlier changes along, so that rolling it back would take those back too. */
  readonly isCarrying: boolean
  /** The later change that carries this one along; null: none. */
  readonly carrier: string | null
  readonly fate: 'waiting' | 'applied' | 'needs-person' | 'ended'
}

/** The values of an entity's fields before an edit. */
export function valuesBefore(intent: Intent, valuesOf: ValuesOf): Fields | null {
  if (intent.kind !== 'update') return null
  const shown = valuesOf(intent.entityType, intent.entityId)
  if (shown === null) return null
  const former = (field: string): unknown => shown[field] ?? absentValueOf(intent.entityType, field) ?? shown[field]
  return Object.fromEntries(Object.keys(intent.fields).map((field) => [field, former(field)]))
}

/** Whether the former values can be put back by another edit, whatever has become of the change. */
export function isRevertible(change: UndoableChange): boolean {
  return change.before !== null
}

/** Whether taking it out of the queue is all there is to do. Otherwise it is reverted by another edit. */
export function isOnlyRolledBack(change: UndoableChange): boolean {
  if (!isRevertible(change)) return true
  return change.fate !== 'applied' && !change.isCarrying && change.carrier === null
}

/**
 * Edits that put the former values back, one per entity. `changes` in the order in which they were made. A field that
 * holds something else by now than these changes set was changed again meanwhile, and is left as it is.
 */
export function revertingIntents(changes: readonly UndoableChange[], valuesOf: ValuesOf): Intent[] {
  const entities = new Map<string, UndoableChange[]>()
  for (const change of changes) {
    const { entityType, entityId } = change.intent
    const name = `${entityType}:${entityId}`
    entities.set(name, [...(entities.get(name) ?? []), change])
  }
  return [...entities.values()].flatMap((ofOne) => revertOne(ofOne, valuesOf))
}

function revertOne(changes: readonly UndoableChange[], valuesOf: ValuesOf): Intent[] {
  const [first] = changes
  if (first === undefined) return []
  const { entityType, entityId } = first.intent
  const shown = valuesOf(entityType, entityId)
  if (shown === null) return []
  const former = Object.assign({}, ...changes.toReversed().map((change) => change.before)) as Fields
  const fields = Object.fromEntries(
    Object.entries(former).filter(
      ([field, value]) => value !== undefined && changes.some((change) => isEqual(setBy(change, field), shown[field])),
    ),
  )
  return Object.keys(fields).length === 0 ? [] : [{ kind: 'update', entityType, entityId, fields }]
}

function setBy({ intent }: UndoableChange, field: string): unknown {
  return intent.kind === 'update' ? intent.fields[field] : undefined
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
