import { open } from 'node:fs/promises'
import type { Report } from '#shared/domain/report.ts'
import type { ReportWriting } from '#shared/report/cells.ts'
import type { ReportSource } from './compile.ts'
import { reportAsCsv } from './formats/csv.ts'
import { reportAsHtml } from './formats/html.ts'
import { reportAsXlsx } from './formats/xlsx.ts'
import { rawLines } from './raw/raw-writer.ts'
import type { ReportOutput } from './report-job.ts'

/** Only the user may read it until it is handed on. */
const PRIVATE_FILE_MODE = 0o600
/** Of the records so many characters are written at once. */
const PART_CHARACTERS = 1 << 20

/** How the report is written for people. */
export interface Manner {
  readonly writing: ReportWriting
  /** See `ReportJob`. */
  readonly letters: string
}

/** Writes the report into a new file, to the disk. Rejects with the system's error; what was written by then stays. */
export async function writeOutput(
  { format, file }: ReportOutput,
  report: Report,
  source: ReportSource,
  manner: Manner,
): Promise<void> {
  const handle = await open(file, 'wx', PRIVATE_FILE_MODE)
  try {
    for await (const part of partsOf(format, report, source, manner)) await handle.appendFile(part)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* partsOf(
  format: ReportOutput['format'],
  report: Report,
  source: ReportSource,
  { writing, letters }: Manner,
): AsyncGenerator<string | Buffer> {
  switch (format) {
    case 'json':
      yield `${JSON.stringify(report, null, 2)}\n`
      break
    case 'csv':
      yield reportAsCsv(report)
      break
    case 'html':
      yield reportAsHtml(report, writing, letters)
      break
    case 'xlsx':
      yield await reportAsXlsx(report, writing)
      break
    case 'records':
      yield* inLargeParts(rawLines(source, report))
  }
}

async function* inLargeParts(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let part = ''
  for await (const line of lines) {
    part += `${line}\n`
    if (part.length < PART_CHARACTERS) continue
    yield part
    part = ''
  }
  yield part
}
