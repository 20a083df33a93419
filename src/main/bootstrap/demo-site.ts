import { z } from 'zod'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { HelperProcess, HelperProcesses } from '../platform/helper-process.ts'
import type { Logger } from '../platform/logger.ts'

export interface DemoSiteOptions {
  /** Folder of the demo's own database. */
  readonly data: string
  readonly devices: number
  readonly seed: number
  readonly eventsPerSecond: number
  /** Nobody can look at the screens of its devices. */
  readonly showsCodes: boolean
}

export interface DemoAddress {
  readonly url: string
  readonly token: string
  readonly tenant: string
}

const readySchema = z.discriminatedUnion('ready', [
  z.object({ ready: z.literal(true), url: z.url(), token: z.string(), tenant: z.string() }),
  z.object({ ready: z.literal(false), message: z.string() }),
])

const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 2_500
/** A demo that keeps ending is started again, but not in a hurry. */
const RESTART_DELAY_MS = 2_000

/** The embedded demo: the reference fleet server in a process of its own, on this PC only. */
export class DemoSite {
  readonly #processes: HelperProcesses
  readonly #script: string
  readonly #options: DemoSiteOptions
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #onAddress: (address: DemoAddress) => void
  #process: HelperProcess | null = null
  #cancelRestart: Cancel | null = null
  #isStopped = false

  constructor(dependencies: {
    processes: HelperProcesses
    script: string
    options: DemoSiteOptions
    clock: Clock
    logger: Logger
    /** Called each time the demo is up: after a restart of its process it has another address. */
    onAddress: (address: DemoAddress) => void
  }) {
    this.#processes = dependencies.processes
    this.#script = dependencies.script
    this.#options = dependencies.options
    this.#clock = dependencies.clock
    this.#logger = dependencies.logger
    this.#onAddress = dependencies.onAddress
  }

  /** Resolves when the demo is up or has said that it cannot be; it is tried again by itself then. */
  start(): Promise<void> {
    this.#isStopped = false
    return new Promise((resolve) => {
      const process = this.#processes.start(this.#script, JSON.stringify(this.#options))
      this.#process = process
      const cancel = this.#clock.schedule(START_TIMEOUT_MS, () => {
        this.#logger.error('the demo site did not start in time')
        resolve()
      })
      process.onLogLine((line) => this.#logger.debug('demo site', { line }))
      process.onMessage((message) => {
        this.#hear(message)
        cancel()
        resolve()
      })
      process.onExit((code) => {
        cancel()
        this.#exited(process, code)
        resolve()
      })
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancelRestart?.()
    const process = this.#process
    if (process === null) return
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.schedule(STOP_TIMEOUT_MS, () => {
        process.kill()
        resolve()
      })
      process.onExit(() => {
        cancel()
        resolve()
      })
      process.send({ stop: true })
    })
    this.#process = null
  }

  #hear(message: unknown): void {
    const parsed = readySchema.safeParse(message)
    if (!parsed.success) return
    if (parsed.data.ready) this.#onAddress(parsed.data)
    else this.#logger.error('the demo site could not start', { message: parsed.data.message })
  }

  #exited(process: HelperProcess, code: number): void {
    if (this.#process === process) this.#process = null
    if (this.#isStopped) return
    this.#logger.warn('the demo site ended', { code })
    this.#cancelRestart = this.#clock.schedule(RESTART_DELAY_MS, () => void this.start())
  }
}
