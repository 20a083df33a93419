import type { EntityRecord } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { OperationKind, OperationState } from '#shared/domain/operation.ts'
import type { ReadPart, StoredPosition } from './load-state.ts'
import type { OperationIndexRow } from './store.ts'
import { halvesOf, TextRecord } from './text-record.ts'

/** Records: where each begins in the text is the sum of the lengths before it. */
interface PackedEntities {
  /** A JSON list of `PackedHead`. */
  readonly heads: string
  /** Both halves of each record, one behind the other. */
  readonly text: string
}

type PackedHead = readonly [
  entityType: EntityType,
  id: string,
  version: number,
  sequence: number,
  dataLength: number,
  reportedLength: number,
]

/** An operation without the names of its fields, and what only few have left out where they do not have it. */
type PackedOperation = readonly [
  effect: string | null,
  key: string,
  clientSequence: number,
  entityType: EntityType,
  entityId: string,
  kind: OperationKind,
  state: OperationState,
  priority: number,
  baseVersion: number,
  createdAt: number,
  bytes: number,
  fields: string,
  userId: string,
  boot: string,
  up: number,
  server: number | null,
  wall: number,
  rest?: Rest,
]

type Rest = Pick<
  OperationIndexRow,
  'attempts' | 'nextAttemptAt' | 'lastError' | 'dependsOn' | 'batch' | 'acceptedAt' | 'trouble'
>

const USUAL: Rest = {
  attempts: 0,
  nextAttemptAt: null,
  lastError: null,
  dependsOn: [],
  batch: null,
  acceptedAt: null,
  trouble: null,
}

/**
 * A part on its way between threads, as few long texts: those cost next to nothing to hand over. Records are not read on the
 * way; of operations the names of a thousand times the same fields are left out.
 */
export interface PackedPart {
  readonly entities: PackedEntities
  /** A JSON list of `PackedOperation`. */
  readonly operations: string
  readonly problems: readonly string[]
  readonly next: StoredPosition | null
}

export function packedPart({ part, next }: ReadPart): PackedPart {
  return {
    entities: packedEntities(part.entities),
    operations: JSON.stringify(part.operations.map((row, index) => packedOperation(row, part.effects[index] ?? null))),
    problems: part.problems,
    next,
  }
}

export function unpackedPart({ entities, operations: text, problems, next }: PackedPart): ReadPart {
  const operations = JSON.parse(text) as readonly PackedOperation[]
  return {
    part: {
      entities: unpackedEntities(entities),
      operations: operations.map(unpackedOperation),
      effects: operations.map(([effect]) => effect),
      problems,
    },
    next,
  }
}

function packedEntities(records: readonly EntityRecord[]): PackedEntities {
  const texts: string[] = []
  const heads = records.map((record): PackedHead => {
    const { entityType, id, version, sequence } = record
    const { data, reported } = halvesOf(record)
    texts.push(data, reported)
    return [entityType, id, version, sequence, data.length, reported.length]
  })
  return { heads: JSON.stringify(heads), text: texts.join('') }
}

function unpackedEntities({ heads, text }: PackedEntities): EntityRecord[] {
  let end = 0
  const next = (length: number): string => {
    end += length
    return text.slice(end - length, end)
  }
  return (JSON.parse(heads) as readonly PackedHead[]).map(
    ([entityType, id, version, sequence, dataLength, reportedLength]) =>
      new TextRecord({ entityType, id, version, sequence }, next(dataLength), next(reportedLength)),
  )
}

function packedOperation(row: OperationIndexRow, effect: string | null): PackedOperation {
  const { boot, up, server, wall } = row.waitingSince
  const rest = restOf(row)
  return [
    effect,
    row.key,
    row.clientSequence,
    row.entityType,
    row.entityId,
    row.kind,
    row.state,
    row.priority,
    row.baseVersion,
    row.createdAt,
    row.bytes,
    row.fields.join(),
    row.userId,
    boot,
    up,
    server,
    wall,
    ...(rest === null ? ([] as const) : ([rest] as const)),
  ]
}

/** Null: nothing unusual. */
function restOf(row: OperationIndexRow): Rest | null {
  const { attempts, nextAttemptAt, lastError, dependsOn, batch, acceptedAt, trouble } = row
  const isUsual =
    attempts === 0 &&
    dependsOn.length === 0 &&
    [nextAttemptAt, lastError, batch, acceptedAt, trouble].every((value) => value === null)
  return isUsual ? null : { attempts, nextAttemptAt, lastError, dependsOn, batch, acceptedAt, trouble }
}

function unpackedOperation(packed: PackedOperation): OperationIndexRow {
  const [, key, clientSequence, entityType, entityId, kind, state, priority, baseVersion, ...others] = packed
  const [createdAt, bytes, fields, userId, boot, up, server, wall, rest = USUAL] = others
  return {
    key,
    clientSequence,
    entityType,
    entityId,
    kind,
    state,
    priority,
    baseVersion,
    createdAt,
    bytes,
    fields: fields === '' ? [] : fields.split(','),
    userId,
    waitingSince: { boot, up, server, wall },
    ...rest,
  }
}
