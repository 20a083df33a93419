import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import { fieldsOf, type Intent, isSettled, type OperationState, PRIORITIES } from '#shared/domain/operation.ts'
import { migrate } from '#sqlite/migrate.ts'
import { openDatabase, type SqliteDatabase } from '#sqlite/open.ts'
import { queueAndReplica } from '../../src/main/database/migrations/001-queue-and-replica.ts'

/** One step of an operation's life as the first version of the program recorded it. */
export interface OldStep {
  readonly from: OperationState | null
  readonly to: OperationState
  readonly at: number
  readonly reason: string
}

/** An operation as the first version kept it: without dependencies, batches, windows and reports of devices. */
export interface OldOperation {
  readonly key: string
  readonly clientSequence: number
  readonly intent: Intent & { readonly entityId: string }
  readonly baseVersion: number
  readonly baseFields: Fields
  readonly attempts: number
  readonly lastError: { readonly code: string; readonly message: string } | null
  readonly conflict: {
    readonly serverVersion: number
    readonly serverFields: Fields
    readonly isDeleted: boolean
  } | null
  readonly acknowledged: { readonly version: number; readonly sequence: number; readonly at: number } | null
  /** From its making to where it is now. */
  readonly steps: readonly OldStep[]
}

export interface OldSite {
  readonly clientId: string
  /** Name of the user; there were no ids of users yet. */
  readonly actor: string
  readonly records: readonly EntityRecord[]
  readonly operations: readonly OldOperation[]
}

export function stateOf(operation: OldOperation): OperationState {
  return operation.steps.at(-1)?.to ?? 'queued'
}

/** Writes a site's database as the first version of the program left it when it ended. */
export function writeOldSite(file: string, site: OldSite): void {
  const database = openDatabase(file)
  try {
    migrate(database, [queueAndReplica], site.operations[0]?.steps[0]?.at ?? 0)
    database.transaction(() => {
      writeMeta(database, site)
      writeRecords(database, site.records)
      writeOperations(database, site)
      writeSteps(database, site.operations)
    })()
  } finally {
    database.close()
  }
}

function writeMeta(database: SqliteDatabase, { clientId, actor, operations }: OldSite): void {
  const put = database.prepare<[string, string]>('INSERT INTO meta (name, value) VALUES (?, ?)')
  put.run('client_id', clientId)
  put.run('actor', actor)
  const count = database.prepare<[string, number]>('INSERT INTO counters (name, value) VALUES (?, ?)')
  count.run('created', operations.length)
  const settled = Map.groupBy(operations.map(stateOf).filter(isSettled), (state) => state)
  for (const [state, some] of settled) count.run(state, some.length)
}

function writeRecords(database: SqliteDatabase, records: readonly EntityRecord[]): void {
  const put = database.prepare(
    'INSERT INTO entities (entity_type, id, version, sequence, data, reported) VALUES (?, ?, ?, ?, ?, ?)',
  )
  for (const { entityType, id, version, sequence, data, reported } of records)
    put.run(entityType, id, version, sequence, JSON.stringify(data), JSON.stringify(reported))
}

function writeOperations(database: SqliteDatabase, { actor, operations }: OldSite): void {
  const put = database.prepare(`
    INSERT INTO operations (client_sequence, key, entity_type, entity_id, state, priority, base_version, created_at,
      changed_at, attempts, next_attempt_at, actor, schema_version, intent, base_fields, last_error, conflict, acknowledged)
    VALUES (@number, @key, @type, @entity, @state, @priority, @base, @made, @changed, @attempts, NULL, @actor, 1,
      @intent, @fields, @error, @conflict, @acknowledged)`)
  const overlay = database.prepare('INSERT INTO overlays (client_sequence, effect) VALUES (?, ?)')
  for (const operation of operations) {
    const { key, clientSequence, intent, steps } = operation
    put.run({
      number: clientSequence,
      key,
      type: intent.entityType,
      entity: intent.entityId,
      state: stateOf(operation),
      priority: PRIORITIES.indexOf(intent.kind === 'command' ? 'high' : 'normal'),
      base: operation.baseVersion,
      made: steps[0]?.at ?? 0,
      changed: steps.at(-1)?.at ?? 0,
      attempts: operation.attempts,
      actor,
      intent: JSON.stringify(intent),
      fields: JSON.stringify(operation.baseFields),
      error: jsonOrNull(operation.lastError),
      conflict: jsonOrNull(operation.conflict),
      acknowledged: jsonOrNull(operation.acknowledged),
    })
    if (!isSettled(stateOf(operation))) overlay.run(clientSequence, JSON.stringify(overlayOf(operation)))
  }
}

/** In the order in which they happened, over all operations. */
function writeSteps(database: SqliteDatabase, operations: readonly OldOperation[]): void {
  const put = database.prepare('INSERT INTO transitions (key, from_state, to_state, at, reason) VALUES (?, ?, ?, ?, ?)')
  const all = operations.flatMap(({ key, steps }) => steps.map((step) => ({ key, step })))
  for (const { key, step } of all.sort((a, b) => a.step.at - b.step.at))
    put.run(key, step.from, step.to, step.at, step.reason)
}

function overlayOf({ key, clientSequence, intent, steps }: OldOperation): object {
  return {
    key,
    clientSequence,
    entityType: intent.entityType,
    entityId: intent.entityId,
    kind: intent.kind,
    fields: fieldsOf(intent),
    command: intent.kind === 'command' ? intent.command : null,
    createdAt: steps[0]?.at ?? 0,
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
