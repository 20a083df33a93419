import type { DiagnosticsStep } from '#shared/domain/diagnostics.ts'
import type { Cleaner } from './clean.ts'

/** A file of a bundle that is made while it is written: none of them lies in memory as a whole. */
export interface BundleFile {
  /** With `/` between folders. */
  readonly name: string
  readonly step: DiagnosticsStep
  readonly chunks: () => AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
}

/** Characters of lines that are handed on at once: cleaning so many holds up nobody for more than some milliseconds. */
const CHUNK_CHARACTERS = 8_192

/** One value as readable JSON. */
export function jsonFile(name: string, step: DiagnosticsStep, read: () => unknown, cleaner: Cleaner): BundleFile {
  return {
    name,
    step,
    chunks: async function* () {
      yield `${JSON.stringify(cleaner.value(await read()), null, 2)}\n`
    },
  }
}

/** Many values, one to a line. */
export function linesFile(
  name: string,
  step: DiagnosticsStep,
  read: () => AsyncIterable<unknown> | Iterable<unknown>,
  cleaner: Cleaner,
): BundleFile {
  return {
    name,
    step,
    chunks: async function* () {
      let waiting = ''
      for await (const value of read()) {
        waiting += `${JSON.stringify(cleaner.value(value))}\n`
        if (waiting.length < CHUNK_CHARACTERS) continue
        yield waiting
        waiting = ''
      }
      yield waiting
    },
  }
}

export function textFile(name: string, step: DiagnosticsStep, text: () => string): BundleFile {
  return { name, step, chunks: () => [text()] }
}
