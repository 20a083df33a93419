import { isDeepStrictEqual } from 'node:util'
import type { EntityRecord } from '#shared/domain/entities.ts'
import type { Effect, Evidence, Violation } from './evidence.ts'
import { named } from './fates.ts'
import type { Merges } from './merges.ts'

/** What each operation was sent with must be what was asked for, together with what it carries along. */
export function checkPayloads({ stored, accepted }: Evidence, merges: Merges): Violation[] {
  const asked = new Map(accepted.map((operation) => [operation.key, operation]))
  return stored.flatMap((operation): Violation[] => {
    if (operation.state === 'merged' || operation.kind === 'delete' || operation.kind === 'command') return []
    const wanted = merges.valuesOf(operation, asked)
    if (isDeepStrictEqual(wanted, operation.fields)) return []
    return [{ what: 'value', key: operation.key, detail: differing(named(operation), wanted, operation.fields) }]
  })
}

/** What the operations, in the order of their effects, make of the records of the beginning must be what the server holds. */
export function checkValues(
  { before, after, stored }: Evidence,
  effects: readonly Effect[],
  merges: Merges,
): Violation[] {
  const expected = new Map(before.map((record) => [entityOf(record), { ...record.data }]))
  const touched = new Map<string, Set<string>>()
  for (const operation of stored) {
    const entity = `${operation.entityType} ${operation.entityId}`
    const fields = touched.get(entity) ?? new Set()
    touched.set(entity, fields)
    for (const field of Object.keys(operation.fields)) fields.add(field)
  }
  for (const { key } of effects) {
    const operation = merges.get(key ?? '')
    if (operation === undefined || operation.kind === 'command') continue
    const entity = `${operation.entityType} ${operation.entityId}`
    if (operation.kind === 'delete') expected.delete(entity)
    else expected.set(entity, { ...expected.get(entity), ...operation.fields })
  }
  const real = new Map(after.map((record) => [entityOf(record), record.data]))
  return [...touched].flatMap(([entity, fields]): Violation[] => {
    const wanted = expected.get(entity)
    const found = real.get(entity)
    if (wanted === undefined || found === undefined) {
      if (wanted === found) return []
      const detail = wanted === undefined ? 'was deleted, or never made, and is there' : 'is not there'
      return [{ what: 'value', key: entity, detail }]
    }
    const wrong = [...fields].filter((field) => !isDeepStrictEqual(wanted[field], found[field]))
    return wrong.map((field) => ({ what: 'value', key: entity, detail: differing(field, wanted[field], found[field]) }))
  })
}

export function checkCopy(name: string, copy: readonly EntityRecord[], server: readonly EntityRecord[]): Violation[] {
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
