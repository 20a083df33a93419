import { createHash } from 'node:crypto'
import type { SimulateOptions } from '../options.ts'
import { wordsOfShrunk, wordsOfTime, wordsOfViolation } from '../words.ts'
import { Hand } from './hand.ts'
import type { Outcome, Surroundings } from './outcome.ts'
import type { SeedReport } from './run-seed.ts'
import { runSeeds } from './run-seeds.ts'

type Options = Extract<SimulateOptions, { mode: 'many' }>

const PROGRESS_EVERY = 100
/** Violations that are told; all are counted. */
const MOST_TOLD = 50

/** All runs of a range, and the shortest way to the first broken promise. */
export async function runMany(options: Options, { hands, say, progress }: Surroundings): Promise<Outcome> {
  const { from, to, steps } = options
  const startedAt = performance.now()
  const total = { seeds: 0, steps: 0, made: 0, applied: 0, simulatedMs: 0 }
  const hashes = new Map<number, string>()
  const violations: SeedReport[] = []
  const onReport = (report: SeedReport): void => {
    total.seeds += 1
    hashes.set(report.seed, report.hash)
    total.steps += report.steps
    total.made += report.figures.made
    total.applied += report.figures.applied
    total.simulatedMs += report.figures.simulatedMs
    if (report.violation !== null) violations.push(report)
    if (total.seeds % PROGRESS_EVERY === 0) {
      progress(`${total.seeds} of ${to - from + 1} seeds, ${violations.length} violations\n`)
    }
  }
  await runSeeds({ from, to, steps, hands, onReport })
  const seconds = (performance.now() - startedAt) / 1_000
  violations.sort((a, b) => a.seed - b.seed)
  const hash = hashOfAll(hashes)
  say(wordsOfAll(total, { hash, seconds }))
  for (const { seed, violation } of violations.slice(0, MOST_TOLD)) {
    if (violation !== null) say(`seed ${seed}: ${wordsOfViolation(violation)}\n`)
  }
  await showFirst(violations[0], steps, say)
  say(`${violations.length} violations in ${total.seeds} seeds\n`)
  const told = violations.map(({ seed, hash, violation }) => ({ seed, hash, violation }))
  return { isGood: violations.length === 0, result: { ...total, seconds, hash, violations: told } }
}

/** Of all traces, in the order of their seeds: the same for the same seeds, however many threads have run them. */
function hashOfAll(hashes: ReadonlyMap<number, string>): string {
  const all = createHash('sha256')
  for (const [seed, hash] of [...hashes].sort(([a], [b]) => a - b)) all.update(`${seed} ${hash}\n`)
  return all.digest('hex')
}

function wordsOfAll(
  total: { seeds: number; steps: number; made: number; applied: number; simulatedMs: number },
  { hash, seconds }: { hash: string; seconds: number },
): string {
  const { seeds, steps, made, applied, simulatedMs } = total
  return [
    `${seeds} seeds, ${steps} steps, ${wordsOfTime(simulatedMs)} of simulated time in ${Math.round(seconds)} s`,
    `${made} operations made, ${applied} applied`,
    `traces ${hash}`,
    '',
  ].join('\n')
}

async function showFirst(first: SeedReport | undefined, steps: number, say: (text: string) => void): Promise<void> {
  if (first === undefined) return
  const hand = new Hand(null)
  try {
    const shrunk = await hand.shrink(first.seed, steps)
    if (shrunk !== null) say(`seed ${first.seed}: ${wordsOfShrunk(shrunk)}`)
  } finally {
    await hand.close()
  }
}
