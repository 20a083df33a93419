import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Log } from '../platform/log.ts'
import type { ServerAddress } from '../server.ts'
import type { LoadReport } from './load-figures.ts'

const PROGRAM = fileURLToPath(new URL('./load-process.ts', import.meta.url))
/** Every so many reports one is logged. */
const LOG_EVERY = 10

/** Consoles that the server program connects to itself, from another process, over real sockets. */
export class LoadGenerator {
  readonly #child: ChildProcess
  readonly #log: Log
  #last: LoadReport | null = null

  constructor(address: ServerAddress, consoles: number, isBatched: boolean, log: Log) {
    this.#log = log
    const { url, token, tenant } = address
    const plan = JSON.stringify({ url, token, tenant, consoles, isBatched })
    this.#child = spawn(process.execPath, [PROGRAM, plan], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#child.on('error', (error) => log.error('the load generator did not start', { error: error.message }))
    this.#child.stdin?.on('error', () => undefined)
    let reports = 0
    if (this.#child.stdout === null) return
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#last = JSON.parse(line) as LoadReport
      reports += 1
      if (reports % LOG_EVERY === 0) log.info('load', { ...this.#last })
    })
  }

  /** Ends the consoles; the last figures are logged. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const closed = new Promise<void>((resolve) => this.#child.once('close', () => resolve()))
      this.#child.stdin?.end()
      await closed
    }
    this.#log.info('load at the end', { ...this.#last })
  }
}
