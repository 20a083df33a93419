import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import type { Clock } from './clock.ts'
import type { Ids } from './ids.ts'

/**
 * Time that no setting of a clock and no sleep of the PC falsifies, within one start of the PC. Where the system does not
 * tell one start from another, each run of the program counts as its own start, which is less but never wrong.
 */
export interface BootClock {
  /** Names the start that `up` counts from. */
  readonly boot: string
  /** Milliseconds since then, sleep included. At most a quarter of a second old, see `refresh`. */
  up(): number
  /** Reads the system anew: before a decision that a sleep just now must not spoil. */
  refresh(): void
}

/** Asking the system costs more than accepting an operation may: in between, the monotonic clock counts on. */
const READ_INTERVAL_MS = 250
const LINUX_BOOT_ID = '/proc/sys/kernel/random/boot_id'

/** @param platform `process.platform` */
export function systemBootClock(clock: Clock, ids: Ids, platform: string): BootClock {
  const bootId = platform === 'linux' ? readBootId() : null
  // On macOS the uptime is computed from the wall clock; the monotonic one is the better witness there.
  if (platform === 'darwin') return new MonotonicBootClock(clock, ids.uuid())
  const sincePcStart = (): number => uptime() * 1_000
  if (bootId !== null) return new UptimeBootClock(clock, bootId, sincePcStart)
  // A start that is named by the program's run counts from there: what the run before left would seem as old as the PC.
  const runStart = sincePcStart()
  return new UptimeBootClock(clock, ids.uuid(), () => sincePcStart() - runStart)
}

/** Counts by an uptime of the system, which goes on while the PC sleeps. */
export class UptimeBootClock implements BootClock {
  readonly boot: string
  readonly #clock: Clock
  readonly #read: () => number
  #value: number
  #readAt: number

  /** @param read milliseconds since the start that `boot` names. */
  constructor(clock: Clock, boot: string, read: () => number) {
    this.#clock = clock
    this.boot = boot
    this.#read = read
    this.#value = read()
    this.#readAt = clock.monotonic()
  }

  up(): number {
    if (this.#clock.monotonic() - this.#readAt > READ_INTERVAL_MS) this.refresh()
    return this.#value + (this.#clock.monotonic() - this.#readAt)
  }

  refresh(): void {
    // The system counts in hundredths of a second; going back by one would make an age negative.
    this.#value = Math.max(this.#read(), this.#value)
    this.#readAt = this.#clock.monotonic()
  }
}

/** Counts by the monotonic clock, from the start of the program. */
export class MonotonicBootClock implements BootClock {
  readonly boot: string
  readonly #clock: Clock

  constructor(clock: Clock, boot: string) {
    this.#clock = clock
    this.boot = boot
  }

  up(): number {
    return this.#clock.monotonic()
  }

  refresh(): void {
    // The monotonic clock is always fresh.
  }
}

function readBootId(): string | null {
  try {
    return readFileSync(LINUX_BOOT_ID, 'utf8').trim()
  } catch {
    return null
  }
}
