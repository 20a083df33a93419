import { parseArgs } from 'node:util'
import { z } from 'zod'

/** A command line that can not be understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

export type CrashOptions =
  | { readonly mode: 'help' }
  | {
      readonly mode: 'rounds'
      readonly rounds: number
      readonly seed: number
      readonly series: number
      /** A planted mistake: hosts call a commit done before it is on disk. */
      readonly isHasty: boolean
      readonly json: string | null
    }
  | { readonly mode: 'drop-acks'; readonly dropRate: number; readonly operations: number; readonly json: string | null }

const DEFAULT_OPERATIONS = 2_000
const DEFAULT_SERIES = 3

export const HELP = `Crash test: kills the console for real and compares what it accepted with what the server did.

  npm run crash -- --rounds N [--seed S] [--series N] [--plant hasty] [--json FILE]
      N lives of the console's engine, each ended by SIGKILL: while it makes or migrates its file, starts, accepts or
      sends. The server is killed and restarted in between, loses acknowledgements, and others edit beside.
      --series  played side by side, each with a server and files of its own; ${DEFAULT_SERIES} when left out
      --plant   hasty: the console says "accepted" before it is on disk; the test must find that

  npm run crash -- --drop-acks P [--operations N] [--json FILE]
      The whole app in its window against a server that loses the share P of its acknowledgements.

The result is one line of JSON on standard output, and in FILE. The exit code is 1 when anything was lost, doubled,
reordered or otherwise wrong; the databases are kept then, in the folder the result names.
`

const numbers = z.object({
  rounds: z.coerce.number().int().min(1).max(100_000).optional(),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).optional(),
  series: z.coerce.number().int().min(1).max(16).optional(),
  'drop-acks': z.coerce.number().min(0).max(0.95).optional(),
  operations: z.coerce.number().int().min(1).max(100_000).optional(),
})

/** @param drawSeed used when the command line names none. @throws UsageError with a sentence that names the flag. */
export function parseOptions(args: readonly string[], drawSeed: () => number): CrashOptions {
  const { help, json, plant, ...raw } = parseFlags(args)
  if (help) return { mode: 'help' }
  if (plant !== undefined && plant !== 'hasty') throw new UsageError('--plant: only "hasty" can be planted.')
  const parsed = numbers.safeParse(raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`)
  }
  const { rounds, seed, series = DEFAULT_SERIES, operations, 'drop-acks': dropRate } = parsed.data
  const file = json ?? null
  if (rounds !== undefined && dropRate === undefined) {
    const isHasty = plant === 'hasty'
    return { mode: 'rounds', rounds, seed: seed ?? drawSeed(), series: Math.min(series, rounds), isHasty, json: file }
  }
  if (dropRate !== undefined && rounds === undefined) {
    return { mode: 'drop-acks', dropRate, operations: operations ?? DEFAULT_OPERATIONS, json: file }
  }
  throw new UsageError('Name either --rounds or --drop-acks.')
}

function parseFlags(args: readonly string[]) {
  const value = { type: 'string' } as const
  const options = {
    rounds: value,
    seed: value,
    series: value,
    plant: value,
    'drop-acks': value,
    operations: value,
    json: value,
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
