import type { OperationIndexRow } from '../database/store.ts'
import { holdsLane } from './holds-lane.ts'
import type { Lanes } from './lanes.ts'

/** One operation of a chain: what it waits for, directly. */
export interface ChainLink {
  readonly key: string
  readonly behindKey: string | null
}

/**
 * Everything that cannot go before `key` is settled, in the order in which it would be freed; the operation itself first.
 * What merely comes later in the same lane is part of it only while `key` really holds that lane.
 */
export function chainOf(key: string, lanes: Lanes): ChainLink[] {
  const links: ChainLink[] = []
  const seen = new Set<string>()
  const waiting: ChainLink[] = [{ key, behindKey: null }]
  for (let link = waiting.shift(); link !== undefined; link = waiting.shift()) {
    const row = lanes.get(link.key)
    if (row === undefined || seen.has(row.key)) continue
    seen.add(row.key)
    links.push(link)
    for (const held of heldBy(row, lanes)) waiting.push({ key: held.key, behindKey: row.key })
  }
  return links
}

function heldBy(row: OperationIndexRow, lanes: Lanes): readonly OperationIndexRow[] {
  // The server has it: nothing waits for its device.
  if (row.state === 'accepted') return []
  const isFellow = (other: OperationIndexRow): boolean => row.batch !== null && other.batch?.id === row.batch.id
  const dependants = lanes.dependantsOf(row).filter((other) => !isFellow(other))
  const isHolding = holdsLane(row) || row.state === 'queued'
  const behind = isHolding ? lanes.laneRows(row).filter((other) => other.clientSequence > row.clientSequence) : []
  const fellows = row.batch === null ? [] : lanes.batchRows(row.batch.id)
  return [...dependants, ...behind, ...fellows].filter((other) => other.state === 'queued' && other.key !== row.key)
}
