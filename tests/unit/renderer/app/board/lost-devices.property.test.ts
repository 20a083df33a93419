import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lostOf } from '../../../../../src/renderer/app/board/lost-devices.ts'
import { deviceView } from '../../support.tsx'

it('the devices that went offline last are the first fifty of all of them in their order', () => {
  const times = fc.array(fc.option(fc.integer({ min: 0, max: 40 })), { maxLength: 130, size: 'max' })
  fc.assert(
    fc.property(times, (seen) => {
      const all = seen.map((at, index) =>
        deviceView(`d${index}`, {
          reported: at === null ? { status: 'offline' } : { status: 'offline', lastSeenAt: at },
        }),
      )
      const ordered = all
        .map(({ id }, index) => ({ id, at: seen[index] ?? 0 }))
        .toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
      expect(lostOf(all).map(({ id, lastSeenAt }) => ({ id, at: lastSeenAt }))).toEqual(ordered.slice(0, 50))
    }),
    { numRuns: 60 },
  )
})
