import { describe, expect, it } from 'vitest'
import { afterReport, changedRecord, halvesOf, TextRecord } from '../../../src/main/database/text-record.ts'
import { deviceRecord, deviceReported } from '../../support/builders.ts'

const plain = deviceRecord('dev_1', { version: 3, sequence: 9 })
const asText = () => new TextRecord(plain, JSON.stringify(plain.data), JSON.stringify(plain.reported))

describe('a record that is text yet', () => {
  it('says the same as every other record, also as JSON', () => {
    expect(changedRecord(asText(), {})).toEqual(plain)
    expect(JSON.parse(JSON.stringify(asText()))).toEqual(plain)
    expect(halvesOf(asText())).toEqual(halvesOf(plain))
  })

  it('takes a report and keeps its edited half as the text it is', () => {
    const reported = { ...deviceReported({ status: 'offline' }) }
    const after = afterReport(asText(), 12, reported)
    expect(changedRecord(after, {})).toEqual({ ...plain, sequence: 12, reported })
    expect(halvesOf(after).data).toBe(JSON.stringify(plain.data))
    expect(afterReport(plain, 12, reported)).toEqual({ ...plain, sequence: 12, reported })
  })

  it('becomes another record where its values change', () => {
    const data = { ...plain.data, name: 'Other' }
    expect(changedRecord(asText(), { version: 4, data })).toEqual({ ...plain, version: 4, data })
  })
})
