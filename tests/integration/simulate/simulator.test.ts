import { describe, expect, it } from 'vitest'
import { runMutants } from '../../../tools/simulate/mutants/run-mutants.ts'
import { Hand } from '../../../tools/simulate/run/hand.ts'
import { runMany } from '../../../tools/simulate/run/many.ts'
import { runSeed } from '../../../tools/simulate/run/run-seed.ts'

const STEPS = 100
const SEEDS = 24
const FEW_SEEDS = 10

/** What a run says, and how it ends. */
async function told(run: (surroundings: Parameters<typeof runMany>[1]) => ReturnType<typeof runMany>) {
  let words = ''
  const say = (text: string): void => {
    words += text
  }
  const { isGood } = await run({ hands: 2, say, progress: () => undefined })
  return { isGood, words }
}

describe('the simulator', () => {
  it('finds every promise kept in some dozen runs', async () => {
    const options = { mode: 'many', from: 1, to: SEEDS, steps: STEPS, json: null } as const
    const { isGood, words } = await told((surroundings) => runMany(options, surroundings))
    expect(words).toContain(`0 violations in ${SEEDS} seeds`)
    expect(isGood).toBe(true)
    expect(Number(/(\d+) applied/.exec(words)?.[1])).toBeGreaterThan(200)
  }, 60_000)

  it('does the same in another thread', async () => {
    const hand = new Hand(null)
    try {
      expect((await hand.run(3, STEPS, false)).hash).toBe((await runSeed(3, STEPS, false)).hash)
    } finally {
      await hand.close()
    }
  }, 60_000)

  it.each([
    ['sent-as-another', 'own-operations'],
    ['unknown-is-sent-again', 'unknown-is-asked'],
    ['accepted-before-the-disk', 'durable-first'],
  ])(
    'catches a bug that was planted: %s',
    async (mutant, promise) => {
      const options = { mode: 'mutants', seeds: FEW_SEEDS, mutant, steps: STEPS, json: null } as const
      const { isGood, words } = await told((surroundings) => runMutants(options, surroundings))
      expect(words).toContain(`${promise}, seed `)
      expect(words).toMatch(/without any bug: \d+ seeds, 0 violations\n[^\n]*\n1 of 1 caught\n$/)
      expect(isGood).toBe(true)
    },
    60_000,
  )

  it('says of a bug that nothing catches that it was not caught, and ends badly', async () => {
    const options = { mode: 'mutants', seeds: 1, mutant: 'server-time-through-sleep', steps: 1, json: null } as const
    const { isGood, words } = await told((surroundings) => runMutants(options, surroundings))
    expect(words).toMatch(/server-time-through-sleep +NOT CAUGHT +The server’s time/)
    expect(words).toMatch(/\n0 of 1 caught\n$/)
    expect(isGood).toBe(false)
  }, 60_000)
})
