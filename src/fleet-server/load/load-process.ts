// A load generator for a running server, in a process of its own: many consoles that listen to everything and count.
import { z } from 'zod'
import { pause, systemClock } from '../platform/clock.ts'
import { onParentGone } from '../platform/process.ts'
import { LoadConsole } from './load-console.ts'
import { LoadFigures } from './load-figures.ts'

const planSchema = z.object({
  url: z.string(),
  token: z.string(),
  tenant: z.string(),
  consoles: z.number().int().min(1),
  isBatched: z.boolean(),
})

/** So many connections at once are asked for, then as many again. */
const CONNECTS_TOGETHER = 50
const CONNECT_PAUSE_MS = 50
const REPORT_MS = 1_000

async function main(): Promise<void> {
  const plan = planSchema.parse(JSON.parse(process.argv[2] ?? ''))
  const figures = new LoadFigures(plan.consoles)
  const tell = (): void => void process.stdout.write(`${JSON.stringify(figures.report())}\n`)
  onParentGone(() => {
    tell()
    process.exit(0)
  })
  systemClock.every(REPORT_MS, tell)
  for (let number = 1; number <= plan.consoles; number += 1) {
    new LoadConsole(plan, `load-${number}`, figures, systemClock.now)
    if (number % CONNECTS_TOGETHER === 0) await pause(systemClock, CONNECT_PAUSE_MS)
  }
}

await main()
