import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { reportJsonSchema } from '../../../tools/report/schema.ts'

describe('the published shape of a report', () => {
  it('is the one that reports have: after a change, npm run report:schema writes it anew', () => {
    const published = readFileSync(new URL('../../../docs/report.schema.json', import.meta.url), 'utf8')
    expect(JSON.parse(published)).toEqual(JSON.parse(reportJsonSchema()))
  })
})
