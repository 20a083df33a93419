import type { ReportAbout, ReportSource, Rows } from '../compile.ts'
import { RAW_FORMAT, RAW_VERSION, type RawType } from './raw-records.ts'

/** The records of a report, line by line, each without its line break. */
export async function* rawLines(source: ReportSource, about: ReportAbout): AsyncGenerator<string> {
  const { createdAt, program, site, period } = about
  yield JSON.stringify({ format: RAW_FORMAT, version: RAW_VERSION, about: { createdAt, program, site, period } })
  yield* written('run', source.runs())
  yield* written('observation', source.observations())
  yield* written('state', source.deviceStates())
  yield* written('alarm', source.alarms())
  yield* written('alarm-gap', source.alarmGaps())
  yield* written('kind', source.kinds())
  yield* written('ledger', texts(source.ledger()))
  yield* written('point', source.points())
  yield* written('alert', source.alerts())
}

async function* written(type: RawType, rows: Rows<object>): AsyncGenerator<string> {
  for await (const row of rows) yield JSON.stringify({ type, ...row })
}

async function* texts(lines: Rows<string>): AsyncGenerator<{ text: string }> {
  for await (const text of lines) yield { text }
}
