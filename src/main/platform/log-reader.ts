import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { LOG_FILES } from './log-rotation.ts'
import type { LogLevel } from './logger.ts'

export interface ReadLogLine {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly level: LogLevel
  readonly scope: string
  /** The message, and what was noted with it as JSON. As it was written: without secrets. */
  readonly text: string
}

export interface ReadLog {
  readonly lines: ReadLogLine[]
  /** There were more. */
  readonly isCut: boolean
}

const LEVELS: readonly string[] = ['error', 'warn', 'info', 'debug'] satisfies LogLevel[]
const MAX_TEXT = 600
/** `{"at":"2026-03-02T04:00:00.000Z"`: lines of other times are not read further than this. */
const TIME = /^\{"at":"([^"]{24})"/

/**
 * Lines of the log that were written in a span of time, oldest first, at most `most` of them: the newest, for that is where
 * the trouble is. Lines that are damaged are left out, a file that cannot be read too.
 */
export async function readLog(
  folder: string,
  { fromAt, toAt }: { readonly fromAt: number; readonly toAt: number },
  most: number,
): Promise<ReadLog> {
  const lines: ReadLogLine[] = []
  let found = 0
  for (let number = LOG_FILES - 1; number >= 0; number -= 1) {
    const file = join(folder, number === 0 ? 'main.log' : `main.${number}.log`)
    for await (const text of linesOf(file, fromAt)) {
      const at = Date.parse(TIME.exec(text)?.[1] ?? '')
      if (!(at >= fromAt && at < toAt)) continue
      const line = parsed(at, text)
      if (line === null) continue
      found += 1
      lines.push(line)
      if (lines.length > most) lines.shift()
    }
  }
  return { lines, isCut: found > lines.length }
}

/** Nothing of a file whose last line is older. */
async function* linesOf(file: string, fromAt: number): AsyncGenerator<string> {
  try {
    if ((await stat(file)).mtimeMs < fromAt) return
    yield* createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  } catch {
    // It is not there, or may not be read: what other files hold is told all the same.
  }
}

function parsed(at: number, text: string): ReadLogLine | null {
  try {
    const { level, scope, message, data } = JSON.parse(text) as Record<string, unknown>
    if (typeof level !== 'string' || !LEVELS.includes(level) || typeof message !== 'string') return null
    const whole = data === undefined ? message : `${message} ${JSON.stringify(data)}`
    return {
      ...{ at, level: level as LogLevel, scope: typeof scope === 'string' ? scope : '' },
      text: whole.length > MAX_TEXT ? `${whole.slice(0, MAX_TEXT)}…` : whole,
    }
  } catch {
    return null
  }
}
