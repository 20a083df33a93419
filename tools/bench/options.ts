import { parseArgs } from 'node:util'
import { z } from 'zod'
import { FIGURE_GROUPS, FIGURE_IDS, type FigureGroup, type FigureId } from './figure-ids.ts'

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
      readonly mode: 'run'
      readonly group: FigureGroup
      readonly only: readonly FigureId[]
      readonly rounds: number
      /** Smaller sizes, for trying: the figures mean little. */
      readonly isQuick: boolean
      readonly json: string | null
    }

const DEFAULT_ROUNDS = 5
const QUICK_ROUNDS = 2

export const HELP = `Benchmark: figures of the durable queue, of the live side and of what the console measures of itself, each against its limit measured in the same run.

  npm run bench -- queue|live|measuring|console [--only P1,P4] [--rounds N] [--quick] [--json FILE]

  --only    some figures only; queue: ${FIGURE_IDS.queue.join(', ')}
                               live: ${FIGURE_IDS.live.join(', ')}
                               measuring: ${FIGURE_IDS.measuring.join(', ')}
                               console: ${FIGURE_IDS.console.join(', ')}
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
  const group = FIGURE_GROUPS.find((name) => name === positionals[0])
  if (positionals.length !== 1 || group === undefined) {
    throw new UsageError(`Name what is to be measured: ${FIGURE_GROUPS.join(' or ')}.`)
  }
  const isQuick = values.quick ?? false
  return {
    mode: 'run',
    group,
    only: values.only === undefined ? FIGURE_IDS[group] : parseFigures(group, values.only),
    rounds: values.rounds === undefined ? (isQuick ? QUICK_ROUNDS : DEFAULT_ROUNDS) : parseRounds(values.rounds),
    isQuick,
    json: values.json ?? null,
  }
}

function parseFigures(group: FigureGroup, text: string): readonly FigureId[] {
  const ids: readonly FigureId[] = FIGURE_IDS[group]
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  const unknown = names.find((name) => !ids.some((id) => id.toLowerCase() === name))
  if (unknown !== undefined) throw new UsageError(`--only: there is no figure “${unknown}”: use ${ids.join(', ')}.`)
  return ids.filter((id) => names.includes(id.toLowerCase()))
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
