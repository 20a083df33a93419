import { Hand } from './hand.ts'
import type { SeedReport } from './run-seed.ts'

export interface SeedsOptions {
  readonly from: number
  readonly to: number
  readonly steps: number
  readonly hands: number
  /** Told of every run as soon as it is over, in no particular order. */
  readonly onReport: (report: SeedReport) => void
}

/** Runs all seeds of a range, several side by side. */
export async function runSeeds({ from, to, steps, hands, onReport }: SeedsOptions): Promise<void> {
  let next = from
  const work = async (hand: Hand): Promise<void> => {
    try {
      while (next <= to) onReport(await hand.run(next++, steps, false))
    } finally {
      await hand.close()
    }
  }
  const count = Math.min(hands, to - from + 1)
  await Promise.all(Array.from({ length: count }, () => work(new Hand(null))))
}
