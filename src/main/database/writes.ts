import type { Operation } from '#shared/domain/operation.ts'
import { rowOfLost } from './lost-row.ts'
import { OPERATION_COLUMNS, type OperationRow, payloadOf, rowOfOperation, standOf } from './rows.ts'
import type { Mutation, StoredReport } from './store.ts'
import { halvesOf } from './text-record.ts'

export type Value = string | number | null

/** What a change always writes, in the order of its statement. */
export const CHANGED_COLUMNS = [
  'state',
  'priority',
  'base_version',
  'changed_at',
  'waiting_since',
  'accepted_at',
  'attempts',
  'rounds',
  'next_attempt_at',
  'last_error',
  'conflict',
  'depends_on',
  'batch_id',
  'batch_size',
  'acknowledged',
] as const satisfies readonly (keyof OperationRow)[]

/** What it writes besides when the operation does something else from now on. */
export const PAYLOAD_COLUMNS = [
  'fields',
  'bytes',
  'intent',
  'base_fields',
] as const satisfies readonly (keyof OperationRow)[]

/** The step an operation takes, in few words: the states, the time, the reason. */
export type WrittenStep = readonly [from: string, to: string, at: number, reason: string]

/** In the order of its statement. */
export type WrittenReport = readonly [sequence: number, reported: string, entityType: string, id: string]

/**
 * A mutation as it travels to the storage: flat values in the order of its statement, so that the thread that waits for
 * the disk has little to do but to bind them. As text it is a fifth of what a copy of the objects costs.
 */
export type Write =
  | readonly ['insert', values: readonly Value[], reason: string]
  | readonly ['change', number: number, values: readonly Value[], payload: readonly Value[] | null, step: WrittenStep]
  | readonly ['lost', number: number, values: readonly Value[], step: WrittenStep]
  | readonly ['move', numbers: readonly number[], step: WrittenStep]
  | readonly ['rebase', numbers: readonly number[], from: number, version: number]
  | readonly ['rename', entityType: string, from: string, to: string, numbers: readonly number[]]
  | readonly ['put', values: readonly Value[]]
  | readonly ['reports', reports: readonly WrittenReport[]]
  | readonly ['remove', entityType: string, entityId: string]
  | readonly ['meta', name: string, value: string]
  | readonly ['conflict', values: readonly Value[]]

/** Pure. */
export function writeOf(mutation: Mutation): Write {
  switch (mutation.type) {
    case 'operation.insert': {
      const row = rowOfOperation(mutation.operation)
      return ['insert', OPERATION_COLUMNS.map((column) => row[column]), mutation.reason]
    }
    case 'operation.change':
      return changeOf(mutation)
    case 'operations.move': {
      const { from, to, at, reason } = mutation.transition
      return ['move', mutation.sequences, [from, to, at, reason]]
    }
    case 'operation.lost': {
      const { from, to, at, reason } = mutation.transition
      const row = rowOfLost(mutation.row, to, at)
      const values = OPERATION_COLUMNS.map((column) => row[column])
      return ['lost', mutation.row.clientSequence, values, [from, to, at, reason]]
    }
    case 'lane.rebase':
      return ['rebase', mutation.sequences, mutation.from, mutation.version]
    case 'entity.rename':
      return ['rename', mutation.ref.entityType, mutation.ref.entityId, mutation.to, mutation.sequences]
    case 'entity.put': {
      const { entityType, id, version, sequence } = mutation.record
      const { data, reported } = halvesOf(mutation.record)
      return ['put', [entityType, id, version, sequence, data, reported]]
    }
    case 'reports.put':
      return ['reports', mutation.reports.map(reportValues)]
    case 'entity.remove':
      return ['remove', mutation.ref.entityType, mutation.ref.entityId]
    case 'meta.put':
      return ['meta', mutation.name, mutation.value]
    case 'conflict.record': {
      const { id, key, entityType, entityId, resolutionId, at } = mutation.record
      return ['conflict', [id, key, entityType, entityId, resolutionId, at, JSON.stringify(mutation.record)]]
    }
  }
}

function changeOf({ operation, transition, isAmended }: Extract<Mutation, { type: 'operation.change' }>): Write {
  const { from, to, at, reason } = transition
  const payload = isAmended ? payloadValues(operation) : null
  const row = standOf(operation)
  return [
    'change',
    operation.clientSequence,
    CHANGED_COLUMNS.map((column) => row[column]),
    payload,
    [from, to, at, reason],
  ]
}

function reportValues({ ref, sequence, reported }: StoredReport): WrittenReport {
  return [sequence, JSON.stringify(reported), ref.entityType, ref.entityId]
}

function payloadValues(operation: Operation): readonly Value[] {
  const row = payloadOf(operation)
  return PAYLOAD_COLUMNS.map((column) => row[column])
}
