import type { ConflictRecord, ConflictSettings } from '#shared/domain/conflict.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { Operation, OperationUser } from '#shared/domain/operation.ts'
import type { Outbox } from '../../outbox/outbox.ts'
import type { OverlayPort } from '../../outbox/overlay-port.ts'
import type { Timekeeper } from '../../outbox/timekeeper.ts'
import type { Ids } from '../../platform/ids.ts'

export interface ConflictHistoryQuery {
  readonly entityType?: EntityType | undefined
  readonly entityId?: string | undefined
  readonly resolutionId?: string | undefined
  readonly text?: string | undefined
  readonly isAutomatic?: true | undefined
  readonly since?: number | undefined
  readonly offset: number
  readonly limit: number
}

/** What the desk reads of the store. */
export interface ConflictStore {
  operations(keys: readonly string[]): Promise<{ readonly operations: readonly Operation[] }>
  conflictRecords(
    query: ConflictHistoryQuery,
  ): Promise<{ readonly total: number; readonly records: readonly ConflictRecord[] }>
}

export interface ConflictDeskDependencies {
  readonly outbox: Outbox
  readonly store: ConflictStore
  readonly overlays: Pick<OverlayPort, 'base' | 'view'>
  readonly timekeeper: Timekeeper
  readonly ids: Ids
  /** Who decides. */
  readonly user: () => OperationUser
  readonly settings: () => ConflictSettings
  /** The entity's name as an operator knows it. */
  readonly nameOf: (operation: Operation) => string
}
