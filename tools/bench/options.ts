import { parseArgs } from 'node:util'
import { z } from 'zod'
import { FIGURE_IDS, type FigureId } from './figure-ids.ts'

/** A command line that can not be understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

export type BenchOptions =
  | { readonly mode: 'help' }
  | {
      readonly mode: 'queue'
      readonly only: readonly FigureId[]
      readonly rounds: number
      /** Smaller sizes, for trying: the figures mean little. */
      readonly isQuick: boolean
      readonly json: string | null
    }

const DEFAULT_ROUNDS = 5
const QUICK_ROUNDS = 2

export const HELP = `Benchmark: figures of the durable queue, each against its limit measured in the same run.

  npm run bench -- queue [--only P1,P4] [--rounds N] [--quick] [--json FILE]

  --only    some figures only: ${FIGURE_IDS.join(', ')}
  --rounds  interleaved rounds of each figure; ${DEFAULT_ROUNDS} when left out
  --quick   smaller sizes and ${QUICK_ROUNDS} rounds, to try something; the figures mean little
  --json    writes the results to FILE

The exit code is 1 when a figure misses its floor, or could not be measured. docs/benchmarks.md says what is measured.
`

const roundsSchema = z.coerce.number().int().min(1).max(1_000)

/** @throws UsageError with a sentence that names the argument. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseFlags(args)
  if (values.help) return { mode: 'help' }
  if (positionals.length !== 1 || positionals[0] !== 'queue') {
    throw new UsageError('Name what is to be measured: queue.')
  }
  const isQuick = values.quick ?? false
  return {
    mode: 'queue',
    only: values.only === undefined ? FIGURE_IDS : parseFigures(values.only),
    rounds: values.rounds === undefined ? (isQuick ? QUICK_ROUNDS : DEFAULT_ROUNDS) : parseRounds(values.rounds),
    isQuick,
    json: values.json ?? null,
  }
}

function parseFigures(text: string): readonly FigureId[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  const unknown = names.find((name) => !FIGURE_IDS.some((id) => id.toLowerCase() === name))
  if (unknown !== undefined)
    throw new UsageError(`--only: there is no figure “${unknown}”: use ${FIGURE_IDS.join(', ')}.`)
  return FIGURE_IDS.filter((id) => names.includes(id.toLowerCase()))
}

function parseRounds(text: string): number {
  const parsed = roundsSchema.safeParse(text)
  if (parsed.success) return parsed.data
  throw new UsageError(`--rounds: ${parsed.error.issues[0]?.message ?? 'not a number'}.`)
}

function parseFlags(args: readonly string[]) {
  const value = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = { only: value, rounds: value, json: value, quick: flag, help: { ...flag, short: 'h' } } as const
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
