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
  | { readonly mode: 'rounds'; readonly rounds: number; readonly seed: number; readonly json: string | null }
  | { readonly mode: 'drop-acks'; readonly dropRate: number; readonly operations: number; readonly json: string | null }

export const HELP = `Crash test: kills the console for real and compares what it accepted with what the server did.

  npm run crash -- --rounds N [--seed S] [--json FILE]
      N lives of the console's engine on one file, each ended by SIGKILL: while it starts, accepts or sends.
      The server is killed and restarted in between, and loses acknowledgements.

  npm run crash -- --drop-acks P [--operations N] [--json FILE]
      The whole app in its window against a server that loses the share P of its acknowledgements.

The result is one line of JSON on standard output, and in FILE. The exit code is 1 when anything was lost, doubled,
reordered or otherwise wrong; the databases are kept then, in the folder the result names.
`

const DEFAULT_OPERATIONS = 2_000
const numbers = z.object({
  rounds: z.coerce.number().int().min(1).max(100_000).optional(),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).optional(),
  'drop-acks': z.coerce.number().min(0).max(0.95).optional(),
  operations: z.coerce.number().int().min(1).max(100_000).optional(),
})

/** @param drawSeed used when the command line names none. @throws UsageError with a sentence that names the flag. */
export function parseOptions(args: readonly string[], drawSeed: () => number): CrashOptions {
  const { help, json, ...raw } = parseFlags(args)
  if (help) return { mode: 'help' }
  const parsed = numbers.safeParse(raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`)
  }
  const { rounds, seed, operations, 'drop-acks': dropRate } = parsed.data
  const file = json ?? null
  if (rounds !== undefined && dropRate === undefined)
    return { mode: 'rounds', rounds, seed: seed ?? drawSeed(), json: file }
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
