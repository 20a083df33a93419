import { useSyncExternalStore } from 'react'

/** The only module of the renderer that reads the clock, starts timers or asks chance. */

export function now(): number {
  return Date.now()
}

/** When the day of this moment began, where this PC is. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** The time zone of this PC, by its name in the IANA list. */
export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** High-resolution milliseconds since the window opened, for measuring. */
export function measure(): number {
  return performance.now()
}

/** High-resolution milliseconds since the epoch, the same clock in all windows of a PC. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now()
}

/** An id that nobody else makes, on no PC. */
export function freshId(prefix: string): string {
  return `${prefix}_${crypto.randomUUID()}`
}

/** Runs once after `delayMs`. Returns the function that cancels. */
export function after(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

/** Runs every `periodMs`. Returns the function that ends it. */
export function every(periodMs: number, run: () => void): () => void {
  const timer = setInterval(run, periodMs)
  return () => clearInterval(timer)
}

/**
 * Runs before the next paint; in a hidden window after a quarter of a second. A window that is hidden in between draws
 * no next frame, so it runs after a second at the latest. Returns the function that cancels.
 */
export function beforePaint(run: () => void): () => void {
  if (document.hidden) return after(250, run)
  const frame = requestAnimationFrame(() => {
    cancelLatest()
    run()
  })
  const cancelLatest = after(1_000, () => {
    cancelAnimationFrame(frame)
    run()
  })
  return () => {
    cancelAnimationFrame(frame)
    cancelLatest()
  }
}

/** Resolves when what is to be drawn now has been drawn; in a hidden window soon. */
export function afterPaint(): Promise<void> {
  // Before the second paint the first is over.
  return new Promise((resolve) => void beforePaint(() => void beforePaint(() => resolve())))
}

/**
 * Collects calls: `run` is called once, `delayMs` after the first of them. `cancel` forgets the planned run.
 */
export function collect(delayMs: number, run: () => void): { call: () => void; cancel: () => void } {
  let stop: (() => void) | null = null
  return {
    call: () => {
      stop ??= after(delayMs, () => {
        stop = null
        run()
      })
    },
    cancel: () => {
      stop?.()
      stop = null
    },
  }
}

interface Ticker {
  subscribe: (listener: () => void) => () => void
  read: () => number
}

const tickers = new Map<number, Ticker>()

/** One timer per period, shared by everything on screen, stopped when nothing listens. */
function tickerOf(periodMs: number): Ticker {
  const known = tickers.get(periodMs)
  if (known !== undefined) return known
  const listeners = new Set<() => void>()
  let value = now()
  let stop: (() => void) | null = null
  const tick = () => {
    value = now()
    for (const listener of listeners) listener()
  }
  const ticker: Ticker = {
    subscribe: (listener) => {
      listeners.add(listener)
      if (stop === null) {
        value = now()
        stop = every(periodMs, tick)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = null
      }
    },
    read: () => {
      // Nothing listens yet: the first render must not show the time of the last listener.
      if (stop === null && now() - value > periodMs) value = now()
      return value
    },
  }
  tickers.set(periodMs, ticker)
  return ticker
}

/** The current time, renewed every `periodMs`. Everything with the same period changes in the same paint. */
export function useNow(periodMs = 1_000): number {
  const ticker = tickerOf(periodMs)
  return useSyncExternalStore(ticker.subscribe, ticker.read)
}
