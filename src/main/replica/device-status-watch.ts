import type { EntityRecord } from '#shared/domain/entities.ts'
import type { Cancel } from '../platform/clock.ts'

/** What a device reports about itself has changed. */
export interface DeviceStatusChange {
  readonly record: EntityRecord
  /** Null: it was not there. */
  readonly before: string | null
  /** Null: it was deleted. */
  readonly after: string | null
}

/** Tells one listener of every device whose status changes, at the moment the copy shows it. */
export class DeviceStatusWatch {
  #listener: ((change: DeviceStatusChange) => void) | null = null

  follow(listener: (change: DeviceStatusChange) => void): Cancel {
    this.#listener = listener
    return () => {
      if (this.#listener === listener) this.#listener = null
    }
  }

  /** A record took the place of another. At least one of them is there. */
  replaced(before: EntityRecord | null, after: EntityRecord | null): void {
    const record = after ?? before
    if (this.#listener === null || record?.entityType !== 'device') return
    this.#tell(record, before && statusOf(before), after && statusOf(after))
  }

  /** @param before its status before this report: the record before shares what is reported with this one. */
  reported(record: EntityRecord, before: string): void {
    if (this.#listener !== null && record.entityType === 'device') this.#tell(record, before, statusOf(record))
  }

  #tell(record: EntityRecord, before: string | null, after: string | null): void {
    if (before !== after) this.#listener?.({ record, before, after })
  }
}

/** The status that is reported; `offline` where none is. */
export function statusOf({ reported }: EntityRecord): string {
  const status = reported['status']
  return typeof status === 'string' ? status : 'offline'
}
