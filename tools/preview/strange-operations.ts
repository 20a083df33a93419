import type { OperationView } from '#shared/domain/queue.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { STRANGE_NAMES } from './fleet.ts'
import { operationOf } from './operations.ts'

const SENTENCE = 'Beside the ticket desk, above the map of the town. 🧭 '

function longValue(place: string): string {
  return `${SENTENCE.repeat(96)}Go to ${place} مدخل \u202eגד\u202c and wait. ${SENTENCE.repeat(90)}`
}

/** Ten thousand characters, and all that differs are three words in the middle. */
export const LONG_VALUES = { mine: longValue('the north entrance'), theirs: longValue('gate 7') } as const

/** Changes of devices that nobody should have called so: in conflict, refused, waiting and unknown. */
export function strangeOperationsOf(devices: readonly EntityView[], now: number): OperationView[] {
  const error = { code: 'forbidden', message: 'This user may not change devices at this site.' }
  const long = devices[STRANGE_NAMES.length]
  const [mine, theirs] = [{ location: LONG_VALUES.mine }, { location: LONG_VALUES.theirs }]
  const clash = { fields: mine, serverFields: theirs, state: 'conflicted', ageMs: 900_000 } as const
  const strange = STRANGE_NAMES.flatMap((name, index) => {
    const device = devices[index]
    if (device === undefined) return []
    const ageMs = 400_000 - index * 20_000
    const seed = { device, ageMs, fields: { location: name } }
    return [
      operationOf({ ...seed, state: 'conflicted', serverFields: { location: `${name} 2` } }, now),
      operationOf({ ...seed, state: index % 2 === 0 ? 'quarantined' : 'queued', error }, now),
    ]
  })
  return long === undefined ? strange : [...strange, operationOf({ device: long, ...clash }, now)]
}
