import { type Clock, sleep } from '../platform/clock.ts'

/** The page in a window, as far as the readiness check needs it. */
export interface PageProbe {
  evaluate(script: string): Promise<unknown>
  /** The visible page as PNG. */
  capture(): Promise<Buffer>
}

export interface ReadinessDependencies {
  readonly page: PageProbe
  readonly clock: Clock
  /** Ends the waiting when the app shuts down. */
  readonly signal: AbortSignal
}

export interface AnnounceOptions {
  readonly printsReadyLine: boolean
  readonly picturePath: string | null
  readonly print: (line: string) => void
  readonly writePicture: (path: string, png: Buffer) => Promise<void>
  /** There is a fleet to be seen. The picture waits for it a while, and is taken then in any case. */
  readonly isPictureWorthIt: () => boolean
}

const READY_LIMIT_MS = 30_000
const LOOK_AGAIN_MS = 50
const ANSWER_LIMIT_MS = 2_000
const FLEET_LIMIT_MS = 15_000
const SETTLE_MS = 500

/** Resolves when the page says so; a page that is loaded anew meanwhile never answers, and is asked again. */
const IS_READY = `new Promise((resolve) => {
  const root = document.documentElement
  const look = () => root.dataset.ready === 'true' && resolve(true)
  new MutationObserver(look).observe(root, { attributeFilter: ['data-ready'] })
  look()
})`
/** Two frames: after the second one, what the page said it has drawn is on the screen. Hidden windows draw no frames. */
const NEXT_PAINT = `new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))
  setTimeout(() => resolve(false), 1000)
})`

/** Waits until the page says that its first complete screen is drawn. False: not within 30 seconds, or shutting down. */
export async function waitForReadyPage({ page, clock, signal }: ReadinessDependencies): Promise<boolean> {
  const startedAt = clock.monotonic()
  while (!signal.aborted && clock.monotonic() - startedAt < READY_LIMIT_MS) {
    if (await isPageReady(page, clock, signal)) return true
    await sleep(clock, LOOK_AGAIN_MS, signal)
  }
  return false
}

/** The page may be reloading, or crash and never answer: both are the same as "not yet". */
function isPageReady(page: PageProbe, clock: Clock, signal: AbortSignal): Promise<boolean> {
  return withinTime(isTrue(page.evaluate(IS_READY)), clock, signal)
}

function isTrue(answer: Promise<unknown>): Promise<boolean> {
  return answer.then(
    (value) => value === true,
    () => false,
  )
}

async function withinTime(answer: Promise<boolean>, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const waiting = new AbortController()
  const tooLate = sleep(clock, ANSWER_LIMIT_MS, AbortSignal.any([signal, waiting.signal])).then(() => false)
  try {
    return await Promise.race([answer, tooLate])
  } finally {
    waiting.abort()
  }
}

/** Prints the lines that scripts and tests wait for, and takes the picture they asked for. Resolves with the readiness. */
export async function announceReadiness(
  dependencies: ReadinessDependencies,
  { printsReadyLine, picturePath, print, writePicture, isPictureWorthIt }: AnnounceOptions,
): Promise<boolean> {
  if (!(await waitForReadyPage(dependencies))) return false
  if (printsReadyLine) print(JSON.stringify({ event: 'ready' }))
  if (picturePath !== null) {
    await waitForFleet(dependencies, isPictureWorthIt)
    await withinTime(isTrue(dependencies.page.evaluate(NEXT_PAINT)), dependencies.clock, dependencies.signal)
    await writePicture(picturePath, await dependencies.page.capture())
    print(JSON.stringify({ event: 'first-paint', picture: picturePath }))
  }
  return true
}

async function waitForFleet({ clock, signal }: ReadinessDependencies, isThere: () => boolean): Promise<void> {
  const startedAt = clock.monotonic()
  while (!signal.aborted && !isThere() && clock.monotonic() - startedAt < FLEET_LIMIT_MS)
    await sleep(clock, LOOK_AGAIN_MS, signal)
  // One moment more, for the rows to be drawn.
  await sleep(clock, SETTLE_MS, signal)
}
