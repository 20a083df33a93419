import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import type { ReportAbout, ReportSource } from '../compile.ts'
import { RAW_RECORDS, type RawType, rawHeaderSchema } from './raw-records.ts'

/** The file is not what was exported with a report. `message` says where. */
export class RawRecordsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RawRecordsError'
  }
}

/**
 * The facts of a report from its exported records. The file is read once for each kind of them: it may be larger than memory.
 *
 * @throws RawRecordsError
 */
export async function openRawSource(file: string): Promise<{ about: ReportAbout; source: ReportSource }> {
  const about = await readAbout(file)
  const { run, observation, state, alarm, 'alarm-gap': alarmGap, kind, ledger, point, alert } = RAW_RECORDS
  const source: ReportSource = {
    runs: () => rowsOf(file, 'run', run),
    observations: () => rowsOf(file, 'observation', observation),
    deviceStates: () => rowsOf(file, 'state', state),
    alarms: () => rowsOf(file, 'alarm', alarm),
    alarmGaps: () => rowsOf(file, 'alarm-gap', alarmGap),
    points: () => rowsOf(file, 'point', point),
    alerts: () => rowsOf(file, 'alert', alert),
    kinds: () => rowsOf(file, 'kind', kind),
    ledger: () => texts(rowsOf(file, 'ledger', ledger)),
  }
  return { about, source }
}

async function readAbout(file: string): Promise<ReportAbout> {
  for await (const { text } of linesOf(file)) {
    const header = rawHeaderSchema.safeParse(parsed(text))
    if (header.success) return header.data.about
    break
  }
  throw new RawRecordsError(`${file} does not begin like the records of a report.`)
}

async function* rowsOf<R>(file: string, type: RawType, schema: z.ZodType<R>): AsyncGenerator<R> {
  const beginning = `{"type":"${type}",`
  for await (const { text, number } of linesOf(file)) {
    if (number === 1) continue
    if (!text.startsWith('{"type":"')) throw new RawRecordsError(`Line ${number} of ${file} is no record.`)
    if (!text.startsWith(beginning)) continue
    const record = schema.safeParse(parsed(text))
    if (!record.success) throw new RawRecordsError(`Line ${number} of ${file} is damaged.`)
    yield record.data
  }
}

async function* texts(rows: AsyncIterable<{ text: string }>): AsyncGenerator<string> {
  for await (const { text } of rows) yield text
}

async function* linesOf(file: string): AsyncGenerator<{ text: string; number: number }> {
  let number = 0
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity }))
    yield { text, number: ++number }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
