import type { OperationIndexRow } from '../database/store.ts'
import { holdsLane } from './holds-lane.ts'

/** Most operations that can be applied together: they travel in one message. */
export const MAX_BATCH_SIZE = 100

/** Whether a member of a batch can go with the others: only fellow members are before it in its lane. */
export function isFrontOfBatch(row: OperationIndexRow, lane: readonly OperationIndexRow[]): boolean {
  if (row.state !== 'queued' || row.trouble !== null) return false
  for (const other of lane) {
    if (other.key === row.key) return true
    const isFellow = other.batch !== null && other.batch.id === row.batch?.id
    const isWaiting = other.state === 'queued' && other.trouble === null
    if (!isFellow && (isWaiting || holdsLane(other))) return false
    if (isFellow && other.state !== 'queued' && other.state !== 'accepted') return false
  }
  return false
}

/** The unsettled members of batches, by key. */
export class BatchMembers {
  readonly #keys = new Map<string, Set<string>>()

  keysOf(batchId: string): readonly string[] {
    return [...(this.#keys.get(batchId) ?? [])]
  }

  add({ batch, key }: Pick<OperationIndexRow, 'batch' | 'key'>): void {
    if (batch === null) return
    const keys = this.#keys.get(batch.id) ?? new Set()
    this.#keys.set(batch.id, keys.add(key))
  }

  remove({ batch, key }: Pick<OperationIndexRow, 'batch' | 'key'>): void {
    if (batch === null) return
    const keys = this.#keys.get(batch.id)
    keys?.delete(key)
    if (keys?.size === 0) this.#keys.delete(batch.id)
  }
}
