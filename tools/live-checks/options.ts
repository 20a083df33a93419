import { parseArgs } from 'node:util'
import { z } from 'zod'

/** A command line that can not be understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** `lose`: the console's copy misses one change. `repeat`: it takes one twice. The check must find either. */
export type Plant = 'lose' | 'repeat'

export interface CutsOptions {
  readonly mode: 'cuts'
  readonly cuts: number
  readonly devices: number
  readonly rate: number
  readonly seed: number
  readonly plant: Plant | null
  readonly json: string | null
}

export interface SoakOptions {
  readonly mode: 'soak'
  readonly events: number
  readonly devices: number
  readonly rate: number
  readonly seed: number
  /** The whole app in its window instead of its engine alone. */
  readonly hasWindow: boolean
  readonly json: string | null
}

export interface WallOptions {
  readonly mode: 'wall'
  readonly minutes: number
  readonly devices: number
  readonly rate: number
  readonly seed: number
  /** `leak`: the page of the wall holds a little more with every second. The verdict must find it. */
  readonly plant: 'leak' | null
  readonly json: string | null
}

export type LiveOptions = { readonly mode: 'help' } | CutsOptions | SoakOptions | WallOptions

export const HELP = `Long checks of the live side: the console with its real file against a real server under load.

  npm run live -- cuts [--cuts 100] [--rate 5000] [--devices 50000] [--seed S] [--plant lose|repeat] [--json FILE]
      Cuts the connection at random moments and in random ways. Checks that events are taken without a gap, that no
      change is applied twice, that nothing throws, and that at the end the console's copy equals the server's, field
      by field, as an independent client reads it.

  npm run live -- soak [--events 20000000] [--rate 20000] [--devices 50000] [--window] [--seed S] [--json FILE]
      One long run without a break. Checks that memory, timers, handles and listeners stay, that no event is lost
      between the two ends, and the copy at the end. --window: the whole app in its window; without: its engine.

  npm run live -- wall [--minutes 60] [--rate 5000] [--devices 50000] [--plant leak] [--seed S] [--json FILE]
      A wall of 40 widgets in its window, all of them following the feed, with a console window beside it. Looks every
      minute, after a collection of garbage: memory of the page, of its process and of the main process, elements,
      listeners, and the frames since the last look. Checks that none of it grows, and that fewer than 1 % of the frames
      took longer than 33 ms. A run of fewer than 30 minutes says nothing about growth. Ctrl+C ends it with what it has.

The result is one line of JSON on standard output, and in FILE. The exit code is 1 when anything was wrong.
`

const numbers = z.object({
  cuts: z.coerce.number().int().min(1).max(100_000).default(100),
  minutes: z.coerce.number().min(0.5).max(10_000).default(60),
  events: z.coerce.number().int().min(1_000).max(1_000_000_000).default(20_000_000),
  devices: z.coerce.number().int().min(10).max(200_000).default(50_000),
  rate: z.coerce.number().int().min(1).max(50_000).optional(),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).optional(),
})
const CUTS_RATE = 5_000
const WALL_RATE = 5_000
const SOAK_RATE = 20_000

/** @param drawSeed used when the command line names none. @throws UsageError with a sentence that names the flag. */
export function parseOptions(args: readonly string[], drawSeed: () => number): LiveOptions {
  const { values, positionals } = parseFlags(args)
  const { help, json = null, plant = null, window: hasWindow = false, ...raw } = values
  if (help) return { mode: 'help' }
  const parsed = numbers.safeParse(raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`)
  }
  const { cuts, events, minutes, devices, rate, seed = drawSeed() } = parsed.data
  const [mode] = positionals
  if (mode === 'soak') return { mode, events, devices, rate: rate ?? SOAK_RATE, seed, hasWindow, json }
  if (mode === 'wall') {
    if (plant !== null && plant !== 'leak') throw new UsageError('--plant: leak.')
    return { mode, minutes, devices, rate: rate ?? WALL_RATE, seed, plant, json }
  }
  if (mode !== 'cuts') throw new UsageError('Name what to do: cuts, soak or wall.')
  if (plant !== null && plant !== 'lose' && plant !== 'repeat') throw new UsageError('--plant: lose or repeat.')
  return { mode, cuts, devices, rate: rate ?? CUTS_RATE, seed, plant, json }
}

function parseFlags(args: readonly string[]) {
  const value = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    ...{
      cuts: value,
      events: value,
      minutes: value,
      devices: value,
      rate: value,
      seed: value,
      plant: value,
      json: value,
    },
    ...{ window: flag, help: { ...flag, short: 'h' } },
  } as const
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
