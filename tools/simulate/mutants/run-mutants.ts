import type { SimulateOptions } from '../options.ts'
import { Hand, UnfitError } from '../run/hand.ts'
import type { Outcome, Surroundings } from '../run/outcome.ts'
import { runSeeds } from '../run/run-seeds.ts'
import { wordsOfViolation } from '../words.ts'
import { MUTANTS } from './all.ts'
import { type Mutant, MutantError } from './mutant.ts'
import { mutantNamed, plantedFiles } from './plant.ts'

type Options = Extract<SimulateOptions, { mode: 'mutants' }>

/** What became of a planted bug. `caught`: by which promise, at which seed; null: by none. `problem`: why it could not run. */
export interface Hunted {
  readonly name: string
  readonly area: string
  readonly sentence: string
  readonly caught: { readonly promise: string; readonly seed: number; readonly message: string } | null
  readonly problem: string | null
}

/** As many of the planted bugs must be caught. */
const GOOD_SHARE = 0.95
const NAME_WIDTH = 40
const CATCH_WIDTH = 38

/**
 * Plants each bug in turn and runs seeds, from the first on, until a promise is broken. Then the same seeds are run without
 * any bug: what is found there as well says nothing about the bugs.
 */
export async function runMutants(options: Options, { hands, say, progress }: Surroundings): Promise<Outcome> {
  const { seeds, steps, mutant } = options
  const startedAt = performance.now()
  const wanted = mutant === null ? MUTANTS : [mutantNamed(mutant)]
  const all = await huntAll(wanted, { seeds, steps, hands, say, progress })
  const caught = all.filter((one) => one.caught !== null).length
  const to = Math.max(1, ...all.map((one) => one.caught?.seed ?? 0))
  const broken = await brokenWithout(to, steps, hands)
  const seconds = Math.round((performance.now() - startedAt) / 1_000)
  for (const words of broken) say(`without any bug, ${words}`)
  say(`without any bug: ${to} seeds, ${broken.length} violations\n`)
  say(`it took ${seconds} s\n${caught} of ${all.length} caught\n`)
  const isGood = caught >= GOOD_SHARE * all.length && broken.length === 0
  return { isGood, result: { caught, of: all.length, seconds, brokenWithout: broken, mutants: all } }
}

/** Several side by side; each is told as soon as all before it are. */
async function huntAll(
  wanted: readonly Mutant[],
  { seeds, steps, hands, say, progress }: Surroundings & { seeds: number; steps: number },
): Promise<readonly Hunted[]> {
  const hunted: (Hunted | undefined)[] = wanted.map(() => undefined)
  let next = 0
  let told = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < wanted.length; index = next++) {
      const one = wanted[index]
      if (one === undefined) return
      const found = await hunt(one, seeds, steps)
      hunted[index] = found
      for (let due = hunted[told]; due !== undefined; due = hunted[++told]) say(wordsOf(due))
      if (found.caught === null) progress(`${one.name}: not caught in ${seeds} seeds\n`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(hands, wanted.length) }, work))
  return hunted.filter((one) => one !== undefined)
}

async function hunt(mutant: Mutant, seeds: number, steps: number): Promise<Hunted> {
  const { name, area, sentence } = mutant
  const hand = new Hand(name)
  try {
    plantedFiles(mutant)
    for (let seed = 1; seed <= seeds; seed++) {
      const { violation } = await hand.run(seed, steps, false)
      if (violation === null) continue
      const { promise, message } = violation
      return { name, area, sentence, caught: { promise, seed, message }, problem: null }
    }
    return { name, area, sentence, caught: null, problem: null }
  } catch (error) {
    if (!(error instanceof UnfitError) && !(error instanceof MutantError)) throw error
    return { name, area, sentence, caught: null, problem: error.message }
  } finally {
    await hand.close()
  }
}

async function brokenWithout(to: number, steps: number, hands: number): Promise<readonly string[]> {
  const broken: string[] = []
  const onReport = ({
    seed,
    violation,
  }: {
    seed: number
    violation: Parameters<typeof wordsOfViolation>[0] | null
  }) => {
    if (violation !== null) broken.push(`seed ${seed}: ${wordsOfViolation(violation)}\n`)
  }
  await runSeeds({ from: 1, to, steps, hands, onReport })
  return broken
}

/** One line, and what is wrong with one that does not fit. */
export function wordsOf({ name, sentence, caught, problem }: Hunted): string {
  const missed = problem === null ? 'NOT CAUGHT' : 'DOES NOT FIT'
  const how = caught === null ? missed : `${caught.promise}, seed ${caught.seed}`
  const line = `${name.padEnd(NAME_WIDTH)} ${how.padEnd(CATCH_WIDTH)} ${sentence}\n`
  return problem === null ? line : `${line}${problem}\n`
}
