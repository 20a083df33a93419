import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Service } from '../platform/service.ts'

/** How often the loop is asked to come by, in milliseconds. */
const RESOLUTION_MS = 10
const REPORT_INTERVAL_MS = 5_000
const NANOSECONDS_PER_MS = 1e6

export interface EventLoopDependencies {
  readonly clock: Clock
  readonly record: (name: string, unit: 'ms', value: number) => void
}

/** Reports how late the main process's event loop runs: the p99 and the worst delay of every five seconds. */
export class EventLoopMonitor implements Service {
  readonly #clock: Clock
  readonly #record: EventLoopDependencies['record']
  readonly #delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  #cancelTimer: Cancel | null = null

  constructor({ clock, record }: EventLoopDependencies) {
    this.#clock = clock
    this.#record = record
  }

  async run(): Promise<void> {
    if (this.#cancelTimer !== null) return
    this.#delays.enable()
    this.#scheduleReport()
  }

  async stop(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#delays.disable()
  }

  #scheduleReport(): void {
    this.#cancelTimer = this.#clock.schedule(REPORT_INTERVAL_MS, () => {
      this.#report()
      this.#scheduleReport()
    })
  }

  #report(): void {
    if (this.#delays.count > 0) {
      this.#record('event_loop_delay_p99', 'ms', lateness(this.#delays.percentile(99)))
      this.#record('event_loop_delay_max', 'ms', lateness(this.#delays.max))
    }
    this.#delays.reset()
  }
}

/** The histogram holds the whole time between two visits; only what exceeds the agreed interval is a delay. */
function lateness(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NANOSECONDS_PER_MS - RESOLUTION_MS)
}
