import { canTransition, type Operation } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { OperationIndexRow } from '../database/store.ts'
import type { ActionOutcome, OperationDesk } from './desk.ts'
import type { Outbox } from './outbox.ts'
import { buildingOn } from './taken-along.ts'
import type { Timekeeper } from './timekeeper.ts'

const REASON = 'discarded-by-operator'
const LOST_REASON = 'lost-and-discarded'
/** Who it was cannot be read either. */
const OF_ANOTHER = 'Another user made it, who alone can give it up.'
const DEPENDENCY_GONE = {
  code: 'dependency-gone',
  message: 'What this change builds on was taken back or has expired. Edit it or discard it.',
}

/** Gives operations up for good, also such as cannot be read. Reports, operation by operation, what was possible. */
export async function discard(
  keys: readonly string[],
  { outbox, desk, timekeeper }: { outbox: Outbox; desk: OperationDesk; timekeeper: Timekeeper },
): Promise<readonly ActionOutcome[]> {
  const unreadable = keys.flatMap((key) => {
    const row = outbox.lanes.get(key)
    return row === undefined || row.trouble === null ? [] : [row]
  })
  const apart = new Set(unreadable.map((row) => row.key))
  const others = keys.filter((key) => !apart.has(key))
  const outcomes = others.length === 0 ? [] : [...(await desk.rollBack(others, REASON))]
  for (const row of unreadable) outcomes.push(await discardUnreadable(row, outbox, timekeeper))
  return outcomes
}

async function discardUnreadable(
  row: OperationIndexRow,
  outbox: Outbox,
  timekeeper: Timekeeper,
): Promise<ActionOutcome> {
  const { key } = row
  if (!outbox.isOfUser(row.userId)) return { key, ok: false, message: OF_ANOTHER }
  const isLost = row.trouble?.code === 'missing'
  // What the server has taken of it is not undone; the device's report has nothing left to belong to.
  const to = isLost && row.state === 'accepted' ? 'unconfirmed' : 'cancelled'
  // One that is `unknown` may have been applied; nobody can ever ask for it, and it would hold its lane for ever.
  if (!canTransition(row.state, to)) {
    return { key, ok: false, message: 'It is on its way to the server, or there already, and cannot be discarded now.' }
  }
  try {
    await park(buildingOn(row, outbox.lanes), outbox, timekeeper)
    await outbox.moveUnread({ keys: [key], to, reason: isLost ? LOST_REASON : REASON })
    return { key, ok: true, message: null }
  } catch (error) {
    const message = error instanceof OutpostError ? error.message : 'The change could not be stored.'
    return { key, ok: false, message }
  }
}

async function park(rows: readonly OperationIndexRow[], outbox: Outbox, timekeeper: Timekeeper): Promise<void> {
  const keys = [...new Set(rows.map((row) => row.key))]
  const { wall } = timekeeper.stamp()
  await outbox.transition(keys, (before) => {
    if (before.state !== 'queued' && before.state !== 'stale') return null
    const changes: Partial<Operation> = { state: 'quarantined', lastError: DEPENDENCY_GONE, nextAttemptAt: null }
    return { before, after: { ...before, ...changes, changedAt: wall }, reason: 'dependency-gone' }
  })
}
