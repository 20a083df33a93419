import { isSettled, type Transition } from '#shared/domain/operation.ts'
import { StoreError } from './errors.ts'
import { digestOf, type LedgerLines } from './ledger-chain.ts'
import { rowOfOperation } from './rows.ts'
import type { Statements } from './statements.ts'
import type { Mutation } from './store.ts'

type Of<T extends Mutation['type']> = Extract<Mutation, { type: T }>

/**
 * Writes one mutation inside the caller's transaction, and notes in `ledger` what happened to operations.
 * Throws to undo the whole transaction.
 */
export function applyMutation(statements: Statements, mutation: Mutation, ledger: LedgerLines): void {
  switch (mutation.type) {
    case 'operation.insert':
      return insert(statements, mutation, ledger)
    case 'operation.change':
      return change(statements, mutation, ledger)
    case 'operations.move':
      return move(statements, mutation, ledger)
    case 'lane.rebase':
      return rebase(statements, mutation)
    case 'entity.rename':
      return rename(statements, mutation)
    case 'entity.put':
      return putEntity(statements, mutation)
    case 'entity.remove':
      statements.removeEntity.run(mutation.ref.entityType, mutation.ref.entityId)
      return
    case 'meta.put':
      statements.putMeta.run(mutation.name, mutation.value)
      return
    case 'conflict.record':
      return putConflict(statements, mutation)
  }
}

function insert(
  statements: Statements,
  { operation, overlay, reason }: Of<'operation.insert'>,
  ledger: LedgerLines,
): void {
  const row = rowOfOperation(operation)
  const step = { from: null, to: operation.state, at: operation.changedAt, reason }
  statements.insertOperation.run({ ...row, history: historyLine(step) })
  if (overlay !== null) statements.putOverlay.run(overlay.clientSequence, JSON.stringify(overlay))
  ledger.add(step, [operation.clientSequence, digestOf(row.intent), operation.key])
}

function change(
  statements: Statements,
  { operation, transition, overlay }: Of<'operation.change'>,
  ledger: LedgerLines,
): void {
  const row = rowOfOperation(operation)
  const before = statements.intentOf.get(operation.clientSequence)?.intent
  const changed = statements.changeOperation.run({
    ...row,
    from_state: transition.from,
    history: historyLine(transition),
  })
  if (changed.changes !== 1) throw moved(operation.key, transition.from)
  if (overlay === null) statements.removeOverlay.run(operation.clientSequence)
  else if (overlay !== undefined) statements.putOverlay.run(overlay.clientSequence, JSON.stringify(overlay))
  const isAmended = before !== row.intent
  ledger.add(transition, isAmended ? [operation.clientSequence, digestOf(row.intent)] : operation.clientSequence)
}

function move(statements: Statements, { sequences, transition }: Of<'operations.move'>, ledger: LedgerLines): void {
  const { from, to, at } = transition
  const history = historyLine(transition)
  for (const sequence of sequences) {
    if (statements.moveOperation.run({ to, at, history, sequence, from }).changes !== 1) {
      throw moved(`number ${sequence}`, from)
    }
    if (isSettled(to)) statements.removeOverlay.run(sequence)
    ledger.add(transition, sequence)
  }
}

function moved(operation: string, from: string): StoreError {
  return new StoreError('guard', `operation ${operation} is not ${from} any more`)
}

function rebase(statements: Statements, { ref, from, version, except }: Of<'lane.rebase'>): void {
  const values = [version, ref.entityType, ref.entityId, from, version] as const
  if (except.length === 0) statements.rebaseLane.run(...values)
  else statements.rebaseLaneExcept.run(...values, JSON.stringify(except))
}

function rename(statements: Statements, { ref, to }: Of<'entity.rename'>): void {
  const names = { type: ref.entityType, from: ref.entityId, to }
  statements.renameOperations.run(names)
  statements.renameOverlays.run(names)
  statements.forgetOlderEntity.run(names)
  statements.renameEntity.run(names)
  statements.putAlias.run(names)
}

function putEntity(statements: Statements, { record }: Of<'entity.put'>): void {
  statements.putEntity.run({
    entity_type: record.entityType,
    id: record.id,
    version: record.version,
    sequence: record.sequence,
    data: JSON.stringify(record.data),
    reported: JSON.stringify(record.reported),
  })
}

function putConflict(statements: Statements, { record }: Of<'conflict.record'>): void {
  statements.putConflict.run({
    id: record.id,
    key: record.key,
    type: record.entityType,
    entity: record.entityId,
    resolution: record.resolutionId,
    at: record.at,
    record: JSON.stringify(record),
  })
}

/** One step as kept beside the operation; `parseHistory` reads it. */
function historyLine({ to, at, reason }: Transition): string {
  return JSON.stringify([to, at, reason])
}
