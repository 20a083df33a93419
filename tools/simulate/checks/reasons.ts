import { type Wait, whyWaiting } from '../../../src/main/outbox/why-waiting.ts'
import { isSettled } from '../../../src/shared/domain/operation.ts'
import type { SimulatedConsole } from '../console/console.ts'

/** Why each operation waits, in the product's own words, by key. */
export function reasonsOf({ engine }: SimulatedConsole): ReadonlyMap<string, Wait> {
  if (engine === null) return new Map()
  const { lanes } = engine.outbox
  const rows = [...lanes.rows()].filter((row) => !isSettled(row.state))
  const { delivery } = engine
  return new Map(rows.map((row) => [row.key, whyWaiting(row, lanes, delivery.block(), delivery.isUnstored(row.key))]))
}

/** It goes as soon as its time has come. */
export function isTimed({ reason }: Wait): boolean {
  return reason === 'backing-off'
}

/** It goes now, or is on its way. */
export function isMovingByItself({ reason }: Wait): boolean {
  return reason === 'ready' || reason === 'in-flight' || reason === 'outcome-unknown'
}
