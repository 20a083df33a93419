import { isSettled, type Operation, type Transition } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { indexOfOperation } from '../database/rows.ts'
import type { OperationQuery, Store } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import { canRollBack } from './desk.ts'
import type { Lanes } from './lanes.ts'
import type { OverlayPort } from './overlay-port.ts'
import { type SendBlock, whyWaiting } from './why-waiting.ts'

/** Operations as the interface shows them: named, with the reason why each waits and what can be done about it. */
export class OperationList {
  readonly #store: Store
  readonly #lanes: Lanes
  readonly #overlays: OverlayPort
  readonly #clock: Clock
  readonly #block: () => SendBlock | null

  constructor(dependencies: {
    store: Store
    lanes: Lanes
    overlays: OverlayPort
    clock: Clock
    /** Why nothing can be sent now. */
    block: () => SendBlock | null
  }) {
    this.#store = dependencies.store
    this.#lanes = dependencies.lanes
    this.#overlays = dependencies.overlays
    this.#clock = dependencies.clock
    this.#block = dependencies.block
  }

  async page(query: OperationQuery): Promise<{ total: number; operations: OperationView[] }> {
    const { total, operations } = await this.#store.page(query)
    return { total, operations: operations.map((operation) => this.view(operation)) }
  }

  transitions(key: string): Promise<readonly Transition[]> {
    return this.#store.transitions(key)
  }

  view(operation: Operation): OperationView {
    const { intent, state } = operation
    const row = this.#lanes.get(operation.key) ?? indexOfOperation(operation)
    const wait = isSettled(state)
      ? { reason: 'settled' as const, behindKey: null }
      : whyWaiting(row, this.#lanes, this.#block(), this.#clock.now())
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
      actions: {
        canRetry: state === 'quarantined' || wait.reason === 'backing-off',
        canRollBack: canRollBack(state),
        canKeepMine: state === 'conflicted' && operation.conflict !== null && !operation.conflict.isDeleted,
      },
      actor: operation.actor,
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
