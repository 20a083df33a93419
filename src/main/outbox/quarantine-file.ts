import { z } from 'zod'
import type { Fields } from '#shared/domain/entities.ts'
import { idSchema, operationKeySchema } from '#shared/domain/ids.ts'
import { OPERATION_SCHEMA_VERSION, type Operation, prioritySchema, type Transition } from '#shared/domain/operation.ts'
import type { UnreadableOperation } from '../database/store.ts'
import { MAX_BATCH_SIZE } from './batches.ts'
import { checkBaseFields, checkedIntent, refused } from './bundle/check-operation.ts'
import { FileRefusedError } from './bundle/problem.ts'

/**
 * Refused operations as a file that a person can read, send to somebody, correct and take in again. It is not signed: what is
 * taken in from it counts as made by who takes it in. docs/bundles.md tells the rest.
 */
export const QUARANTINE_FORMAT = 'outpost-refused-changes'
export const QUARANTINE_VERSION = 1
export const MAX_QUARANTINE_FILE_BYTES = 64 * 1_024 * 1_024

const SHORT = 200
const LONG = 4_000
const time = z.iso.datetime()
const fieldsSchema: z.ZodType<Fields> = z.record(z.string().min(1).max(60), z.unknown())

const headerSchema = z.object({
  format: z.literal(QUARANTINE_FORMAT),
  version: z.literal(QUARANTINE_VERSION),
  site: z.object({ id: idSchema, name: z.string().max(SHORT), tenant: idSchema, server: z.string().max(2_000) }),
  clientId: idSchema,
  computer: z.string().max(SHORT),
  program: z.string().max(SHORT),
  exportedAt: time,
})
export type QuarantineHeader = z.infer<typeof headerSchema>

const refusedSchema = z.object({
  key: operationKeySchema,
  entityName: z.string().max(LONG),
  /** Why it was refused. */
  refused: z.object({ code: z.string().max(SHORT), message: z.string().max(LONG) }).nullable(),
  /** The device had it already and could not do it: taken in, it is given anew. */
  hadReachedDevice: z.boolean(),
  change: z.unknown(),
  schemaVersion: z.int().min(1),
  before: fieldsSchema,
  baseVersion: z.int().min(0),
  priority: prioritySchema,
  madeAt: time,
  madeBy: z.object({ id: z.string().max(SHORT), name: z.string().max(SHORT) }),
  attempts: z.int().min(0),
  /** Keys of what must be applied first. */
  dependsOn: z.array(operationKeySchema).max(100_000),
  batch: z.object({ id: z.uuid(), size: z.int().min(2).max(MAX_BATCH_SIZE) }).nullable(),
  history: z.array(z.object({ at: time, from: z.string().nullable(), to: z.string(), reason: z.string() })),
})
export type RefusedOperation = z.infer<typeof refusedSchema>

const unreadableSchema = z.object({
  key: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  kind: z.string(),
  state: z.string(),
  problem: z.object({ code: z.string(), message: z.string() }),
  /** As it is on disk, whatever that may be. */
  payload: z.string(),
})

const fileSchema = headerSchema.extend({
  operations: z.array(refusedSchema).max(100_000),
  unreadable: z.array(unreadableSchema).max(100_000),
})

/** A refused operation of a file, its change checked. */
export type CheckedRefused = Omit<RefusedOperation, 'change'> & { readonly intent: Operation['intent'] }

export interface QuarantineFile {
  readonly header: QuarantineHeader
  readonly operations: readonly CheckedRefused[]
  /** Operations that could not be read where the file was written, and cannot be here. */
  readonly unreadable: number
}

export function refusedOperation(
  operation: Operation,
  rest: { readonly entityName: string; readonly history: readonly Transition[]; readonly dependsOn: readonly string[] },
): RefusedOperation {
  const { key, intent, lastError, acknowledged, baseFields, baseVersion, priority, user, attempts, batch } = operation
  return {
    key,
    entityName: rest.entityName,
    refused: lastError,
    hadReachedDevice: acknowledged !== null,
    change: intent,
    schemaVersion: OPERATION_SCHEMA_VERSION,
    before: baseFields,
    baseVersion,
    priority,
    madeAt: isoTime(operation.createdAt),
    madeBy: user,
    attempts,
    dependsOn: [...rest.dependsOn],
    batch,
    history: rest.history.map(({ at, from, to, reason }) => ({ at: isoTime(at), from, to, reason })),
  }
}

/** The text of a file, for people: indented, and ended by a line break. */
export function quarantineText(
  header: QuarantineHeader,
  operations: readonly RefusedOperation[],
  unreadable: readonly UnreadableOperation[],
): string {
  const raw = unreadable.map(({ key, entityType, entityId, kind, state, trouble, payload }) => {
    return { key, entityType, entityId, kind, state, problem: trouble, payload }
  })
  return `${JSON.stringify({ ...header, operations, unreadable: raw }, null, 2)}\n`
}

/** Reads a file and checks every operation in it. Throws FileRefusedError with the first thing that is wrong. */
export function parseQuarantineFile(text: string): QuarantineFile {
  const value = parsed(text)
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown }
  if (format !== QUARANTINE_FORMAT) throw new FileRefusedError('wrong-format', 'This is no file of refused changes.')
  if (typeof version === 'number' && version > QUARANTINE_VERSION) {
    const message = 'A newer version of the program wrote this file: update this one, then take it in.'
    throw new FileRefusedError('newer-version', message)
  }
  const file = fileSchema.safeParse(value)
  if (!file.success) {
    const place = file.error.issues[0]?.path.map(String).join('.') ?? ''
    throw new FileRefusedError('damaged', `The file is not written as it should be, at “${place.slice(0, SHORT)}”.`)
  }
  const { operations, unreadable, ...header } = file.data
  const checked = operations.map((operation, index) => checkedRefused(operation, `change ${index + 1} of the file`))
  if (new Set(checked.map(({ key }) => key)).size < checked.length) {
    throw refused('two changes of the file', 'they have the same key.')
  }
  return { header, operations: checked, unreadable: unreadable.length }
}

function checkedRefused({ change, ...rest }: RefusedOperation, where: string): CheckedRefused {
  const intent = checkedIntent(change, rest.schemaVersion, where)
  checkBaseFields(intent, rest.before, where)
  return { ...rest, intent }
}

/** Milliseconds since the epoch, for people and other programs alike. */
export function isoTime(at: number): string {
  return new Date(at).toISOString()
}

function parsed(text: string): unknown {
  try {
    // Editors on Windows put a byte order mark in front, which JSON does not know.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    return null
  }
}
