import { COMMANDS } from '#shared/domain/commands.ts'
import { ENTITY_TYPES, operationKeySchema } from '#shared/domain/ids.ts'
import {
  type Batch,
  batchSchema,
  type OperationResult,
  type WireOperation,
  wireOperationSchema,
} from '#shared/protocol/operations.ts'
import { Refusal } from './refusal.ts'

const KINDS = ['create', 'update', 'delete', 'command']

/** One operation of a request, or why it can not be one; with the batch it belongs to, in either case. */
export type Decoded = { readonly batch: Batch | null } & (
  | { readonly ok: true; readonly operation: WireOperation }
  | { readonly ok: false; readonly result: OperationResult }
)

/**
 * Parses one operation of a batch by itself, so that one bad operation does not hold back the others.
 *
 * @throws Refusal `malformed` when it has not even a key to answer under.
 */
export function decodeOperation(value: unknown): Decoded {
  const parsed = wireOperationSchema.safeParse(value)
  if (parsed.success) return { ok: true, operation: parsed.data, batch: parsed.data.batch ?? null }
  const raw: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  const key = operationKeySchema.safeParse(raw['key'])
  if (!key.success) throw new Refusal('malformed', 'An operation has no valid key.')
  const isUnknown =
    !KINDS.includes(String(raw['kind'])) ||
    !ENTITY_TYPES.some((type) => type === raw['entityType']) ||
    (raw['kind'] === 'command' && !COMMANDS.some((command) => command === raw['command']))
  const issue = parsed.error.issues[0]
  const field = issue?.path.map(String).join('.').slice(0, 200)
  return {
    ok: false,
    batch: batchSchema.safeParse(raw['batch']).data ?? null,
    result: {
      outcome: 'rejected',
      key: key.data,
      code: isUnknown ? 'unsupported' : 'invalid',
      message: isUnknown ? 'This server does not know such an operation.' : `${field}: ${issue?.message}`.slice(0, 500),
      ...(field ? { field } : {}),
    },
  }
}
