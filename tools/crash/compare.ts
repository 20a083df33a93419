import { isDeepStrictEqual } from 'node:util'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { isSettled } from '#shared/domain/operation.ts'
import type { Effect, Evidence, StoredOperation, Violation, ViolationKind } from './evidence.ts'

/** Holds what the console promised against what the server did. Pure; trusts no counter of the queue. */
export function compare(evidence: Evidence): Violation[] {
  const own = evidence.effects.filter((effect) => effect.source === 'operation')
  return [
    ...checkAccepted(evidence),
    ...checkEffects(evidence, own),
    ...checkOrder(own),
    ...checkNumbers(own),
    ...checkCounters(evidence),
    ...checkValues(evidence),
    ...evidence.copies.flatMap(({ name, records }) => checkCopy(name, records, evidence.after)),
  ]
}

export function countOf(violations: readonly Violation[], what: ViolationKind): number {
  return violations.filter((violation) => violation.what === what).length
}

/** Accepted means: on disk, under the number that was said. */
function checkAccepted({ accepted, stored }: Evidence): Violation[] {
  const byKey = new Map(stored.map((operation) => [operation.key, operation]))
  return accepted.flatMap(({ key, clientSequence }): Violation[] => {
    const found = byKey.get(key)
    if (found === undefined) {
      return [{ what: 'lost', key, detail: `number ${clientSequence} was accepted and is not in the console's file` }]
    }
    if (found.clientSequence === clientSequence) return []
    const detail = `accepted as number ${clientSequence}, stored as number ${found.clientSequence}`
    return [{ what: 'renumbered', key, detail }]
  })
}

/** Every stored operation has exactly one effect, and every effect a stored operation of this console. */
function checkEffects({ stored, clientId }: Evidence, effects: readonly Effect[]): Violation[] {
  const byKey = Map.groupBy(effects, (effect) => effect.key ?? '')
  const violations = stored.flatMap((operation) => checkOne(operation, byKey.get(operation.key) ?? []))
  const made = new Map(stored.map((operation) => [operation.key, operation]))
  for (const effect of effects) {
    const key = effect.key ?? '(no key)'
    const operation = made.get(key)
    if (operation === undefined || effect.clientId !== clientId) {
      const detail = `effect ${effect.id} on ${effect.entityType} ${effect.entityId} comes from no operation of this console`
      violations.push({ what: 'foreign', key, detail })
    } else if (!isSame(operation, effect)) {
      const detail = `effect ${effect.id} is a ${effect.kind} of ${effect.entityId} with number ${effect.clientSequence}; ${named(operation)} was made`
      violations.push({ what: 'foreign', key, detail })
    }
  }
  return violations
}

function checkOne(operation: StoredOperation, effects: readonly Effect[]): Violation[] {
  const { key, state } = operation
  if (effects.length > 1) {
    return [{ what: 'doubled', key, detail: `${named(operation)} has ${effects.length} effects` }]
  }
  if (effects.length === 1) {
    if (state === 'applied') return []
    return [{ what: 'misjudged', key, detail: `${named(operation)} was applied; the console holds it as ${state}` }]
  }
  if (state === 'conflicted' || state === 'quarantined' || state === 'cancelled' || state === 'expired') {
    return [
      { what: 'refused', key, detail: `${named(operation)} ended ${state}: ${operation.lastError ?? 'no reason'}` },
    ]
  }
  const what = state === 'applied' || state === 'merged' ? 'lost' : 'unsettled'
  return [{ what, key, detail: `${named(operation)} is ${state} in the console's file and has no effect` }]
}

function isSame(operation: StoredOperation, effect: Effect): boolean {
  return (
    operation.clientSequence === effect.clientSequence &&
    operation.kind === effect.kind &&
    operation.entityType === effect.entityType &&
    operation.entityId === effect.entityId
  )
}

/** Effects on one entity come in the order in which they were made. */
function checkOrder(effects: readonly Effect[]): Violation[] {
  const last = new Map<string, number>()
  return effects.flatMap((effect): Violation[] => {
    const entity = `${effect.entityType} ${effect.entityId}`
    const sequence = effect.clientSequence ?? 0
    const before = last.get(entity) ?? 0
    last.set(entity, Math.max(before, sequence))
    // The same number twice is told as doubled.
    if (sequence >= before) return []
    const detail = `number ${sequence} had its effect on ${entity} after number ${before}`
    return [{ what: 'reordered', key: effect.key ?? '(no key)', detail }]
  })
}

/** A number is used once, whatever the key says. */
function checkNumbers(effects: readonly Effect[]): Violation[] {
  const keys = new Map<string, string | null>()
  return effects.flatMap((effect): Violation[] => {
    const number = `${effect.clientId} ${effect.clientSequence}`
    const other = keys.get(number)
    if (other === undefined) keys.set(number, effect.key)
    // The same key twice was told already.
    if (other === undefined || other === effect.key) return []
    const detail = `number ${effect.clientSequence} had an effect as ${other} before`
    return [{ what: 'doubled', key: effect.key ?? '(no key)', detail }]
  })
}

/** The ledger: what was made is settled or pending, and nothing else. */
function checkCounters({ counters, stored, overlays }: Evidence): Violation[] {
  const violations: Violation[] = []
  const expect = (name: string, said: number, counted: number): void => {
    if (said !== counted) violations.push({ what: 'counter', key: name, detail: `says ${said}, counted ${counted}` })
  }
  const settled = Map.groupBy(stored, (operation) => operation.state)
  const pending = stored.filter((operation) => !isSettled(operation.state)).length
  expect('created', counters['created'] ?? 0, stored.length)
  for (const state of ['applied', 'cancelled', 'expired', 'merged'] as const) {
    expect(state, counters[state] ?? 0, settled.get(state)?.length ?? 0)
  }
  expect('overlays', overlays, pending)
  expect('numbers', new Set(stored.map((operation) => operation.clientSequence)).size, stored.length)
  return violations
}

/** What the operations, in their order, make of the records of the beginning must be what the server holds. */
function checkValues({ before, after, stored }: Evidence): Violation[] {
  const expected = new Map(before.map((record) => [entityOf(record), { ...record.data }]))
  const touched = new Map<string, Set<string>>()
  for (const operation of stored.toSorted((a, b) => a.clientSequence - b.clientSequence)) {
    const entity = `${operation.entityType} ${operation.entityId}`
    const fields = touched.get(entity) ?? new Set()
    touched.set(entity, fields)
    if (operation.state !== 'applied') continue
    for (const field of Object.keys(operation.fields)) fields.add(field)
    if (operation.kind === 'delete') expected.delete(entity)
    else if (operation.kind !== 'command') expected.set(entity, { ...expected.get(entity), ...operation.fields })
  }
  const real = new Map(after.map((record) => [entityOf(record), record.data]))
  return [...touched].flatMap(([entity, fields]): Violation[] => {
    const wanted = expected.get(entity)
    const found = real.get(entity)
    if (wanted === undefined || found === undefined) {
      if (wanted === found) return []
      return [
        { what: 'value', key: entity, detail: wanted === undefined ? 'was deleted and is there' : 'is not there' },
      ]
    }
    const wrong = [...fields].filter((field) => !isDeepStrictEqual(wanted[field], found[field]))
    return wrong.map((field) => ({ what: 'value', key: entity, detail: differing(field, wanted[field], found[field]) }))
  })
}

function checkCopy(name: string, copy: readonly EntityRecord[], server: readonly EntityRecord[]): Violation[] {
  const held = new Map(copy.map((record) => [entityOf(record), record]))
  const violations = server.flatMap((record): Violation[] => {
    const key = entityOf(record)
    const own = held.get(key)
    held.delete(key)
    if (own === undefined) return [{ what: 'copy', key, detail: `is missing in ${name}` }]
    const parts = (['version', 'sequence', 'data', 'reported'] as const).filter(
      (part) => !isDeepStrictEqual(own[part], record[part]),
    )
    return parts.map((part) => ({ what: 'copy', key, detail: `${name}: ${differing(part, record[part], own[part])}` }))
  })
  for (const key of held.keys()) violations.push({ what: 'copy', key, detail: `is in ${name} only` })
  return violations
}

function differing(what: string, wanted: unknown, found: unknown): string {
  return `${what} should be ${JSON.stringify(wanted)} and is ${JSON.stringify(found)}`
}

function entityOf(record: { readonly entityType: string; readonly id: string }): string {
  return `${record.entityType} ${record.id}`
}

function named({ kind, entityType, entityId, clientSequence }: StoredOperation): string {
  return `number ${clientSequence} (${kind} of ${entityType} ${entityId})`
}
