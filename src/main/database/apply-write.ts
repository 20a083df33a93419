import { SETTLED_STATES } from '#shared/domain/operation.ts'
import { StoreError } from './errors.ts'
import { digestOf, type LedgerLines } from './ledger-chain.ts'
import { OPERATION_COLUMNS } from './rows.ts'
import type { Statements } from './statements.ts'
import { PAYLOAD_COLUMNS, type Value, type Write } from './writes.ts'

type Of<T extends Write[0]> = Extract<Write, readonly [T, ...unknown[]]>

const NUMBER = OPERATION_COLUMNS.indexOf('client_sequence')
const KEY = OPERATION_COLUMNS.indexOf('key')
const STATE = OPERATION_COLUMNS.indexOf('state')
const CHANGED_AT = OPERATION_COLUMNS.indexOf('changed_at')
const INTENT = OPERATION_COLUMNS.indexOf('intent')
const PAYLOAD_INTENT = PAYLOAD_COLUMNS.indexOf('intent')

/**
 * Does one write inside the caller's transaction, and notes in `ledger` what happened to operations.
 * Throws to undo the whole transaction.
 */
export function applyWrite(statements: Statements, write: Write, ledger: LedgerLines): void {
  switch (write[0]) {
    case 'insert':
      return insert(statements, write, ledger)
    case 'change':
      return change(statements, write, ledger)
    case 'move':
      return move(statements, write, ledger)
    case 'lost':
      return lost(statements, write, ledger)
    case 'rebase':
      return rebase(statements, write)
    case 'rename':
      return rename(statements, write)
    case 'put':
      statements.putEntity.run(...write[1])
      return
    case 'reports':
      for (const report of write[1]) statements.putReport.run(...report)
      return
    case 'remove':
      statements.removeEntity.run(write[1], write[2])
      return
    case 'meta':
      statements.putMeta.run(write[1], write[2])
      return
    case 'conflict':
      statements.putConflict.run(...write[1])
      return
  }
}

function insert(statements: Statements, [, values, reason]: Of<'insert'>, ledger: LedgerLines): void {
  statements.insertOperation.run(...values)
  const step = { from: null, to: String(values[STATE]), at: Number(values[CHANGED_AT]), reason }
  ledger.add(step, [Number(values[NUMBER]), digest(values[INTENT]), String(values[KEY])])
}

function change(statements: Statements, [, number, values, payload, step]: Of<'change'>, ledger: LedgerLines): void {
  const [from, to, at, reason] = step
  assertNotOver(number, from)
  const changed =
    payload === null
      ? statements.changeOperation.run(...values, number, from)
      : statements.amendOperation.run(...values, ...payload, number, from)
  if (changed.changes !== 1) throw moved(number, from)
  ledger.add({ from, to, at, reason }, payload === null ? number : [number, digest(payload[PAYLOAD_INTENT])])
}

function move(statements: Statements, [, numbers, step]: Of<'move'>, ledger: LedgerLines): void {
  const [from, to, at, reason] = step
  for (const number of numbers) {
    assertNotOver(number, from)
    if (statements.moveOperation.run(to, at, number, from).changes !== 1) throw moved(number, from)
    ledger.add({ from, to, at, reason }, number)
  }
}

/** The ledger counts it in the state in which it was lost. */
function lost(statements: Statements, [, number, values, step]: Of<'lost'>, ledger: LedgerLines): void {
  const [from, to, at, reason] = step
  assertNotOver(number, from)
  if (statements.rowOf.get(number, number) !== undefined) throw moved(number, from)
  statements.insertOperation.run(...values)
  ledger.add({ from, to, at, reason }, number)
}

function rebase(statements: Statements, [, numbers, from, version]: Of<'rebase'>): void {
  for (const number of numbers) statements.rebaseOperation.run(version, number, from, version)
}

function rename(statements: Statements, [, entityType, from, to, numbers]: Of<'rename'>): void {
  const names = { type: entityType, from, to }
  for (const number of numbers) statements.renameOperation.run(to, to, number)
  statements.renameSettled.run(names)
  statements.forgetOlderEntity.run(names)
  statements.renameEntity.run(names)
  statements.putAlias.run(names)
}

/** What is over is history, whether it was moved to its own table already or not. */
function assertNotOver(number: number, state: string): void {
  if (SETTLED_STATES.some((settled) => settled === state)) {
    throw new StoreError('guard', `operation number ${number} is ${state}, which is the end of it`)
  }
}

function moved(number: number, from: string): StoreError {
  return new StoreError('guard', `operation number ${number} is not ${from} any more`)
}

function digest(intent: Value | undefined): string {
  return digestOf(String(intent))
}
