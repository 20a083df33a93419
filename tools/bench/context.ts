import type { DeliveryServer } from '../../src/main/delivery/server-port.ts'
import type { RecordMetric } from '../../src/main/telemetry/sources.ts'
import { AcknowledgingServer } from './acknowledging-server.ts'
import { BenchFolder, removeDatabase } from './bench-folder.ts'
import { chunksOf, edits, fleetRecords, LARGE_FLEET_DEVICES, waitingMix } from './intents.ts'
import { createSiteFile, QueueHost } from './queue-host.ts'
import { type TableRows, writtenRows } from './written-rows.ts'

/** Devices of the site that the queue is measured on: more than any figure has edits, so that each edit has its own. */
export const FLEET_DEVICES = 15_000
const WRITTEN_EDITS = 10_000
const QUICK_WRITTEN_EDITS = 2_000
const INTENTS_PER_CALL = 100
const LARGE_CALL = 1_000

/** What figures share: the folder, the sizes, and files that are slow to make. */
export class BenchContext {
  readonly folder = new BenchFolder()
  readonly rounds: number
  readonly isQuick: boolean
  readonly progress: (line: string) => void
  readonly #largeSites = new Map<number, Promise<string>>()
  #template: string | null = null
  #writtenFile: Promise<string> | null = null
  #written: readonly TableRows[] | null = null

  constructor(options: { rounds: number; isQuick: boolean; progress: (line: string) => void }) {
    this.rounds = options.rounds
    this.isQuick = options.isQuick
    this.progress = options.progress
  }

  /** The full size, or the one for trying. */
  size(full: number, quick: number): number {
    return this.isQuick ? quick : full
  }

  /** A site with its fleet and nothing waiting. Closed: to be copied. */
  get template(): string {
    if (this.#template !== null) return this.#template
    this.#template = this.folder.fresh('template.sqlite')
    createSiteFile(this.#template, fleetRecords(FLEET_DEVICES))
    return this.#template
  }

  /** The site of the largest fleet with so many operations waiting. Closed: to be copied. */
  largeSite(waiting: number): Promise<string> {
    const known = this.#largeSites.get(waiting)
    if (known !== undefined) return known
    const made = this.#makeLargeSite(waiting)
    this.#largeSites.set(waiting, made)
    return made
  }

  /** What the queue writes for edits of distinct devices: the material of the limits. */
  async written(): Promise<readonly TableRows[]> {
    if (this.#written === null) {
      const { before, written } = await this.writtenFiles()
      this.#written = writtenRows(before, written)
    }
    return this.#written
  }

  /** The same as files: the site before and after these edits. */
  async writtenFiles(): Promise<{ readonly before: string; readonly written: string }> {
    this.#writtenFile ??= this.#write(this.size(WRITTEN_EDITS, QUICK_WRITTEN_EDITS))
    return { before: this.template, written: await this.#writtenFile }
  }

  /** Runs `task` on a queue of its own with nothing waiting. */
  async withHost<T>(server: DeliveryServer, task: (host: QueueHost) => Promise<T>, record?: RecordMetric): Promise<T> {
    const file = this.folder.copyOf(this.template)
    const host = await QueueHost.open(file, server, record)
    try {
      return await task(host)
    } finally {
      await host.close()
      removeDatabase(file)
    }
  }

  close(): void {
    this.folder.remove()
  }

  async #write(count: number): Promise<string> {
    const file = this.folder.copyOf(this.template)
    const host = await QueueHost.open(file, new AcknowledgingServer())
    for (const intents of chunksOf(edits(count), INTENTS_PER_CALL)) await host.enqueue(intents)
    await host.close()
    return file
  }

  async #makeLargeSite(waiting: number): Promise<string> {
    if (waiting === 0) {
      const file = this.folder.fresh('large.sqlite')
      createSiteFile(file, fleetRecords(LARGE_FLEET_DEVICES))
      return file
    }
    this.progress(`a site of ${LARGE_FLEET_DEVICES} devices with ${waiting} operations waiting is made…`)
    const file = this.folder.copyOf(await this.largeSite(0))
    const host = await QueueHost.open(file, new AcknowledgingServer())
    for (const intents of chunksOf(waitingMix(0, waiting), LARGE_CALL)) await host.enqueue(intents)
    await host.close()
    return file
  }
}
