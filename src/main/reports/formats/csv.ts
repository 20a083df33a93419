import { stringify } from 'csv-stringify/sync'
import type { Report } from '#shared/domain/report.ts'
import { STABLE_WRITING } from '#shared/report/cells.ts'
import { reportTables } from '#shared/report/tables.ts'

/**
 * One line for each figure: which table, which row, which column, and the exact value with its kind. Any program can put it
 * together again; times are milliseconds since the epoch, durations milliseconds, shares 0 to 1.
 *
 * In the words of the source in every language, as programs look for them.
 *
 * Names of devices may look like formulas: they are escaped, so that a spreadsheet does not run them.
 */
export function reportAsCsv(report: Report): string {
  const lines = reportTables(report, STABLE_WRITING).flatMap(({ id, columns, rows }) =>
    rows.flatMap((row, index) =>
      row.map(({ kind, value }, place) => [id, index + 1, columns[place]?.title ?? '', kind, value ?? '']),
    ),
  )
  return stringify([['table', 'row', 'column', 'kind', 'value'], ...lines], { bom: true, escape_formulas: true })
}
