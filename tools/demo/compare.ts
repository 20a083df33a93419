import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import type { AuditEffect } from '../../tests/support/fleet-server.ts'

/** One change the demo made, as the window accepted it. */
export interface AcceptedChange {
  readonly key: string
  /** Null for a device the demo created: its id is found by its name. */
  readonly deviceId: string | null
  readonly fields: Fields
}

export interface Comparison {
  readonly applied: number
  readonly lost: number
  readonly duplicated: number
  readonly differences: readonly string[]
}

/** Compares what the window accepted with what the server did, from the server's own audit and records. */
export function compare(
  accepted: readonly AcceptedChange[],
  effects: readonly AuditEffect[],
  records: readonly EntityRecord[],
): Comparison {
  const counts = new Map<string, number>()
  for (const effect of effects) {
    if (effect.source === 'operation' && effect.key !== null) counts.set(effect.key, (counts.get(effect.key) ?? 0) + 1)
  }
  const known = new Set(accepted.map((change) => change.key))
  const foreign = [...counts.keys()].filter((key) => !known.has(key))
  return {
    applied: accepted.filter((change) => counts.has(change.key)).length,
    lost: accepted.filter((change) => !counts.has(change.key)).length,
    duplicated: accepted.filter((change) => (counts.get(change.key) ?? 0) > 1).length,
    differences: [
      ...foreign.map((key) => `the server applied ${key}, which nobody accepted`),
      ...accepted.flatMap((change) => differencesOf(change, records)),
    ],
  }
}

function differencesOf(change: AcceptedChange, records: readonly EntityRecord[]): string[] {
  const { deviceId, fields } = change
  const record = records.find((one) => (deviceId === null ? one.data['name'] === fields['name'] : one.id === deviceId))
  if (record === undefined) return [`the server has no device for ${change.key}`]
  return Object.entries(fields)
    .filter(([field, value]) => JSON.stringify(record.data[field]) !== JSON.stringify(value))
    .map(
      ([field, value]) =>
        `${record.id}: ${field} is ${JSON.stringify(record.data[field])}, expected ${JSON.stringify(value)}`,
    )
}
