import { AcknowledgingServer } from './acknowledging-server.ts'
import { BenchFolder, removeDatabase } from './bench-folder.ts'
import { chunksOf, edits, fleetRecords } from './intents.ts'
import { createSiteFile, QueueHost } from './queue-host.ts'
import { type TableRows, writtenRows } from './written-rows.ts'

/** Devices of the site that the queue is measured on: more than any figure has edits, so that each edit has its own. */
export const FLEET_DEVICES = 15_000
const WRITTEN_EDITS = 10_000
const QUICK_WRITTEN_EDITS = 2_000
const INTENTS_PER_CALL = 100

/** What figures share: the folder, the sizes, and files that are slow to make. */
export class BenchContext {
  readonly folder = new BenchFolder()
  readonly rounds: number
  readonly isQuick: boolean
  readonly progress: (line: string) => void
  #template: string | null = null
  #written: Promise<readonly TableRows[]> | null = null

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

  /** What the queue writes for edits of distinct devices: the material of the limits. */
  written(): Promise<readonly TableRows[]> {
    this.#written ??= this.#write(this.size(WRITTEN_EDITS, QUICK_WRITTEN_EDITS))
    return this.#written
  }

  async #write(count: number): Promise<readonly TableRows[]> {
    const file = this.folder.copyOf(this.template)
    const host = await QueueHost.open(file, new AcknowledgingServer())
    for (const intents of chunksOf(edits(count), INTENTS_PER_CALL)) await host.enqueue(intents)
    await host.close()
    const rows = writtenRows(this.template, file)
    removeDatabase(file)
    return rows
  }

  /** Runs `task` on a queue of its own that cannot send, with nothing waiting. */
  async withHost<T>(server: AcknowledgingServer, task: (host: QueueHost) => Promise<T>): Promise<T> {
    const file = this.folder.copyOf(this.template)
    const host = await QueueHost.open(file, server)
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
}
