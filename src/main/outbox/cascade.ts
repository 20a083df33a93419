import type { EntityType } from '#shared/domain/ids.ts'
import { canTransition, type Operation, type OperationState } from '#shared/domain/operation.ts'
import type { OperationIndexRow } from '../database/store.ts'
import type { Lanes } from './lanes.ts'
import { renameIn } from './references.ts'
import type { Step } from './step.ts'
import { canRollBack, doneTo } from './taken-along.ts'

/** States after which what builds on an operation can never go. A refused one may still be retried. */
const WITHOUT_EFFECT: readonly OperationState[] = ['cancelled', 'expired']

/** What an operation becomes because of another; null: it stays as it is. */
type Change = (operation: Operation) => { readonly after: Operation; readonly reason: string } | null

/** What follows for operations, by key, from steps about to be stored: to be stepped in the same transaction. */
export type FollowUps = ReadonlyMap<string, readonly Change[]>

/**
 * Finds what must move together with `steps`, operations that `steps` move themselves included. Called again with what it
 * led to, until nothing follows any more.
 */
export function followUpsOf(steps: readonly Step[], lanes: Lanes, now: number): FollowUps {
  const found = new Map<string, Change[]>()
  for (const step of steps) {
    if (!hasFollowers(step)) continue
    for (const { key, change } of [
      ...fellowsOf(step, lanes, now),
      ...orphansOf(step, lanes, now),
      ...referrersOf(step, lanes, now),
    ]) {
      found.set(key, [...(found.get(key) ?? []), change])
    }
  }
  return found
}

/** Nearly no step moves anything else: this is all that is asked of the others. */
function hasFollowers({ after, namedBy }: Step): boolean {
  return after.batch !== null || namedBy !== undefined || WITHOUT_EFFECT.includes(after.state)
}

/** The first thing that follows for an operation; null: nothing. */
export function changeOf(operation: Operation, followUps: FollowUps): ReturnType<Change> {
  for (const change of followUps.get(operation.key) ?? []) {
    const changed = change(operation)
    if (changed !== null) return changed
  }
  return null
}

/** The step of an operation that moves otherwise because of another; the same step when nothing follows for it. */
export function amendedBy(step: Step, followUps: FollowUps): Step {
  const changed = changeOf(step.after, followUps)
  if (changed === null) return step
  const { before, seen, records } = step
  return { before, ...changed, ...(seen === undefined ? {} : { seen }), ...(records === undefined ? {} : { records }) }
}

interface FollowUp {
  readonly key: string
  readonly change: Change
}

/** A batch is rolled back and refused together, and what is left of it cannot go when a member has ended unsent. */
function fellowsOf({ after, reason }: Step, lanes: Lanes, now: number): FollowUp[] {
  if (after.batch === null) return []
  const fellows = lanes.batchRows(after.batch.id).filter((row) => row.key !== after.key)
  if (after.state === 'cancelled' || after.state === 'quarantined') {
    const { state, lastError } = after
    return all(fellows, (before) => ended(before, state, lastError, `batch:${reason}`, now))
  }
  if (after.state !== 'expired') return []
  const message =
    'Another change of the same batch waited too long and has ended unsent. Make the rest again, or discard it.'
  const lastError = { code: 'batch-expired', message }
  return all(fellows, (before) => ended(before, 'quarantined', lastError, 'batch:window-over', now))
}

/** What builds on something that will never be applied cannot go; a person sees why. */
function orphansOf({ after }: Step, lanes: Lanes, now: number): FollowUp[] {
  const row = WITHOUT_EFFECT.includes(after.state) ? lanes.get(after.key) : undefined
  if (row === undefined) return []
  const lastError = {
    code: 'dependency-gone',
    message: 'What this change builds on was taken back or has expired. Edit it or discard it.',
  }
  const orphans = [...lanes.dependantsOf(row), ...doneTo(row, lanes)]
  return all(orphans, (before) => ended(before, 'quarantined', lastError, 'dependency-gone', now))
}

/** The server gave another id to what was made here: whatever names it must name it so. */
function referrersOf({ namedBy, after }: Step, lanes: Lanes, now: number): FollowUp[] {
  const row = lanes.get(after.key)
  if (namedBy === undefined || row === undefined) return []
  const { entityType, entityId } = after.intent
  const rename = (type: EntityType, id: string): string => (type === entityType && id === entityId ? namedBy : id)
  return all(lanes.dependantsOf(row), (before) => renamed(before, rename, now))
}

function all(rows: readonly OperationIndexRow[], change: Change): FollowUp[] {
  return rows.filter((row) => row.trouble === null).map(({ key }) => ({ key, change }))
}

function ended(
  before: Operation,
  state: OperationState,
  lastError: Operation['lastError'],
  reason: string,
  now: number,
): ReturnType<Change> {
  if (!canRollBack(before.state) || before.state === state) return null
  return { after: { ...before, state, lastError, conflict: null, nextAttemptAt: null, changedAt: now }, reason }
}

function renamed(before: Operation, rename: (type: EntityType, id: string) => string, now: number): ReturnType<Change> {
  if (!canTransition(before.state, before.state)) return null
  const intent = renameIn(before.intent, rename)
  if (intent === before.intent) return null
  return { after: { ...before, intent, changedAt: now }, reason: 'reference-named' }
}
