import type { SimulateOptions } from '../options.ts'
import { shortened, wordsOfRun, wordsOfShrunk } from '../words.ts'
import { Hand } from './hand.ts'
import type { Outcome } from './outcome.ts'

type Options = Extract<SimulateOptions, { mode: 'one' }>

/** One run; when it breaks a promise, also the shortest way to that. */
export async function runOne(options: Options, say: (text: string) => void): Promise<Outcome> {
  const { seed, steps, isTraced, mutant } = options
  const hand = new Hand(mutant)
  try {
    const report = await hand.run(seed, steps, isTraced)
    if (isTraced) for (const line of report.lines) say(shortened(line))
    say(wordsOfRun(report))
    const { lines: _lines, ...result } = report
    if (report.violation === null) return { isGood: true, result }
    const shrunk = await hand.shrink(seed, steps)
    if (shrunk === null) return { isGood: false, result }
    say(wordsOfShrunk(shrunk))
    return { isGood: false, result: { ...result, shrunk: { steps: shrunk.steps, lines: shrunk.report.lines } } }
  } finally {
    await hand.close()
  }
}
