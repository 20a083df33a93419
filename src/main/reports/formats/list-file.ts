import { stringify } from 'csv-stringify/sync'
import type { ListColumn, ListFormat, ListValue } from '#shared/domain/list-export.ts'

export interface ListAbout {
  readonly list: string
  readonly format: ListFormat
  readonly columns: readonly ListColumn[]
  /** Milliseconds since the epoch. */
  readonly exportedAt: number
}

/** A cell that begins so is run by spreadsheets, or moves what follows into other cells. The writer's own list lacks the line feed. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u
/** Between the values of a cell that has several. */
const BETWEEN = '; '

/** What stands before the rows. CSV begins with a mark by which spreadsheets know that it is UTF-8. */
export function listHead({ list, format, columns, exportedAt }: ListAbout): string {
  if (format === 'csv') return csvOf([columns.map(({ title }) => title)], true)
  const about = { list, exportedAt: new Date(exportedAt).toISOString(), columns }
  return `${JSON.stringify(about).slice(0, -1)},"rows":[`
}

/** @param written rows that stand before these */
export function listRows(
  { format, columns }: ListAbout,
  rows: readonly (readonly ListValue[])[],
  written: number,
): string {
  if (format === 'csv') return csvOf(rows, false)
  const lines = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ id }, place) => [id, row[place] ?? null]))),
  )
  return `${written === 0 ? '\n' : ',\n'}${lines.join(',\n')}`
}

export function listEnd({ format }: ListAbout): string {
  return format === 'csv' ? '' : '\n]}\n'
}

function csvOf(rows: readonly (readonly ListValue[])[], bom: boolean): string {
  return stringify(
    rows.map((row) => row.map(cellOf)),
    { bom },
  )
}

/** Numbers are left as they are, also negative ones: only text can be taken for a formula. */
function cellOf(value: ListValue): string {
  if (value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : value.join(BETWEEN)
  return FORMULA.test(text) ? `'${text}` : text
}
