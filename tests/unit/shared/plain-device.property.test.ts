import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceDataSchema, deviceReportedSchema, entityRecordSchema } from '../../../src/shared/domain/entities.ts'
import { isPlainDevice, isPlainDeviceRecord, isPlainReport } from '../../../src/shared/domain/plain-device.ts'
import { deviceRecord } from '../../support/builders.ts'

/** A device's fields with some of them replaced, left out or added. */
function damaged(fields: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const value = fc.oneof(
    fc.string({ maxLength: 250 }),
    fc.integer({ min: -100, max: 9_007_199_254_740_991 }),
    fc.double({ min: -100, max: 300, noNaN: true }),
    fc.constantFrom(null, true, 'online', ' spaces ', '', [], ['tag'], ['', 'tag'], {}, { score: 1 }),
  )
  const change = fc.record({ name: fc.constantFrom(...Object.keys(fields), 'more'), value: fc.option(value) })
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const changed: Record<string, unknown> = { ...fields }
    for (const { name, value: given } of changes) {
      if (given === null) delete changed[name]
      else changed[name] = given
    }
    return JSON.parse(JSON.stringify(changed)) as unknown
  })
}

const { data, reported } = deviceRecord('dev_1')

/** What the schema makes of it; of what the check does not pass, itself. */
const partial = deviceReportedSchema.partial()
const deviceOf = (stored: unknown): unknown => (isPlainDevice(stored) ? deviceDataSchema.parse(stored) : stored)
const reportOf = (stored: unknown): unknown => (isPlainReport(stored) ? partial.parse(stored) : stored)

describe('the check of stored devices', () => {
  it('knows a usual device', () => {
    expect([isPlainDevice({ ...data, tags: ['a'], playlistId: 'pl_1' }), isPlainReport(reported)]).toEqual([true, true])
  })

  it('knows one that is in groups, and no other order of its fields', () => {
    expect(isPlainDevice({ ...data, groups: ['Night service'] })).toBe(true)
    expect(isPlainDevice({ groups: [], ...data })).toBe(false)
    expect(isPlainDevice({ ...data, groups: null })).toBe(false)
  })

  it('passes only what its schema leaves as it is, in groups too', () => {
    fc.assert(
      fc.property(damaged({ ...data, groups: ['a', 'b'] }), (device) => {
        expect(deviceOf(device)).toEqual(device)
      }),
      { numRuns: 2_000 },
    )
  })

  it('passes only what its schema leaves as it is', () => {
    fc.assert(
      fc.property(damaged(data), damaged(reported), (device, report) => {
        expect([deviceOf(device), reportOf(report)]).toEqual([device, report])
      }),
      { numRuns: 2_000 },
    )
  })

  it('passes what its schema leaves as it is, inside of what a device reports too', () => {
    const { health } = reported as { readonly health: Readonly<Record<string, unknown>> }
    fc.assert(
      fc.property(damaged(health), (changed) => {
        const report = { ...reported, health: changed }
        expect(reportOf(report)).toEqual(report)
      }),
    )
  })

  it('passes a whole record only when the schema of records leaves it as it is', () => {
    const record = { ...deviceRecord('dev_1') }
    expect(isPlainDeviceRecord(record)).toBe(true)
    fc.assert(
      fc.property(damaged(record), (given) => {
        expect(isPlainDeviceRecord(given) ? entityRecordSchema.parse(given) : given).toEqual(given)
      }),
    )
  })
})
