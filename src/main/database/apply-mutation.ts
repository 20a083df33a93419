import { isSettled } from '#shared/domain/operation.ts'
import { StoreError } from './errors.ts'
import { rowOfOperation } from './rows.ts'
import type { Statements } from './statements.ts'
import type { Mutation } from './store.ts'

type Change = Extract<Mutation, { type: 'operation.change' }>
type Insert = Extract<Mutation, { type: 'operation.insert' }>

/** Writes one mutation inside the caller's transaction. Throws to undo the whole transaction. */
export function applyMutation(statements: Statements, mutation: Mutation): void {
  switch (mutation.type) {
    case 'operation.insert':
      return insert(statements, mutation)
    case 'operation.change':
      return change(statements, mutation)
    case 'lane.rebase': {
      const { ref, from, version, except } = mutation
      const values = [version, ref.entityType, ref.entityId, from, version] as const
      if (except.length === 0) statements.rebaseLane.run(...values)
      else statements.rebaseLaneExcept.run(...values, JSON.stringify(except))
      return
    }
    case 'entity.put': {
      const { record } = mutation
      statements.putEntity.run({
        entity_type: record.entityType,
        id: record.id,
        version: record.version,
        sequence: record.sequence,
        data: JSON.stringify(record.data),
        reported: JSON.stringify(record.reported),
      })
      return
    }
    case 'entity.remove':
      statements.removeEntity.run(mutation.ref.entityType, mutation.ref.entityId)
      return
    case 'meta.put':
      statements.putMeta.run(mutation.name, mutation.value)
  }
}

function insert(statements: Statements, { operation, overlay, reason }: Insert): void {
  statements.insertOperation.run(rowOfOperation(operation))
  statements.putOverlay.run(overlay.clientSequence, JSON.stringify(overlay))
  statements.insertTransition.run(operation.key, null, operation.state, operation.createdAt, reason)
  statements.addToCounter.run('created', 1)
}

function change(statements: Statements, { operation, transition, overlay }: Change): void {
  const changed = statements.changeOperation.run({ ...rowOfOperation(operation), from_state: transition.from })
  if (changed.changes !== 1) {
    throw new StoreError('guard', `operation ${operation.key} is not ${transition.from} any more`)
  }
  statements.insertTransition.run(operation.key, transition.from, transition.to, transition.at, transition.reason)
  if (overlay === null) statements.removeOverlay.run(operation.clientSequence)
  else if (overlay !== undefined) statements.putOverlay.run(overlay.clientSequence, JSON.stringify(overlay))
  if (isSettled(operation.state)) statements.addToCounter.run(operation.state, 1)
}
