import type { AuditEffect } from './fleet-server.ts'

/** An operation as the window accepted it. */
export interface AcceptedOperation {
  readonly key: string
  readonly clientSequence: number
}

/** Each list holds idempotency keys. */
export interface AuditVerdict {
  readonly applied: readonly string[]
  readonly lost: readonly string[]
  readonly duplicated: readonly string[]
  /** Applied before an operation on the same entity that was made earlier. */
  readonly reordered: readonly string[]
  /** Applied, but never accepted by the window. */
  readonly foreign: readonly string[]
}

/** Counts from outside: what the window accepted against every effect the server recorded, in its order. */
export function judgeAudit(accepted: readonly AcceptedOperation[], effects: readonly AuditEffect[]): AuditVerdict {
  const own = effects.filter((effect) => effect.source === 'operation')
  const counts = new Map<string, number>()
  for (const { key } of own) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  const keys = accepted.map((operation) => operation.key)
  const known = new Set(keys)
  return {
    applied: keys.filter((key) => counts.has(key)),
    lost: keys.filter((key) => !counts.has(key)),
    duplicated: [...counts].flatMap(([key, count]) => (count > 1 ? [key] : [])),
    reordered: outOfOrder(own),
    foreign: [...counts.keys()].filter((key) => !known.has(key)),
  }
}

/** A client numbers its operations 1, 2, 3 …; within one entity the effects must have rising numbers. */
function outOfOrder(effects: readonly AuditEffect[]): string[] {
  const highest = new Map<string, number>()
  const wrong: string[] = []
  for (const { key, clientId, clientSequence, entityType, entityId } of effects) {
    if (key === null || clientSequence === null) continue
    const lane = `${clientId}/${entityType}/${entityId}`
    if (clientSequence < (highest.get(lane) ?? 0)) wrong.push(key)
    else highest.set(lane, clientSequence)
  }
  return wrong
}
