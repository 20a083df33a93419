import type { OperationIndexRow } from '../database/store.ts'
import type { OperationTable } from './table/operation-table.ts'

/** Whether `row` keeps what is behind it in its lane from being sent. */
export function holdsLane(row: Pick<OperationIndexRow, 'state' | 'kind' | 'trouble'>): boolean {
  // The server has it already, whether it can be read here or not.
  if (row.state === 'accepted') return false
  // Nobody knows what an unreadable one would have done, so nothing may overtake it. One that is lost will never go.
  if (row.trouble !== null) return row.trouble.code !== 'missing'
  switch (row.state) {
    // A refused edit is rolled back on screen, so later edits do not build on it; without its create nothing can follow.
    case 'quarantined':
      return row.kind === 'create'
    // A command changes no field: edits and newer commands do not wait for a person's decision about it.
    case 'stale':
      return row.kind !== 'command'
    default:
      return row.state !== 'queued'
  }
}

/** The same of a row in the table. */
export function holdsLaneAt(table: OperationTable, slot: number): boolean {
  return holdsLane({ state: table.stateAt(slot), kind: table.kindAt(slot), trouble: table.troubleAt(slot) })
}

/** Whether it waits to be sent. */
export function isWaitingAt(table: OperationTable, slot: number): boolean {
  return table.stateAt(slot) === 'queued' && table.troubleAt(slot) === null
}
