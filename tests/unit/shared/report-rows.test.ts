import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEVICE_STATUSES } from '#shared/domain/device-status.ts'
import type { EntityReport } from '#shared/domain/view.ts'
import { reportsOf, reportsText } from '#shared/ipc/report-rows.ts'

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
const health = fc.record({ score: number, cpu: number, memory: number, storage: number, temperature: number })
const whole = fc.record({ status: fc.constantFrom(...DEVICE_STATUSES), lastSeenAt: fc.nat(), health })
const command = fc.record({ key: fc.string(), result: fc.constantFrom('done', 'failed') })
const anyReport: fc.Arbitrary<EntityReport> = fc.record({
  entityType: fc.constantFrom('device' as const, 'schedule' as const),
  id: fc.string(),
  reported: fc.oneof(
    whole,
    fc.record({ status: fc.constantFrom(...DEVICE_STATUSES), lastSeenAt: fc.nat() }),
    fc.record({ lastSeenAt: fc.nat(), lastCommand: fc.option(command) }),
    fc.constant({}),
  ),
})

describe('reports as text', () => {
  it('come back as they were, in their order, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(anyReport), (reports) => {
        const back = reportsOf(reportsText(reports))
        expect(back).toEqual(reports)
        expect(JSON.stringify(back.map(({ reported }) => reported))).toBe(
          JSON.stringify(reports.map(({ reported }) => reported)),
        )
      }),
    )
  })
})
