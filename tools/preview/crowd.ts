import type { OperationView } from '#shared/domain/queue.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { operationOf } from './operations.ts'

const CLASHES = 1_200
const PEOPLE = ['operator', 'A. Night', 'B. Depot']

/** So many clashes that nobody looks at each: a few kinds of them, over the whole fleet. */
export function manyClashesOf(devices: readonly EntityView[], now: number): OperationView[] {
  return Array.from({ length: CLASHES }, (_, index) => {
    const device = devices[index % devices.length] as EntityView
    const actor = PEOPLE[index % 7 === 0 ? 1 : index % 11 === 0 ? 2 : 0] ?? 'operator'
    const theirs = PEOPLE[index % 5 === 0 ? 1 : 2] ?? ''
    return operationOf(
      { device, actor, theirs, state: 'conflicted', ageMs: 4_000_000 - index * 1_000, ...clashOf(index) },
      now,
    )
  })
}

function clashOf(index: number) {
  if (index % 40 === 0) return { kind: 'delete', serverFields: { location: 'north hall' } } as const
  if (index % 9 === 0) {
    return {
      fields: { name: `Gate ${index}`, location: 'south hall' },
      serverFields: { name: `Door ${index}`, location: 'north hall' },
    }
  }
  if (index % 5 === 0)
    return { fields: { playlistId: 'pls-6' }, serverFields: { playlistId: 'pls-2' }, reason: 'loop' } as const
  return { fields: { location: 'south hall' }, serverFields: { location: 'north hall' } }
}
