import { parseArgs } from 'node:util'
import { z } from 'zod'

/** A command line that can not be understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

interface Common {
  readonly steps: number
  readonly json: string | null
}

export type SimulateOptions =
  | { readonly mode: 'help' }
  | (Common & {
      readonly mode: 'one'
      readonly seed: number
      readonly isTraced: boolean
      /** The name of a planted bug; null: the product as it is. */
      readonly mutant: string | null
    })
  | (Common & { readonly mode: 'many'; readonly from: number; readonly to: number })
  | (Common & {
      readonly mode: 'mutants'
      /** Seeds from 1 to this are tried with each. */
      readonly seeds: number
      /** Null: all of them. */
      readonly mutant: string | null
    })

const DEFAULT_STEPS = 100
const DEFAULT_MUTANT_SEEDS = 400
const MAX_SEED = 4_294_967_295
const MAX_STEPS = 10_000

export const HELP = `Simulator: runs the shipped queue with simulated clocks, disks and network, and looks at its promises after every step.

  npm run simulate -- --seed N [--steps M] [--trace] [--mutant NAME] [--json FILE]
      One run. When it breaks a promise, it is repeated with fewer and fewer steps, and the shortest one is shown.
      --trace    prints everything that happens
      --mutant   plants a bug before; --mutants names them

  npm run simulate -- --seeds A..B [--steps M] [--json FILE]
      All runs of a range, side by side, with progress on standard error.

  npm run simulate -- --mutants [--mutant NAME] [--seeds N] [--steps M] [--json FILE]
      Plants each known bug in turn and runs the seeds from 1 to N (${DEFAULT_MUTANT_SEEDS} when left out) until it is caught;
      then the same seeds without any bug. One line for each: its name, the promise that caught it, the seed, what it does.

  --steps    of each run; ${DEFAULT_STEPS} when left out
  --json     writes the result to FILE

The same seed and steps give the same trace and hash, always. The exit code is 1 when a promise was broken, or fewer than
95 % of the planted bugs are caught. docs/simulator.md says what is simulated and names the promises.
`

const seedSchema = z.coerce.number().int().min(0).max(MAX_SEED)
const stepsSchema = z.coerce.number().int().min(0).max(MAX_STEPS)
const countSchema = z.coerce.number().int().min(1).max(MAX_SEED)

/** @throws UsageError with a sentence that names the flag. */
export function parseOptions(args: readonly string[]): SimulateOptions {
  const flags = parseFlags(args)
  if (flags.help === true) return { mode: 'help' }
  const common = {
    steps: flags.steps === undefined ? DEFAULT_STEPS : numberOf('steps', flags.steps, stepsSchema),
    json: flags.json ?? null,
  }
  const mutant = flags.mutant ?? null
  const modes = [flags.seed !== undefined, flags.mutants === true, flags.seeds !== undefined && flags.mutants !== true]
  if (modes.filter(Boolean).length !== 1) throw new UsageError('Name one of --seed, --seeds and --mutants.')
  if (flags.trace === true && flags.seed === undefined) throw new UsageError('--trace goes with --seed alone.')
  if (flags.seed !== undefined) {
    const seed = numberOf('seed', flags.seed, seedSchema)
    return { mode: 'one', seed, isTraced: flags.trace ?? false, mutant, ...common }
  }
  if (flags.mutants === true) {
    const seeds = flags.seeds === undefined ? DEFAULT_MUTANT_SEEDS : numberOf('seeds', flags.seeds, countSchema)
    return { mode: 'mutants', seeds, mutant, ...common }
  }
  if (mutant !== null) throw new UsageError('--mutant goes with --seed or --mutants.')
  return { mode: 'many', ...rangeOf(flags.seeds ?? ''), ...common }
}

function rangeOf(text: string): { from: number; to: number } {
  const [, from, to] = /^(\d+)\.\.(\d+)$/.exec(text) ?? []
  if (from === undefined || to === undefined) throw new UsageError('--seeds: a range is written like 1..2000.')
  const range = { from: numberOf('seeds', from, seedSchema), to: numberOf('seeds', to, seedSchema) }
  if (range.to < range.from) throw new UsageError(`--seeds: ${text} holds no seed.`)
  return range
}

function numberOf(name: string, text: string, schema: z.ZodType<number>): number {
  const parsed = schema.safeParse(text === '' ? undefined : text)
  if (parsed.success) return parsed.data
  throw new UsageError(`--${name}: ${parsed.error.issues[0]?.message ?? 'not a number'}.`)
}

function parseFlags(args: readonly string[]) {
  const value = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    seed: value,
    seeds: value,
    steps: value,
    trace: flag,
    mutants: flag,
    mutant: value,
    json: value,
    help: { ...flag, short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
