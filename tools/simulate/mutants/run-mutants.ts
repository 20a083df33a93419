import type { SimulateOptions } from '../options.ts'
import { Hand, UnfitError } from '../run/hand.ts'
import type { Outcome, Surroundings } from '../run/outcome.ts'
import { MUTANTS } from './all.ts'
import { type Mutant, MutantError } from './mutant.ts'
import { mutantNamed, plantedFiles } from './plant.ts'

type Options = Extract<SimulateOptions, { mode: 'mutants' }>

/** What became of a planted bug. `caught`: by which promise, at which seed; null: by none. */
export interface Hunted {
  readonly name: string
  readonly caught: { readonly promise: string; readonly seed: number; readonly message: string } | null
}

/** As many of the planted bugs must be caught. */
const GOOD_SHARE = 0.95
const NAME_WIDTH = 42

/** Plants each bug in turn and runs seeds until a promise is broken. Throws MutantError when one does not fit. */
export async function runMutants(options: Options, { hands, say, progress }: Surroundings): Promise<Outcome> {
  const { seeds, steps, mutant } = options
  const startedAt = performance.now()
  const wanted = mutant === null ? MUTANTS : [mutantNamed(mutant)]
  for (const one of wanted) plantedFiles(one)
  const hunted = new Map<string, Hunted>()
  const waiting = [...wanted]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const found = await hunt(next, seeds, steps)
      hunted.set(next.name, found)
      progress(`${hunted.size} of ${wanted.length}: ${next.name} ${found.caught === null ? 'NOT CAUGHT' : 'caught'}\n`)
    }
  }
  await Promise.all(Array.from({ length: hands }, work))
  const all = wanted.flatMap((one) => hunted.get(one.name) ?? [])
  const caught = all.filter((one) => one.caught !== null).length
  const seconds = (performance.now() - startedAt) / 1_000
  for (const one of all) say(`${wordsOf(one)}\n`)
  say(`caught ${caught} of ${all.length} in ${Math.round(seconds)} s\n`)
  return { isGood: caught >= GOOD_SHARE * all.length, result: { caught, of: all.length, seconds, mutants: all } }
}

async function hunt({ name }: Mutant, seeds: number, steps: number): Promise<Hunted> {
  const hand = new Hand(name)
  try {
    for (let seed = 1; seed <= seeds; seed++) {
      const { violation } = await hand.run(seed, steps, false)
      if (violation === null) continue
      const { promise, message } = violation
      return { name, caught: { promise, seed, message } }
    }
    return { name, caught: null }
  } catch (error) {
    throw error instanceof UnfitError ? new MutantError(error.message) : error
  } finally {
    await hand.close()
  }
}

function wordsOf({ name, caught }: Hunted): string {
  return `${name.padEnd(NAME_WIDTH)} ${caught === null ? 'NOT CAUGHT' : `${caught.promise}, seed ${caught.seed}`}`
}
