import type { AcceptedOperation, Effect, StoredOperation, Violation } from './evidence.ts'
import { named } from './fates.ts'
import type { Merges } from './merges.ts'

/** Reasons after which an operation may come behind later ones of its entity: it waited for a person meanwhile. */
const RELEASED = new Set(['confirmed-by-operator', 'retried-by-operator', 'edited-by-operator'])

/** Effects on one entity come in the order in which they were made, unless a person held one back. */
export function checkOrder(effects: readonly Effect[], stored: readonly StoredOperation[]): Violation[] {
  const released = new Set(
    stored.flatMap(({ key, reasons }) => (reasons.some((reason) => RELEASED.has(reason)) ? [key] : [])),
  )
  const last = new Map<string, number>()
  return effects.flatMap((effect): Violation[] => {
    if (released.has(effect.key ?? '')) return []
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
export function checkNumbers(effects: readonly Effect[]): Violation[] {
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

/** Nothing has an effect before all that it depends on: as the file says, and as was asked for. */
export function checkDependencies(
  effects: readonly Effect[],
  stored: readonly StoredOperation[],
  accepted: readonly AcceptedOperation[],
  merges: Merges,
): Violation[] {
  const places = new Map(effects.map((effect) => [effect.key ?? '', effect.id]))
  const byNumber = new Map(stored.map((operation) => [operation.clientSequence, operation]))
  const asked = new Map(accepted.map(({ key, asked: one }) => [key, one?.dependsOn ?? []]))
  return stored.flatMap((operation) => {
    // What is carried along comes with its carrier, and must not come too early either.
    const place = places.get(merges.carrierOf(operation)?.key ?? '')
    if (place === undefined) return []
    const awaited = [
      // A merged one may have named what its carrier does not refer to any more.
      ...(operation.state === 'merged' ? [] : operation.dependsOn).map((number) => byNumber.get(number)),
      ...(asked.get(operation.key) ?? []).map((key) => merges.get(key)),
    ]
    return awaited.flatMap((one): Violation[] => {
      const carrier = one === undefined ? null : merges.carrierOf(one)
      if (one === undefined || carrier === null) return []
      const earlier = places.get(carrier.key)
      if (carrier === merges.carrierOf(operation) || (earlier !== undefined && earlier < place)) return []
      const how = earlier === undefined ? 'although it has no effect' : 'before it'
      const detail = `${named(operation)} had its effect ${how}: it depends on ${named(carrier)}`
      return [{ what: 'reordered', key: operation.key, detail }]
    })
  })
}

/** Members of a batch are applied together, without anything in between, or not at all. */
export function checkBatches(effects: readonly Effect[], stored: readonly StoredOperation[]): Violation[] {
  const places = new Map(effects.map((effect) => [effect.key ?? '', effect.id]))
  const batches = Map.groupBy(
    stored.filter((operation) => operation.batch !== null),
    (operation) => operation.batch?.id ?? '',
  )
  return [...batches].flatMap(([id, members]): Violation[] => {
    const size = members[0]?.batch?.size ?? 0
    const ids = members.flatMap(({ key }) => places.get(key) ?? []).sort((a, b) => a - b)
    const isTogether = (ids.at(-1) ?? 0) - (ids[0] ?? 0) === ids.length - 1
    if (members.length === size && ids.length === 0) return []
    if (members.length === size && ids.length === size && isTogether) return []
    const detail = `${members.length} of ${size} members are stored, ${ids.length} were applied${isTogether ? '' : ', with others in between'}`
    return [{ what: 'halved', key: id, detail }]
  })
}
