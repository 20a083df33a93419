import type { OperationView } from '#shared/domain/queue.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { STRANGE_NAMES } from './fleet.ts'
import { operationOf } from './operations.ts'

/** Changes of devices that nobody should have called so: in conflict, refused, waiting and unknown. */
export function strangeOperationsOf(devices: readonly EntityView[], now: number): OperationView[] {
  const error = { code: 'forbidden', message: 'This user may not change devices at this site.' }
  return STRANGE_NAMES.flatMap((name, index) => {
    const device = devices[index]
    if (device === undefined) return []
    const ageMs = 400_000 - index * 20_000
    const seed = { device, ageMs, fields: { location: name } }
    return [
      operationOf({ ...seed, state: 'conflicted', serverFields: { location: `${name} 2` } }, now),
      operationOf({ ...seed, state: index % 2 === 0 ? 'quarantined' : 'queued', error }, now),
    ]
  })
}
