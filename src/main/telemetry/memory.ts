import type { Cancel, Clock } from '../platform/clock.ts'
import type { Service } from '../platform/service.ts'

const INTERVAL_MS = 10_000

export interface ProcessUsageSample {
  readonly mainBytes: number
  readonly pageBytes: number
  readonly totalBytes: number
  /** Of every other kind of process, by its name. */
  readonly otherBytes: Readonly<Record<string, number>>
}

export interface MemoryDependencies {
  readonly clock: Clock
  readonly readUsage: () => ProcessUsageSample
  readonly record: (name: string, unit: 'bytes', value: number) => void
}

/** Records what memory the app's processes use, every ten seconds. */
export class MemoryMonitor implements Service {
  readonly #dependencies: MemoryDependencies
  #cancelTimer: Cancel | null = null

  constructor(dependencies: MemoryDependencies) {
    this.#dependencies = dependencies
  }

  async run(): Promise<void> {
    if (this.#cancelTimer === null) this.#sample()
  }

  async stop(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  #sample(): void {
    const { clock, readUsage, record } = this.#dependencies
    this.#cancelTimer = clock.schedule(INTERVAL_MS, () => this.#sample())
    const { mainBytes, pageBytes, totalBytes, otherBytes } = readUsage()
    record('memory_main', 'bytes', mainBytes)
    record('memory_pages', 'bytes', pageBytes)
    record('memory_total', 'bytes', totalBytes)
    for (const [kind, bytes] of Object.entries(otherBytes)) record(`memory.${kind}`, 'bytes', bytes)
  }
}
