import type { CDPSession, ElectronApplication, Page } from '@playwright/test'
import { z } from 'zod'
import { sleep, systemClock } from '../../src/main/platform/clock.ts'
import { SLOW_FRAME_MS } from '../bench/live/measured-wall.ts'
import { residentOf } from './memory.ts'
import type { WallFrames, WallSample, WallWork } from './wall-verdict.ts'

const BYTES_OF_MB = 1_048_576
const MS_OF_S = 1_000
const HEAP_LOOKS = 4
const HEAP_LOOK_MS = 400

const metricsSchema = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) })
const framesSchema = z.object({ count: z.number(), slow: z.number(), longestMs: z.number() })

/** Counts frames without keeping them, so that the counting itself does not grow. */
const COUNT_FRAMES = `(() => {
  const frames = { count: 0, slow: 0, longestMs: 0 }
  let last = null
  const frame = (time) => {
    if (last !== null) {
      frames.count += 1
      if (time - last > ${SLOW_FRAME_MS}) frames.slow += 1
      if (time - last > frames.longestMs) frames.longestMs = time - last
    }
    last = time
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  globalThis.outpostWallFrames = {
    take: () => ({ ...frames }),
    restart: () => {
      Object.assign(frames, { count: 0, slow: 0, longestMs: 0 })
      last = null
    },
  }
})()`

/** Two hundred objects a second that stay, about 60 kB. */
const LEAK = `(() => {
  const kept = []
  globalThis.outpostPlantedLeak = setInterval(() => {
    for (let index = 0; index < 200; index += 1) kept.push({ index, numbers: Array.from({ length: 30 }, () => index + 0.5) })
  }, 1000)
})()`

/** What is asked of a window in the main process. */
interface Hosted {
  readonly webContents: { getOSProcessId(): number }
}

/** Looks at a wall window from outside. */
export class WallLook {
  readonly #app: ElectronApplication
  readonly #page: Page
  readonly #debugger: CDPSession
  readonly #pid: number
  #before: { readonly at: number; readonly work: WallWork }

  private constructor(app: ElectronApplication, page: Page, session: CDPSession, pid: number) {
    this.#app = app
    this.#page = page
    this.#debugger = session
    this.#pid = pid
    this.#before = { at: performance.now(), work: { all: 0, script: 0, style: 0, layout: 0 } }
  }

  static async at(app: ElectronApplication, page: Page): Promise<WallLook> {
    const session = await page.context().newCDPSession(page)
    // Time that the thread has worked, not time that has passed: it does not grow when the machine has other work.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    const window = await app.browserWindow(page)
    const pid = await window.evaluate((own: Hosted) => own.webContents.getOSProcessId())
    await page.evaluate(COUNT_FRAMES)
    const look = new WallLook(app, page, session, pid)
    await look.#restart()
    return look
  }

  plantLeak(): Promise<unknown> {
    return this.#page.evaluate(LEAK)
  }

  /** What the wall's feeds have shown so far must be there: a page that broke has fewer widgets. */
  widgets(): Promise<number> {
    return this.#page.getByRole('article').count()
  }

  /** @param atMs since the run began */
  async take(atMs: number): Promise<WallSample> {
    const frames = framesSchema.parse(await this.#page.evaluate('globalThis.outpostWallFrames.take()'))
    const workMsPerSecond = this.#workSince(await this.#metrics())
    const heapMb = await this.#pageHeapMb()
    const { nodes, jsEventListeners: listeners } = await this.#debugger.send('Memory.getDOMCounters')
    const sample = {
      ...{ atMs, nodes, listeners, frames: roundedFrames(frames), workMsPerSecond, heapMb },
      mainHeapMb: (await this.#mainHeap()) / BYTES_OF_MB,
      ...residentOf(this.#pid),
    }
    await this.#restart()
    return sample
  }

  /** The lowest of a few looks: what is on its way through the page at one moment is no growth. */
  async #pageHeapMb(): Promise<number> {
    let lowest = Number.POSITIVE_INFINITY
    for (let look = 0; look < HEAP_LOOKS; look += 1) {
      if (look > 0) await sleep(systemClock, HEAP_LOOK_MS)
      await this.#debugger.send('HeapProfiler.collectGarbage')
      const bytes = (await this.#metrics()).get('JSHeapUsedSize') ?? 0
      lowest = Math.min(lowest, bytes / BYTES_OF_MB)
    }
    return lowest
  }

  /** What the look itself costs is not counted. */
  async #restart(): Promise<void> {
    await this.#page.evaluate('globalThis.outpostWallFrames.restart()')
    this.#before = { at: performance.now(), work: workIn(await this.#metrics()) }
  }

  async #metrics(): Promise<ReadonlyMap<string, number>> {
    const { metrics } = metricsSchema.parse(await this.#debugger.send('Performance.getMetrics'))
    return new Map(metrics.map(({ name, value }) => [name, value]))
  }

  #workSince(metrics: ReadonlyMap<string, number>): WallWork {
    const { at, work } = this.#before
    const seconds = (performance.now() - at) / MS_OF_S
    const now = workIn(metrics)
    const of = (part: keyof WallWork): number => Math.round(((now[part] - work[part]) / seconds) * 10) / 10
    return { all: of('all'), script: of('script'), style: of('style'), layout: of('layout') }
  }

  /** Bytes after a collection of garbage, which Node offers only by a flag. */
  #mainHeap(): Promise<number> {
    return this.#app.evaluate(() => {
      process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
      const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void
      collect()
      return process.memoryUsage().heapUsed
    })
  }
}

/** Milliseconds since the page began. */
function workIn(metrics: ReadonlyMap<string, number>): WallWork {
  const ms = (name: string): number => (metrics.get(name) ?? 0) * MS_OF_S
  return {
    all: ms('TaskDuration'),
    script: ms('ScriptDuration'),
    style: ms('RecalcStyleDuration'),
    layout: ms('LayoutDuration'),
  }
}

function roundedFrames({ count, slow, longestMs }: WallFrames): WallFrames {
  return { count, slow, longestMs: Math.round(longestMs * 10) / 10 }
}
