import writeExcelFile, { type CellObject, type Sheet } from 'write-excel-file/node'
import type { Report } from '#shared/domain/report.ts'
import type { Cell, ReportWriting } from '#shared/report/cells.ts'
import { type ReportTable, reportTables } from '#shared/report/tables.ts'
import { dateOf } from '../../platform/clock.ts'

const DAY_MS = 86_400_000
const MAX_WIDTH = 60

/** A workbook with a sheet for each table. Figures are numbers, dates and durations are such: they can be reckoned with. */
export function reportAsXlsx(report: Report, writing: ReportWriting): Promise<Buffer> {
  const sheets = reportTables(report, writing).map((table) => sheetOf(table, writing))
  return writeExcelFile(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer()
}

function sheetOf({ sheet, columns, rows }: ReportTable, { isRightToLeft }: ReportWriting): Sheet<never> {
  const [near, far] = isRightToLeft ? (['right', 'left'] as const) : (['left', 'right'] as const)
  const head: CellObject[] = columns.map((column) => ({
    value: column.title,
    type: String,
    fontWeight: 'bold',
    align: column.isNumber ? far : near,
  }))
  return {
    data: [head, ...rows.map((row) => row.map(cellOf))],
    sheet,
    columns: columns.map((column, place) => ({ width: widthOf(column.title, rows, place) })),
    stickyRowsCount: 1,
    rightToLeft: isRightToLeft,
  }
}

/** Text stays text: a name that begins like a formula is none. Times are written as the calendar's, in UTC. */
function cellOf({ kind, value }: Cell): CellObject | null {
  if (value === null) return null
  if (typeof value === 'string') return { value, type: String }
  switch (kind) {
    case 'time':
      return { value: dateOf(value), format: 'yyyy-mm-dd hh:mm:ss' }
    case 'duration':
      return { value: value / DAY_MS, type: Number, format: '[h]:mm:ss' }
    case 'share':
      return { value, type: Number, format: '0.000%' }
    case 'ms':
      return { value, type: Number, format: '#,##0.00" ms"' }
    case 'bytes':
      return { value, type: Number, format: '#,##0" B"' }
    default:
      return { value, type: Number, format: '#,##0' }
  }
}

function widthOf(title: string, rows: ReportTable['rows'], place: number): number {
  const longest = rows.reduce((most, row) => {
    const value = row[place]?.value
    return Math.max(most, typeof value === 'string' ? value.length : 18)
  }, title.length)
  return Math.min(MAX_WIDTH, longest + 2)
}
