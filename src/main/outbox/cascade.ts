import type { EntityType } from '#shared/domain/ids.ts'
import type { Operation, OperationState } from '#shared/domain/operation.ts'
import type { Lanes } from './lanes.ts'
import { rewriteReferences } from './references.ts'
import type { Step } from './step.ts'

/** States after which what depends on an operation can never go. */
const WITHOUT_EFFECT: readonly OperationState[] = ['cancelled', 'expired', 'quarantined']

/** What follows for other operations from steps about to be stored: to be read and stepped in the same transaction. */
export type FollowUp = { readonly key: string; readonly step: (operation: Operation) => Step | null }

/** Finds what must move together with `steps`. Called again with what it led to, until nothing follows any more. */
export function followUpsOf(steps: readonly Step[], lanes: Lanes, now: number): FollowUp[] {
  const moved = new Set(steps.map((step) => step.after.key))
  return steps.flatMap((step) => [
    ...fellowsOf(step, lanes, moved, now),
    ...orphansOf(step, lanes, moved, now),
    ...referrersOf(step, lanes, moved, now),
  ])
}

/** A batch is rolled back and refused together. */
function fellowsOf({ after, reason }: Step, lanes: Lanes, moved: ReadonlySet<string>, now: number): FollowUp[] {
  if (after.batch === null || (after.state !== 'cancelled' && after.state !== 'quarantined')) return []
  const { state, lastError } = after
  return lanes.batchRows(after.batch.id).flatMap((row) =>
    moved.has(row.key) || row.trouble !== null
      ? []
      : [
          {
            key: row.key,
            step: (before) =>
              isUnsent(before)
                ? stepTo(before, { state, lastError, nextAttemptAt: null }, `batch:${reason}`, now)
                : null,
          },
        ],
  )
}

/** What waits for something that will never be applied cannot go; a person sees why. Refused ones may still be retried. */
function orphansOf({ after }: Step, lanes: Lanes, moved: ReadonlySet<string>, now: number): FollowUp[] {
  if (!WITHOUT_EFFECT.includes(after.state) || after.state === 'quarantined') return []
  const row = lanes.get(after.key)
  if (row === undefined) return []
  const lastError = {
    code: 'dependency-gone',
    message: 'What this change builds on was taken back or has expired. Edit it or discard it.',
  }
  return lanes.dependantsOf(row).flatMap((other) =>
    moved.has(other.key) || other.trouble !== null
      ? []
      : [
          {
            key: other.key,
            step: (before) =>
              isUnsent(before)
                ? stepTo(before, { state: 'quarantined', lastError, nextAttemptAt: null }, 'dependency-gone', now)
                : null,
          },
        ],
  )
}

/** The server gave another id to what was made here: whatever names it must name it so. */
function referrersOf(step: Step, lanes: Lanes, moved: ReadonlySet<string>, now: number): FollowUp[] {
  const { namedBy, after } = step
  const row = lanes.get(after.key)
  if (namedBy === undefined || row === undefined) return []
  const { entityType, entityId } = after.intent
  const rename = (type: EntityType, id: string): string => (type === entityType && id === entityId ? namedBy : id)
  return lanes
    .dependantsOf(row)
    .flatMap((other) =>
      moved.has(other.key) || other.trouble !== null
        ? []
        : [{ key: other.key, step: (before: Operation) => renamedStep(before, rename, now) }],
    )
}

function renamedStep(before: Operation, rename: (type: EntityType, id: string) => string, now: number): Step | null {
  const { intent } = before
  if (intent.kind !== 'create' && intent.kind !== 'update') return null
  const fields = rewriteReferences(intent.entityType, intent.fields, rename)
  return fields === intent.fields
    ? null
    : stepTo(before, { state: before.state, intent: { ...intent, fields } }, 'reference-named', now)
}

function stepTo(before: Operation, changes: Partial<Operation>, reason: string, now: number): Step {
  return { before, after: { ...before, ...changes, changedAt: now }, reason }
}

function isUnsent({ state }: Operation): boolean {
  return state === 'queued' || state === 'stale' || state === 'conflicted' || state === 'quarantined'
}
