import type { z } from 'zod'
import { unsafeIn } from '#shared/board/read-board.ts'
import { ENTITY_SCHEMAS, type Fields } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { Intent, OperationKind } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'

/** Alerts come from devices: operators acknowledge them, but neither make nor delete them. */
const CAN_CREATE_OR_DELETE: Readonly<Record<EntityType, boolean>> = {
  device: true,
  playlist: true,
  schedule: true,
  content: true,
  alert: false,
  wallboard: true,
}

type FieldsSchema = z.ZodType<Record<string, unknown>>

/** Made once: making a schema costs many times what a check with it costs. */
const WHOLE: Readonly<Record<EntityType, FieldsSchema>> = {
  device: ENTITY_SCHEMAS.device.data.strict(),
  playlist: ENTITY_SCHEMAS.playlist.data.strict(),
  schedule: ENTITY_SCHEMAS.schedule.data.strict(),
  content: ENTITY_SCHEMAS.content.data.strict(),
  alert: ENTITY_SCHEMAS.alert.data.strict(),
  wallboard: ENTITY_SCHEMAS.wallboard.data.strict(),
}
const SOME: Readonly<Record<EntityType, FieldsSchema>> = {
  device: ENTITY_SCHEMAS.device.data.partial().strict(),
  playlist: ENTITY_SCHEMAS.playlist.data.partial().strict(),
  schedule: ENTITY_SCHEMAS.schedule.data.partial().strict(),
  content: ENTITY_SCHEMAS.content.data.partial().strict(),
  alert: ENTITY_SCHEMAS.alert.data.partial().strict(),
  wallboard: ENTITY_SCHEMAS.wallboard.data.partial().strict(),
}

/** Whether the operator sees an entity: `leaving` while its deletion waits. */
export type Presence = 'present' | 'leaving' | 'absent'

/**
 * Checks an intent before it is accepted, against the schema of its entity and against what the operator sees.
 * Returns it with parsed fields. Throws OutpostError `invalid-operation` with the field and the reason, or `not-found`.
 *
 * @param presence of the entity on screen, now.
 */
export function checkIntent(intent: Intent, presence: Presence): Intent {
  if (intent.kind === 'create') return checkCreate(intent, presence)
  if (presence !== 'present') {
    throw new OutpostError('not-found', `This ${intent.entityType} does not exist any more; nothing was changed.`)
  }
  if (intent.kind === 'delete') assertCreatable(intent.entityType, 'deleted')
  if (intent.kind !== 'update') return intent
  if (Object.keys(intent.fields).length === 0) {
    throw new OutpostError('invalid-operation', 'The change names no field.')
  }
  return { ...intent, fields: checkFields(intent.entityType, 'update', intent.fields) }
}

/** The values of a create (all fields) or an update (some), parsed. Throws OutpostError `invalid-operation` with the field. */
export function checkFields(entityType: EntityType, kind: OperationKind, fields: Fields): Fields {
  const unsafe = entityType === 'wallboard' ? unsafeIn(fields) : null
  if (unsafe !== null) {
    const field = unsafe.pointer.slice(1).replaceAll('/', '.')
    throw new OutpostError('invalid-operation', `${field || 'The change'}: not allowed (${unsafe.fault})`, { field })
  }
  return parsed((kind === 'create' ? WHOLE : SOME)[entityType], fields)
}

function checkCreate(intent: Extract<Intent, { kind: 'create' }>, presence: Presence): Intent {
  assertCreatable(intent.entityType, 'created')
  if (presence !== 'absent')
    throw new OutpostError('invalid-operation', `A ${intent.entityType} with this id exists already.`)
  return { ...intent, fields: checkFields(intent.entityType, 'create', intent.fields) }
}

function assertCreatable(entityType: EntityType, verb: string): void {
  if (CAN_CREATE_OR_DELETE[entityType]) return
  throw new OutpostError('invalid-operation', `An ${entityType} cannot be ${verb} by an operator.`)
}

function parsed(schema: FieldsSchema, fields: unknown): Record<string, unknown> {
  const result = schema.safeParse(fields)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.map(String).join('.')
  const message = `${field ?? 'The change'}: ${issue?.message ?? 'not valid'}`
  throw new OutpostError('invalid-operation', message, field === undefined || field === '' ? {} : { field })
}
