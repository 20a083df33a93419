import type { ConsoleApp } from '../../../tests/support/console-app.ts'

const NANOSECONDS_PER_MS = 1e6

/** Begins to watch how late the main process's event loop is. */
export async function watchLoop(app: ConsoleApp): Promise<void> {
  await app.app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const histogram = monitorEventLoopDelay({ resolution: 1 })
    histogram.enable()
    Object.assign(globalThis, { benchLoop: histogram })
  })
}

/** The 99th percentile of the delay since then, in milliseconds, without the millisecond between two looks. */
export async function loopDelayP99(app: ConsoleApp): Promise<number> {
  const nanoseconds = await app.app.evaluate(() => {
    const { benchLoop } = globalThis as unknown as {
      benchLoop: { disable(): void; percentile(share: number): number }
    }
    benchLoop.disable()
    return benchLoop.percentile(99)
  })
  return Math.max(0, nanoseconds / NANOSECONDS_PER_MS - 1)
}
