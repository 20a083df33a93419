import type { ConflictSettings } from '#shared/domain/conflict.ts'
import type { Operation, OperationUser } from '#shared/domain/operation.ts'
import type { Store } from '../database/store.ts'
import { ConflictDesk } from '../delivery/conflict-desk/conflict-desk.ts'
import { OperationDesk } from '../outbox/desk.ts'
import { OperationList } from '../outbox/operation-list.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Timekeeper } from '../outbox/timekeeper.ts'
import type { SendBlock } from '../outbox/why-waiting.ts'
import type { Ids } from '../platform/ids.ts'
import type { Replica } from '../replica/replica.ts'

export interface SiteDesks {
  readonly desk: OperationDesk
  readonly conflicts: ConflictDesk
  readonly list: OperationList
}

/** What people look at the queue through, and decide at. */
export function siteDesks(parts: {
  readonly outbox: Outbox
  readonly store: Store
  readonly replica: Replica
  readonly timekeeper: Timekeeper
  readonly ids: Ids
  readonly user: () => OperationUser
  readonly conflicts: () => ConflictSettings
  /** Why nothing can be sent now. */
  readonly block: () => SendBlock | null
  readonly isUnstored: (key: string) => boolean
  readonly isSignedOut: () => boolean
}): SiteDesks {
  const { outbox, replica, timekeeper } = parts
  const list = new OperationList({ ...parts, lanes: outbox.lanes, overlays: replica })
  const nameOf = (operation: Operation) => list.nameOf(operation)
  const conflicts = new ConflictDesk({ ...parts, overlays: replica, settings: parts.conflicts, nameOf })
  const lossesOf = (operation: Operation) => conflicts.lossesOf(operation)
  return { desk: new OperationDesk({ outbox, timekeeper, lossesOf }), conflicts, list }
}
