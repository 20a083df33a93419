import type { Fields } from '#shared/domain/entities.ts'
import { fieldsOf, type Intent, type Operation, PRIORITIES } from '#shared/domain/operation.ts'
import type { OperationIndexRow } from '../database/store.ts'

/** What a new intent does to waiting operations of its lane. */
export type Coalescing =
  | { readonly kind: 'none' }
  /** The last waiting one ends as `merged`; the new operation carries both. */
  | { readonly kind: 'absorb'; readonly row: OperationIndexRow }
  /** The server never heard of the entity: its making, all that followed and the deletion end as `cancelled`. */
  | { readonly kind: 'cancel-out'; readonly rows: readonly OperationIndexRow[] }

const NONE: Coalescing = { kind: 'none' }

/**
 * Decides about coalescing. Only operations that are certainly not on their way take part, never commands, never members
 * of a batch, never another user's, and nothing that other operations depend on by number.
 *
 * @param isFree whether a row may be taken: it is not being moved just now, and nothing depends on it.
 */
export function coalescingOf(
  intent: Intent,
  lane: readonly OperationIndexRow[],
  userId: string,
  isFree: (row: OperationIndexRow) => boolean,
): Coalescing {
  if (intent.kind === 'command' || intent.kind === 'create') return NONE
  const canTake = (row: OperationIndexRow): boolean =>
    row.trouble === null && row.batch === null && row.userId === userId && isFree(row)
  if (intent.kind === 'update') {
    const last = lane.at(-1)
    const isEdit = last?.kind === 'update' || last?.kind === 'create'
    return last !== undefined && isEdit && last.state === 'queued' && canTake(last)
      ? { kind: 'absorb', row: last }
      : NONE
  }
  const isUnsent = (row: OperationIndexRow): boolean =>
    (row.state === 'queued' || row.state === 'stale' || row.state === 'quarantined') && canTake(row)
  return lane[0]?.kind === 'create' && lane.every(isUnsent) ? { kind: 'cancel-out', rows: lane } : NONE
}

/**
 * The new operation with what it absorbs: the newer value of each field counts, the older base stays. Pure.
 *
 * @param makersOf numbers of the waiting operations that make what an intent refers to.
 */
export function absorb(
  made: Operation,
  earlier: Operation,
  makersOf: (intent: Operation['intent']) => readonly number[],
): Operation {
  const fields: Fields = { ...fieldsOf(earlier.intent), ...fieldsOf(made.intent) }
  const { entityType, entityId } = made.intent
  const kind = earlier.intent.kind === 'create' ? 'create' : 'update'
  const intent = { kind, entityType, entityId, fields } as const
  const needed = [...made.dependsOn, ...makersOf(intent)]
  return {
    ...made,
    intent,
    priority: moreUrgent(made.priority, earlier.priority),
    baseVersion: earlier.baseVersion,
    baseFields: kind === 'create' ? {} : { ...made.baseFields, ...earlier.baseFields },
    dependsOn: stillNeeded(earlier.dependsOn, makersOf(earlier.intent), needed).filter(
      (sequence) => sequence !== earlier.clientSequence,
    ),
    rounds: earlier.rounds,
  }
}

/**
 * What an operation waits for when its values have changed: what an overwritten value referred to is not waited for any
 * more. `implied`: the makers of what the old values name; `needed`: all that the new ones wait for.
 */
export function stillNeeded(
  dependsOn: readonly number[],
  implied: readonly number[],
  needed: readonly number[],
): readonly number[] {
  return [...new Set([...dependsOn.filter((sequence) => !implied.includes(sequence)), ...needed])]
}

function moreUrgent(a: Operation['priority'], b: Operation['priority']): Operation['priority'] {
  return PRIORITIES.indexOf(a) < PRIORITIES.indexOf(b) ? a : b
}
