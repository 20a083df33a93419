import { isSettled, SETTLED_STATES } from '#shared/domain/operation.ts'
import type { Evidence, Violation, ViolationKind } from './evidence.ts'
import { checkFates } from './fates.ts'
import { Merges } from './merges.ts'
import { checkBatches, checkDependencies, checkNumbers, checkOrder } from './orders.ts'
import { checkCopy, checkPayloads, checkValues } from './values.ts'

/** Holds what the console promised against what the server did. Pure; trusts no counter of the queue. */
export function compare(evidence: Evidence): Violation[] {
  const { accepted, stored, after } = evidence
  const own = evidence.effects.filter((effect) => effect.source === 'operation')
  const merges = new Merges(stored)
  return [
    ...checkAccepted(evidence),
    ...checkFates(evidence, own, merges),
    ...checkOrder(own, stored),
    ...checkNumbers(own),
    ...checkDependencies(own, stored, accepted, merges),
    ...checkBatches(own, stored),
    ...checkCounters(evidence),
    ...checkPayloads(evidence, merges),
    ...checkValues(evidence, own, merges),
    ...evidence.copies.flatMap(({ name, records }) => checkCopy(name, records, after)),
  ]
}

export function countOf(violations: readonly Violation[], what: ViolationKind): number {
  return violations.filter((violation) => violation.what === what).length
}

/** Accepted means: on disk, under the number that was said. */
export function checkAccepted({ accepted, stored }: Pick<Evidence, 'accepted' | 'stored'>): Violation[] {
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

/** What was made is settled or pending, and nothing else. */
function checkCounters({ counters, stored, overlays }: Evidence): Violation[] {
  const violations: Violation[] = []
  const expect = (name: string, said: number, counted: number): void => {
    if (said !== counted) violations.push({ what: 'counter', key: name, detail: `says ${said}, counted ${counted}` })
  }
  const settled = Map.groupBy(stored, (operation) => operation.state)
  const pending = stored.filter((operation) => !isSettled(operation.state)).length
  expect('created', counters['created'] ?? 0, stored.length)
  for (const state of SETTLED_STATES) expect(state, counters[state] ?? 0, settled.get(state)?.length ?? 0)
  expect('overlays', overlays, pending)
  expect('numbers', new Set(stored.map((operation) => operation.clientSequence)).size, stored.length)
  return violations
}
