import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListValue } from '#shared/domain/list-export.ts'
import { type ListAbout, listEnd, listHead, listRows } from '../../../src/main/reports/formats/list-file.ts'

const COLUMNS = [
  { id: 'name', title: '=Name' },
  { id: 'value', title: 'Wert' },
]
const about = (format: ListAbout['format']): ListAbout => ({ list: 'devices', format, columns: COLUMNS, exportedAt: 0 })

function written(format: ListAbout['format'], parts: readonly ListValue[][][]): string {
  let rows = 0
  const texts = parts.map((part) => {
    const text = listRows(about(format), part, rows)
    rows += part.length
    return text
  })
  return [listHead(about(format)), ...texts, listEnd(about(format))].join('')
}

/** As a spreadsheet is to show it. */
function shown(one: ListValue): string {
  if (typeof one !== 'string') return one === null ? '' : String(one)
  return one !== '' && '=+-@\t\r\n＝＋－＠'.includes(one.charAt(0)) ? `'${one}` : one
}
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('=1+1', '+1', '-1', '@a', '\ta', '\ra', 'a;b,"c"\nd'),
)
const value: fc.Arbitrary<ListValue> = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const parts = fc.array(fc.array(fc.tuple(text, value), { minLength: 1, maxLength: 4 }), { maxLength: 4 })

describe('a list as a file', () => {
  it('holds every value of every row in CSV, in whatever parts it was written', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const [, ...lines] = parse(written('csv', given), { bom: true })
        expect(lines).toEqual(given.flat().map((row) => row.map(shown)))
      }),
    )
  })

  it('holds every value of every row in JSON under the id of its column', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const read = JSON.parse(written('json', given)) as { rows: unknown[] }
        const rows = given.flat().map(([name, one]) => ({ name, value: JSON.parse(JSON.stringify(one)) as unknown }))
        expect(read).toEqual({ list: 'devices', exportedAt: '1970-01-01T00:00:00.000Z', columns: COLUMNS, rows })
      }),
    )
  })

  it('gives a spreadsheet no text that it would run, and every number as it is', () => {
    const csv = written('csv', [
      [
        ['=cmd()', -5],
        ['@x', ['=a', 'b']],
      ],
    ])
    expect(csv).toBe("\ufeff'=Name,Wert\n'=cmd(),-5\n'@x,'=a; b\n")
  })
})
