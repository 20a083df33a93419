import { isSettled, type Operation, PRIORITIES, type Transition } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { indexOfOperation } from '../database/index-rows.ts'
import type { OperationIndexRow, OperationQuery, RowTrouble, Store } from '../database/store.ts'
import { chainOf } from './chain.ts'
import { canRollBack } from './desk.ts'
import type { Lanes } from './lanes.ts'
import type { OverlayPort } from './overlay-port.ts'
import { type SendBlock, whyWaiting } from './why-waiting.ts'

type TroubledRow = OperationIndexRow & { readonly trouble: RowTrouble }

/** Operations as the interface shows them: named, with the reason why each waits and what can be done about it. */
export class OperationList {
  readonly #store: Store
  readonly #lanes: Lanes
  readonly #overlays: OverlayPort
  readonly #block: () => SendBlock | null

  constructor(dependencies: {
    store: Store
    lanes: Lanes
    overlays: OverlayPort
    /** Why nothing can be sent now. */
    block: () => SendBlock | null
  }) {
    this.#store = dependencies.store
    this.#lanes = dependencies.lanes
    this.#overlays = dependencies.overlays
    this.#block = dependencies.block
  }

  async page(query: OperationQuery): Promise<{ total: number; operations: OperationView[] }> {
    const { total, operations, unreadable } = await this.#store.page(query)
    const lost = query.scope === 'pending' ? this.#lost(query) : []
    const views = [
      ...operations.map((operation) => this.view(operation)),
      ...[...unreadable, ...(query.offset === 0 ? lost : [])].map((row) => this.#viewOfUnreadable(row)),
    ]
    if (query.scope === 'pending') views.sort((a, b) => a.clientSequence - b.clientSequence)
    return { total: total + lost.length, operations: views }
  }

  /** What the disk does not have any more: it comes with the first page. */
  #lost(query: OperationQuery): readonly TroubledRow[] {
    if (this.#lanes.troubled === 0) return []
    return [...this.#lanes.rows()].filter((row): row is TroubledRow => {
      const isAsked = query.states === undefined || query.states.includes('quarantined')
      const isOfType = query.entityType === undefined || query.entityType === row.entityType
      const isOfEntity = query.entityId === undefined || query.entityId === row.entityId
      return row.trouble?.code === 'missing' && isAsked && isOfType && isOfEntity
    })
  }

  /** The operation and everything that cannot go before it, in the order in which it would be freed. */
  async chain(key: string): Promise<{ operation: OperationView; behindKey: string | null }[]> {
    const links = chainOf(key, this.#lanes)
    const { operations, unreadable } = await this.#store.operations(links.map((link) => link.key))
    const views = [
      ...operations.map((operation) => this.view(operation)),
      ...unreadable.map((row) => this.#viewOfUnreadable(row)),
    ]
    const byKey = new Map(views.map((view) => [view.key, view]))
    return links.flatMap(({ key: linked, behindKey }) => {
      const operation = byKey.get(linked)
      return operation === undefined ? [] : [{ operation, behindKey }]
    })
  }

  transitions(key: string): Promise<readonly Transition[]> {
    return this.#store.transitions(key)
  }

  view(operation: Operation): OperationView {
    const { intent, state } = operation
    const row = this.#lanes.get(operation.key) ?? indexOfOperation(operation)
    const wait = isSettled(state)
      ? { reason: 'settled' as const, behindKey: null }
      : whyWaiting(row, this.#lanes, this.#block())
    return {
      key: operation.key,
      clientSequence: operation.clientSequence,
      kind: intent.kind,
      entityType: intent.entityType,
      entityId: intent.entityId,
      entityName: this.nameOf(operation),
      state,
      priority: operation.priority,
      fields: intent.kind === 'create' || intent.kind === 'update' ? intent.fields : {},
      baseFields: operation.baseFields,
      command: intent.kind === 'command' ? intent.command : null,
      createdAt: operation.createdAt,
      changedAt: operation.changedAt,
      attempts: operation.attempts,
      nextAttemptAt: operation.nextAttemptAt,
      lastError: operation.lastError,
      conflict: operation.conflict,
      wait,
      actions: actionsOf(operation, wait.reason, this.#lanes.isOfUser(row.userId)),
      actor: operation.user.name,
      batchId: operation.batch?.id ?? null,
      dependants: this.#lanes.dependantsOf(row).length,
    }
  }

  /** What is known of a change that this version cannot read: that it is there, and why it is not sent. */
  #viewOfUnreadable(row: TroubledRow): OperationView {
    const { key, clientSequence, kind, entityType, entityId, createdAt, trouble } = row
    const name = this.#overlays.view(row)?.data['name']
    const nothing = { canRetry: false, canRollBack: false, canKeepMine: false, canConfirm: false, canEdit: false }
    return {
      key,
      clientSequence,
      kind,
      entityType,
      entityId,
      entityName: typeof name === 'string' ? name : entityId,
      state: isSettled(row.state) ? row.state : 'quarantined',
      priority: PRIORITIES[row.priority] ?? 'normal',
      fields: {},
      baseFields: {},
      command: null,
      createdAt,
      changedAt: createdAt,
      attempts: row.attempts,
      nextAttemptAt: null,
      lastError: { code: trouble.code, message: trouble.message },
      conflict: null,
      wait: { reason: 'unreadable', behindKey: null },
      actions: nothing,
      actor: '',
      batchId: row.batch?.id ?? null,
      dependants: 0,
    }
  }

  /** The entity's name as an operator knows it, also when the entity is gone. */
  nameOf(operation: Operation): string {
    const { intent } = operation
    const shown = this.#overlays.view({ entityType: intent.entityType, entityId: intent.entityId })?.data['name']
    const own = 'fields' in intent ? intent.fields['name'] : operation.baseFields['name']
    for (const name of [shown, own]) if (typeof name === 'string' && name !== '') return name
    return intent.entityId
  }
}

/** What a person can do. `isOwn`: it was made by whoever is signed in, who alone decides about what leads to sending. */
function actionsOf(
  operation: Operation,
  wait: OperationView['wait']['reason'],
  isOwn: boolean,
): OperationView['actions'] {
  const { state, intent, conflict, acknowledged } = operation
  const isRefused = state === 'quarantined'
  return {
    canRetry: isOwn && ((isRefused && acknowledged === null) || wait === 'backing-off'),
    canRollBack: canRollBack(state),
    canConfirm: isOwn && state === 'stale',
    canEdit: isOwn && isRefused && (intent.kind === 'create' || intent.kind === 'update'),
    canKeepMine: isOwn && state === 'conflicted' && conflict !== null && !conflict.isDeleted,
  }
}
