import { isDeepStrictEqual } from 'node:util'
import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import { judgeAudit } from '../../tests/support/audit.ts'
import type { AuditEffect } from '../../tests/support/fleet-server.ts'

/** A change that was entered in the window, and the operation it became. */
export interface AcceptedChange {
  readonly key: string
  readonly clientSequence: number
  readonly entityId: string
  /** What was entered, whatever the queue made of it. */
  readonly expected: Fields
}

/** A change that a later one of the same device carries along. */
export interface MergedChange {
  readonly key: string
  /** The operation that is sent for it; null: its history names none. */
  readonly carrier: string | null
}

export interface Evidence {
  readonly accepted: readonly AcceptedChange[]
  readonly merged: readonly MergedChange[]
  /** The server's devices before the first change and after the last. */
  readonly before: readonly EntityRecord[]
  readonly after: readonly EntityRecord[]
  /** Everything the server did in between. */
  readonly effects: readonly AuditEffect[]
}

export interface Comparison {
  readonly applied: number
  /** Carried along by one that was applied. */
  readonly merged: number
  readonly lost: number
  readonly duplicated: number
  readonly reordered: number
  /** Changes whose device another operator edited afterwards: their values can not be told any more. */
  readonly overwritten: number
  readonly differences: readonly string[]
}

/** Compares what was entered with what the server did, from the server's own audit and records, field by field. */
export function compare(evidence: Evidence): Comparison {
  const { accepted, merged, before, after, effects } = evidence
  const verdict = judgeAudit(accepted, effects)
  const applied = new Set(verdict.applied)
  const carried = merged.filter(({ carrier }) => carrier !== null && applied.has(carrier))
  const overwritten = accepted.filter((change) => isOverwritten(change, effects))
  const comparable = accepted.filter((change) => !overwritten.includes(change))
  return {
    applied: verdict.applied.length,
    merged: carried.length,
    lost: verdict.lost.length + merged.length - carried.length,
    duplicated: verdict.duplicated.length,
    reordered: verdict.reordered.length,
    overwritten: overwritten.length,
    differences: [
      ...verdict.foreign.map((key) => `the server applied ${key}, which nobody entered`),
      ...comparable.flatMap((change) => wrongFields(change, before, after, effects)),
      ...wrongVersions(before, after, effects),
    ],
  }
}

function isOverwritten({ key, entityId }: AcceptedChange, effects: readonly AuditEffect[]): boolean {
  const own = effects.findLast((effect) => effect.key === key)
  return effects.some(
    (effect) => effect.entityId === entityId && effect.source === 'simulation' && effect.id > (own?.id ?? Infinity),
  )
}

/** The fields that were entered have the entered values; where nobody else was at work, all others are untouched. */
function wrongFields(
  { entityId, expected }: AcceptedChange,
  before: readonly EntityRecord[],
  after: readonly EntityRecord[],
  effects: readonly AuditEffect[],
): string[] {
  const record = after.find((one) => one.id === entityId)
  if (record === undefined) return [`the server has no device ${entityId}`]
  const isShared = effects.some((effect) => effect.entityId === entityId && effect.source === 'simulation')
  const former = before.find((one) => one.id === entityId)?.data ?? {}
  const wanted: Fields = isShared ? expected : { ...former, ...expected }
  return Object.entries(wanted)
    .filter(([field, value]) => !isDeepStrictEqual(record.data[field], value))
    .map(([field, value]) => {
      const shown = JSON.stringify(record.data[field])
      return `${entityId}: ${field} is ${shown}, expected ${JSON.stringify(value)}`
    })
}

/** Every version of every device is explained by the audit: nothing else touched the fleet. */
function wrongVersions(
  before: readonly EntityRecord[],
  after: readonly EntityRecord[],
  effects: readonly AuditEffect[],
): string[] {
  const versions = new Map(before.map((record) => [record.id, record.version]))
  const edits = Map.groupBy(
    effects.filter((effect) => effect.entityType === 'device' && effect.kind !== 'command'),
    (effect) => effect.entityId,
  )
  return after
    .filter((record) => record.version !== (versions.get(record.id) ?? 0) + (edits.get(record.id)?.length ?? 0))
    .map((record) => `${record.id}: version ${record.version} is not what the audit says`)
}
