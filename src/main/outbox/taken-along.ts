import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationIndexRow } from '../database/store.ts'
import type { Lanes } from './lanes.ts'

/** What happens to other operations when some are taken back. */
export interface Consequences {
  /** End together with them. */
  readonly along: readonly string[]
  /** Cannot be sent without them: parked, until a person decides. */
  readonly refused: readonly string[]
}

/** Only what the server certainly has not taken can be taken back. */
export function canRollBack(state: OperationState): boolean {
  return state === 'queued' || state === 'stale' || state === 'conflicted' || state === 'quarantined'
}

/** Part of its batch may be with the server already: then the rest cannot be taken back before that is known. */
export function isPartOnItsWay({ batch }: Pick<OperationIndexRow, 'batch'>, lanes: Lanes): boolean {
  const fellows = batch === null ? [] : lanes.batchRows(batch.id)
  return fellows.some((row) => row.state === 'sending' || row.state === 'unknown')
}

/** With what is to be taken back: the rest of its batch, and the author's own work on what it was to make. */
export function withDependants(keys: readonly string[], lanes: Lanes): string[] {
  const all = new Set<string>()
  const waiting = [...keys]
  for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
    if (all.has(key)) continue
    all.add(key)
    const row = lanes.get(key)
    if (row === undefined || !canRollBack(row.state)) continue
    const ofOwn = [...lanes.dependantsOf(row), ...lanes.laneRows(row)].filter(
      (other) => other.clientSequence > row.clientSequence && other.userId === row.userId,
    )
    const fellows = row.batch === null ? [] : lanes.batchRows(row.batch.id)
    for (const other of [...(row.kind === 'create' ? ofOwn : []), ...fellows]) waiting.push(other.key)
  }
  return [...all]
}

/** What cannot go without one that cannot be read: nobody knows what it would have done, so a person decides about each. */
export function buildingOn(row: OperationIndexRow, lanes: Lanes): readonly OperationIndexRow[] {
  const behind = row.kind === 'create' ? lanes.laneRows(row) : []
  const fellows = row.batch === null ? [] : lanes.batchRows(row.batch.id)
  const all = [...lanes.dependantsOf(row), ...behind, ...fellows]
  return all.filter((other) => other.key !== row.key && other.trouble === null)
}

/** What was done to something since it was made here: without its making there is nothing to do it to. */
export function doneTo(row: OperationIndexRow, lanes: Lanes): readonly OperationIndexRow[] {
  if (row.kind !== 'create') return []
  return lanes.laneRows(row).filter((other) => other.clientSequence > row.clientSequence)
}

/** What would happen to others if these were rolled back, or discarded where they cannot be read. Changes nothing. */
export function consequencesOf(keys: readonly string[], lanes: Lanes): Consequences {
  // Those of others stay as they are.
  const rows = keys.flatMap((key) => lanes.get(key) ?? []).filter(({ userId }) => lanes.isOfUser(userId))
  const chosen = new Set(rows.map(({ key }) => key))
  const readable = rows.filter(({ trouble }) => trouble === null)
  const ended = withDependants(
    readable.map(({ key }) => key),
    lanes,
  )
    .flatMap((key) => lanes.get(key) ?? [])
    .filter((row) => row.trouble === null && canRollBack(row.state) && !isPartOnItsWay(row, lanes))
  const isEnded = new Set(ended.map(({ key }) => key))
  const parked = new Map<string, OperationIndexRow>()
  const park = (row: OperationIndexRow): void => {
    const isParked = parked.has(row.key) || row.state === 'quarantined' || row.trouble !== null
    if (isParked || isEnded.has(row.key) || chosen.has(row.key) || !canRollBack(row.state)) return
    parked.set(row.key, row)
    // What is refused is refused with its whole batch.
    for (const fellow of row.batch === null ? [] : lanes.batchRows(row.batch.id)) park(fellow)
  }
  for (const row of ended) for (const other of [...lanes.dependantsOf(row), ...doneTo(row, lanes)]) park(other)
  for (const row of rows.filter(({ trouble }) => trouble !== null)) {
    for (const other of buildingOn(row, lanes)) if (other.state === 'queued' || other.state === 'stale') park(other)
  }
  return { along: ended.flatMap(({ key }) => (chosen.has(key) ? [] : [key])), refused: [...parked.keys()] }
}
