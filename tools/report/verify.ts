import { readFileSync } from 'node:fs'
import { compileReport } from '../../src/main/reports/compile.ts'
import { openRawSource } from '../../src/main/reports/raw/raw-source.ts'
import { reportSchema } from '../../src/shared/domain/report.ts'

export interface ReportVerdict {
  readonly ok: boolean
  /** How many figures were compared. */
  readonly figures: number
  /** A line for each that is not the same, at most `MAX_DIFFERENCES`. */
  readonly differences: readonly string[]
}

const MAX_DIFFERENCES = 50
/** When the file was written: a report and its records are two files, so it is never the same. */
const WRITTEN_AT = 'createdAt'

/** Counts a report again from its records, whenever each was written. Rejects when one of the files is something else. */
export async function verifyReport(reportFile: string, recordsFile: string): Promise<ReportVerdict> {
  const said = reportSchema.safeParse(parsed(readFileSync(reportFile, 'utf8')))
  if (!said.success) throw new Error(`${reportFile} is no report: ${said.error.issues[0]?.message ?? ''}`)
  const { about, source } = await openRawSource(recordsFile)
  const counted = await compileReport(source, about)
  const differences: string[] = []
  const figures = compare('', said.data, counted, differences)
  return { ok: differences.length === 0, figures, differences: differences.slice(0, MAX_DIFFERENCES) }
}

function compare(path: string, said: unknown, counted: unknown, differences: string[]): number {
  if (isTree(said) && isTree(counted)) {
    const names = new Set([...Object.keys(said), ...Object.keys(counted)])
    let figures = 0
    for (const name of names)
      figures += compare(path === '' ? name : `${path}.${name}`, said[name], counted[name], differences)
    return figures
  }
  if (path === WRITTEN_AT) return 0
  if (said !== counted)
    differences.push(`${path}: it says ${JSON.stringify(said)}, the records say ${JSON.stringify(counted)}`)
  return 1
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
