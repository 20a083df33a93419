import type { OperationState } from '../../../src/shared/domain/operation.ts'
import { OutpostError } from '../../../src/shared/errors/result.ts'
import type { Stage } from './scene.ts'

/** How a request may fail although nothing is wrong with the program. */
const HONEST_ERRORS = [
  'not-found',
  'invalid-operation',
  'queue-full',
  'storage-full',
  'storage-failed',
  'shutting-down',
]

/** A request of a person was refused: with a reason that a person understands, or something is wrong with the program. */
export function failed({ console, scene }: Pick<Stage, 'console' | 'scene'>, error: unknown): void {
  const code = error instanceof OutpostError ? error.code : 'none'
  scene.note(console.name, `hears ${code}`)
  if (HONEST_ERRORS.includes(code)) return
  scene.report('honest-errors', `${console.name} was told ${error instanceof Error ? error.message : String(error)}`)
}

/** Keys of operations that wait in these states, or in any. */
export function waiting({ console }: Stage, ...states: readonly OperationState[]): string[] {
  const rows = [...(console.engine?.outbox.lanes.rows() ?? [])]
  return rows.flatMap((row) => (states.length === 0 || states.includes(row.state) ? [row.key] : []))
}

/** One of them, or now and then all. */
export function some({ chance }: Stage, keys: readonly string[]): string[] {
  const first = chance.pick(keys)
  if (first === undefined) return []
  return chance.hits(0.2) ? [...keys] : [first]
}
