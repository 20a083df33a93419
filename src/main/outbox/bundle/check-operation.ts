import { ENTITY_SCHEMAS } from '#shared/domain/entities.ts'
import { type Intent, intentSchema, OPERATION_SCHEMA_VERSION, type Operation } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { upgradeIntent } from '../../database/upgrades.ts'
import { checkIntent } from '../check-intent.ts'
import { FileRefusedError } from './problem.ts'

/**
 * The intent of an operation in a file, brought up to the present version and checked against the schema of its entity:
 * nothing that this console would not have accepted itself comes into the queue. Throws FileRefusedError.
 *
 * @param stored as the file has it.
 * @param where names the operation for people.
 */
export function checkedIntent(stored: unknown, schemaVersion: number, where: string): Operation['intent'] {
  if (schemaVersion > OPERATION_SCHEMA_VERSION) {
    throw new FileRefusedError(
      'newer-version',
      `A newer version of the program made ${where}: update this one, then take the file in.`,
    )
  }
  const intent = intentSchema.safeParse(upgraded(stored, schemaVersion)).data
  if (intent?.entityId === undefined) throw refused(where, 'it is no change that this console knows')
  const { entityId } = intent
  try {
    // Whether the entity is there is for the server to say: it need not be on this PC yet.
    return { ...checkIntent(intent, intent.kind === 'create' ? 'absent' : 'present'), entityId }
  } catch (error) {
    if (error instanceof OutpostError) throw refused(where, error.message)
    throw error
  }
}

/** Values from before a change, which are shown: fields of the entity and no others. Throws FileRefusedError. */
export function checkBaseFields(intent: Intent, baseFields: object, where: string): void {
  const known = ENTITY_SCHEMAS[intent.entityType].data.shape
  const strange = Object.keys(baseFields).find((field) => !Object.hasOwn(known, field))
  if (strange !== undefined) throw refused(where, `a ${intent.entityType} has no field "${strange}"`)
}

export function refused(where: string, why: string): FileRefusedError {
  return new FileRefusedError('invalid-operation', `Nothing was taken in, because of ${where}: ${why}`)
}

function upgraded(stored: unknown, schemaVersion: number): unknown {
  try {
    return upgradeIntent(stored, schemaVersion)
  } catch {
    return null
  }
}
