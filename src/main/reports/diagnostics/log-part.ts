import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import type { BundleFile } from './bundle-file.ts'
import type { Cleaner } from './clean.ts'

/** So much of the log goes into a bundle: the newest lines. */
export const MOST_LOG_BYTES = 20 * 1_024 * 1_024
/** A line that is longer is no line of the log: what follows of it is left out. */
const LONGEST_LINE = 262_144
/** Read at once: cleaning so much holds up nobody for more than some milliseconds. */
const READ_BYTES = 8_192
const LOG_FILE = /\.log$/

export interface LogPart {
  readonly name: string
  readonly path: string
  /** From here on, to the length the file had when it was looked at. */
  readonly fromByte: number
  readonly toByte: number
}

/** The newest bytes of all log files of a folder, the newest file first. A folder that is not there holds none. */
export async function newestLogParts(folder: string, most = MOST_LOG_BYTES): Promise<LogPart[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => LOG_FILE.test(name))
  const found = await Promise.all(
    names.map(async (name) => {
      const facts = await stat(join(folder, name)).catch(() => null)
      return facts?.isFile() ? [{ name, path: join(folder, name), bytes: facts.size, at: facts.mtimeMs }] : []
    }),
  )
  const files = found.flat().toSorted((one, other) => other.at - one.at || one.name.localeCompare(other.name))
  const parts: LogPart[] = []
  let room = most
  for (const { name, path, bytes } of files) {
    const taken = Math.min(bytes, room)
    if (taken > 0) parts.push({ name, path, fromByte: bytes - taken, toByte: bytes })
    room -= taken
  }
  return parts
}

/** The part of the log, cleaned again line by line while it is read. */
export function logFile(part: LogPart, cleaner: Cleaner): BundleFile {
  return { name: `logs/${part.name}`, step: 'logs', chunks: () => cleanLines(part, cleaner) }
}

async function* cleanLines({ path, fromByte, toByte }: LogPart, cleaner: Cleaner): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  const bytes = createReadStream(path, { start: fromByte, end: toByte - 1, highWaterMark: READ_BYTES })
  // What comes before the first line break of a part is the end of a line whose beginning is not there.
  let isBroken = fromByte > 0
  let rest = ''
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE)
    const whole = isBroken ? lines.slice(1) : lines
    if (lines.length > 0) isBroken = false
    if (whole.length > 0) yield whole.map((line) => `${cleanLine(line, cleaner)}\n`).join('')
  }
  const last = rest + decoder.end()
  if (last !== '' && !isBroken) yield `${cleanLine(last, cleaner)}\n`
}

/** A line of the log is JSON: then its names tell what is secret. Anything else is cleaned as text. */
function cleanLine(line: string, cleaner: Cleaner): string {
  if (!line.startsWith('{')) return cleaner.text(line)
  try {
    return JSON.stringify(cleaner.value(JSON.parse(line)))
  } catch {
    return cleaner.text(line)
  }
}
