import { describe, expect, it } from 'vitest'
import { parseOptions, UsageError } from '../../../../tools/ledger/options.ts'

describe('the command line of the ledger tool', () => {
  it('gives help when nothing is asked', () => {
    expect(parseOptions([])).toEqual({ mode: 'help' })
    expect(parseOptions(['verify', '--help'])).toEqual({ mode: 'help' })
  })

  it('takes a file to verify', () => {
    expect(parseOptions(['verify', 'a.ndjson'])).toEqual({ mode: 'verify', file: 'a.ndjson', isJson: false })
    expect(parseOptions(['verify', 'a.ndjson', '--json'])).toMatchObject({ isJson: true })
  })

  it('takes a database to export', () => {
    expect(parseOptions(['export', '--database', 'site.sqlite', '--out', 'a.ndjson'])).toEqual({
      mode: 'export',
      database: 'site.sqlite',
      out: 'a.ndjson',
      isJson: false,
    })
  })

  it('says what is wrong with a command line', () => {
    for (const args of [
      ['verify'],
      ['verify', 'a', 'b'],
      ['verify', 'a', '--out', 'b'],
      ['export', '--out', 'a'],
      ['export', '--database', 'a'],
      ['export', 'a', '--database', 'a', '--out', 'b'],
      ['import', 'a'],
      ['verify', 'a', '--fast'],
    ]) {
      expect(() => parseOptions(args)).toThrow(UsageError)
    }
  })
})
