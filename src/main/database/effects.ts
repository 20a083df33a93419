import type { Fields } from '#shared/domain/entities.ts'
import type { EntityRef, EntityType } from '#shared/domain/ids.ts'
import { fieldsOf, type Operation, type OperationKind, type OperationState } from '#shared/domain/operation.ts'
import type { OperationIndexRow, Overlay } from './store.ts'
import { isFields } from './stored-shapes.ts'

/** The effect of an operation that waits, and the state it is in. */
export interface WaitingOverlay extends Overlay {
  readonly state: OperationState
}

/** Where the effects of what waits are to be had. */
export interface EffectSource {
  /** Those of one entity, in the order in which the operations were made. */
  effectsOf(ref: EntityRef): readonly WaitingOverlay[]
  hasEffects(ref: EntityRef): boolean
  /** Whether one of this kind waits and shows. */
  isShown(ref: EntityRef, kind: OperationKind): boolean
  /** Entities of this type for which something waits. */
  waitingRefs(entityType: EntityType): Iterable<EntityRef>
}

/**
 * The effect of an operation in as few characters as it can be kept: the new values as a JSON list, in the order of the
 * fields' names in the index, or the command. What else an effect says is in the index too.
 */
export function effectText({ intent }: Pick<Operation, 'intent'>): string {
  return intent.kind === 'command' ? intent.command : JSON.stringify(Object.values(fieldsOf(intent)))
}

/** The same from a stored payload; null when it is damaged. */
export function storedEffectText(kind: OperationIndexRow['kind'], payload: string): string | null {
  try {
    const intent = JSON.parse(payload) as { readonly fields?: unknown; readonly command?: unknown } | null
    if (kind === 'command') return typeof intent?.command === 'string' ? intent.command : null
    const fields = intent?.fields ?? {}
    return isFields(fields) ? JSON.stringify(Object.values(fields)) : null
  } catch {
    return null
  }
}

/** What of a row an effect is made of. */
export type EffectRow = Pick<
  OperationIndexRow,
  'key' | 'clientSequence' | 'entityType' | 'entityId' | 'kind' | 'fields' | 'createdAt' | 'state'
>

export function overlayFromText(row: EffectRow, text: string): WaitingOverlay {
  const { key, clientSequence, entityType, entityId, kind, fields, createdAt, state } = row
  const isCommand = kind === 'command'
  return {
    key,
    clientSequence,
    entityType,
    entityId,
    kind,
    fields: isCommand ? {} : fieldsFrom(fields, text),
    command: isCommand ? text : null,
    createdAt,
    state,
  }
}

function fieldsFrom(names: readonly string[], text: string): Fields {
  const values = JSON.parse(text) as readonly unknown[]
  return Object.fromEntries(names.map((name, index) => [name, values[index]]))
}
