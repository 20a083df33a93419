import type { TimeStamp } from '#shared/domain/operation.ts'
import type { OperationIndexRow } from '../../database/store.ts'

/** What few operations have; kept apart, by their numbers. */
export class RareColumns {
  readonly acceptedAt = new Map<number, TimeStamp>()
  readonly nextAttemptAt = new Map<number, number>()
  readonly lastError = new Map<number, NonNullable<OperationIndexRow['lastError']>>()
  readonly dependsOn = new Map<number, readonly number[]>()
  readonly batch = new Map<number, NonNullable<OperationIndexRow['batch']>>()
  readonly trouble = new Map<number, NonNullable<OperationIndexRow['trouble']>>()

  put(row: OperationIndexRow): void {
    const number = row.clientSequence
    keep(this.acceptedAt, number, row.acceptedAt)
    keep(this.nextAttemptAt, number, row.nextAttemptAt)
    keep(this.lastError, number, row.lastError)
    keep(this.dependsOn, number, row.dependsOn.length === 0 ? null : row.dependsOn)
    keep(this.batch, number, row.batch)
    keep(this.trouble, number, row.trouble)
  }

  remove(number: number): void {
    for (const values of Object.values(this) as Map<number, unknown>[]) values.delete(number)
  }
}

/** Null takes out what is there. */
export function keep<V>(values: Map<number, V>, number: number, value: V | null): void {
  if (value !== null) values.set(number, value)
  else if (values.size > 0) values.delete(number)
}
