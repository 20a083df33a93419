import { describe, expect, it } from 'vitest'
import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import { ReportCells } from '#shared/domain/report-cells.ts'
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
    const after = afterReport(asText(), 12, reported, new ReportCells())
    expect(changedRecord(after, {})).toEqual({ ...plain, sequence: 12, reported })
    expect(halvesOf(after).data).toBe(JSON.stringify(plain.data))
    expect(changedRecord(afterReport(plain, 12, reported, new ReportCells()), {})).toEqual({
      ...plain,
      sequence: 12,
      reported,
    })
  })

  it('keeps through reports what they do not name, and what is more than a report', () => {
    const cells = new ReportCells()
    const lastCommand = { key: 'k', command: 'reboot', result: 'done', at: 5 }
    const first = deviceReported({ lastSeenAt: 1_700_000_000_001 })
    const steps: Fields[] = [first, { status: 'idle' }, { lastCommand }, first, { lastCommand: null }]
    let record: EntityRecord = asText()
    let expected: Fields = plain.reported
    for (const [index, step] of steps.entries()) {
      record = afterReport(record, 10 + index, step, cells)
      expected = { ...expected, ...step }
      expect(record.reported).toEqual(expected)
      expect(halvesOf(record).reported).toBe(JSON.stringify(expected))
    }
  })

  it('becomes another record where its values change', () => {
    const data = { ...plain.data, name: 'Other' }
    expect(changedRecord(asText(), { version: 4, data })).toEqual({ ...plain, version: 4, data })
  })
})
