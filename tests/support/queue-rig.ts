import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { wholeState } from '../../src/main/database/load-state.ts'
import type { EnqueueOptions } from '../../src/main/outbox/acceptance.ts'
import type { Accepted } from '../../src/main/outbox/intake.ts'
import type { Fields } from '../../src/shared/domain/entities.ts'
import type { EntityType } from '../../src/shared/domain/ids.ts'
import { type Intent, isSettled, type Operation, type OperationState } from '../../src/shared/domain/operation.ts'
import type { OperationView } from '../../src/shared/domain/queue.ts'
import type { EntityView } from '../../src/shared/domain/view.ts'
import { deviceData, deviceRecord } from './builders.ts'
import { ManualClock } from './manual-clock.ts'
import { ModelServer } from './model-server.ts'
import { countingIds, QueueHost, type QueueHostOptions, seededRandom, temporaryFolder } from './queue-host.ts'

const PAGE = 100_000

/**
 * The shipped queue on a file of its own, with a server in a few lines and a clock that stands still: what a test about
 * the queue needs. Closing it proves that the books are in order, so every test proves that too.
 */
export class QueueRig {
  readonly clock = new ManualClock()
  readonly server = new ModelServer()
  readonly ids = countingIds()
  readonly file: string
  /** False: the test has damaged the file on purpose. */
  isAuditedAtEnd = true
  readonly #folder = temporaryFolder()
  readonly #random = seededRandom(1)
  #changes: Partial<QueueHostOptions>
  #host: QueueHost | null = null

  private constructor(changes: Partial<QueueHostOptions>) {
    this.file = join(this.#folder.path, 'site.sqlite')
    this.#changes = changes
  }

  /** Opens the queue; delivery does not run before `run`. */
  static async open(changes: Partial<QueueHostOptions> = {}): Promise<QueueRig> {
    const rig = new QueueRig(changes)
    await rig.reopen()
    return rig
  }

  get host(): QueueHost {
    if (this.#host === null) throw new Error('the queue is closed')
    return this.#host
  }

  /** Ends the program and starts it again. */
  async reopen(changes: Partial<QueueHostOptions> = {}): Promise<void> {
    await this.closeHost()
    this.#changes = { ...this.#changes, ...changes }
    const { file, clock, ids, server } = this
    this.#host = await QueueHost.open({ file, clock, random: this.#random, ids, server, ...this.#changes })
  }

  async closeHost(): Promise<void> {
    await this.#host?.close()
    this.#host = null
  }

  /** The program ends without a word, whatever is on its way, and starts again. */
  async kill(): Promise<void> {
    const { delivery, store } = this.host
    void delivery.stop()
    await store.close()
    this.#host = null
    await this.reopen()
  }

  /** While it is closed: as if there had never been a file. */
  emptyFile(): void {
    for (const end of ['', '-wal', '-shm']) rmSync(this.file + end, { force: true })
  }

  async close(): Promise<void> {
    try {
      if (this.#host === null) await this.reopen()
      await this.host.delivery.stop()
      const problems = this.isAuditedAtEnd ? await booksOf(this.host) : []
      if (problems.length > 0) throw new Error(`the books are not in order: ${problems.join(' ')}`)
    } finally {
      await this.closeHost()
      this.#folder.remove()
    }
  }

  /** Starts delivery and lets `ms` pass. */
  async run(ms = 1_000): Promise<void> {
    await this.host.delivery.run()
    await this.clock.advance(ms)
  }

  /** Devices that the server and the local copy both know. */
  seedDevices(...ids: readonly string[]): void {
    for (const id of ids) {
      this.server.seed(id, { ...deviceData({ name: id }) })
      this.host.replica.apply({ kind: 'record', record: deviceRecord(id) })
    }
  }

  accept(intents: readonly Intent[], options: EnqueueOptions = {}): Promise<readonly Accepted[]> {
    return this.host.outbox.enqueue(intents, options)
  }

  /** The keys of what was accepted. */
  async enqueue(...intents: readonly Intent[]): Promise<string[]> {
    return (await this.accept(intents)).map((accepted) => accepted.key)
  }

  async batch(...intents: readonly Intent[]): Promise<string[]> {
    return (await this.accept(intents, { isBatch: true })).map((accepted) => accepted.key)
  }

  /** Accepts one intent. */
  async one(intent: Intent, options: EnqueueOptions = {}): Promise<Accepted> {
    const [accepted] = await this.accept([intent], options)
    if (accepted === undefined) throw new Error('nothing was accepted')
    return accepted
  }

  async operation(key: string): Promise<Operation> {
    const { operations } = await this.host.store.operations([key])
    const [operation] = operations
    if (operation === undefined) throw new Error(`there is no operation ${key}`)
    return operation
  }

  async states(...keys: readonly string[]): Promise<OperationState[]> {
    return Promise.all(keys.map(async (key) => (await this.operation(key)).state))
  }

  /** As the Pending operations page shows it. */
  async shown(key: string): Promise<OperationView> {
    for (const scope of ['pending', 'history'] as const) {
      const { operations } = await this.host.list.page({ scope, offset: 0, limit: PAGE })
      const found = operations.find((operation) => operation.key === key)
      if (found !== undefined) return found
    }
    throw new Error(`${key} is not shown`)
  }

  async waits(...keys: readonly string[]): Promise<string[]> {
    return Promise.all(keys.map(async (key) => (await this.shown(key)).wait.reason))
  }

  async reasons(key: string): Promise<string[]> {
    return (await this.host.list.transitions(key)).map((transition) => transition.reason)
  }

  view(entityId: string, entityType: EntityType = 'device'): EntityView | null {
    return this.host.replica.view({ entityType, entityId })
  }
}

/** What is wrong with the books; empty: everything that was made is in exactly one place, and the chain verifies. */
export async function booksOf(host: QueueHost): Promise<string[]> {
  const problems = [...(await host.store.audit())]
  const status = host.outbox.status(false)
  const { created, ...settled } = status.totals
  const over = Object.values(settled).reduce((sum, n) => sum + n, 0)
  if (created !== over + host.outbox.lanes.size) {
    problems.push(`${created} were made, ${over} are over and ${host.outbox.lanes.size} wait.`)
  }
  const stored = await wholeState(await host.store.load())
  const waiting = [...host.outbox.lanes.rows()].map((row) => row.key).sort()
  const kept = stored.operations.map((row) => row.key).sort()
  if (waiting.join() !== kept.join()) problems.push(`Memory knows ${waiting.join()}; the disk knows ${kept.join()}.`)
  for (const row of stored.operations) {
    const known = host.outbox.lanes.get(row.key)
    if (known !== undefined && known.trouble === null && known.baseVersion !== row.baseVersion) {
      problems.push(`Operation ${row.key} is based on ${known.baseVersion} in memory, on ${row.baseVersion} on disk.`)
    }
  }
  if (stored.effects.length !== stored.operations.length) problems.push('There are not as many effects as operations.')
  if (stored.operations.some((row) => isSettled(row.state))) problems.push('A settled operation waits.')
  return problems
}

export const device = (entityId: string) => ({ entityType: 'device', entityId }) as const

export function rename(entityId: string, name: string): Intent {
  return edit(entityId, { name })
}

export function edit(entityId: string, fields: Fields, entityType: EntityType = 'device'): Intent {
  return { kind: 'update', entityType, entityId, fields }
}

export function reload(entityId: string): Intent {
  return { kind: 'command', ...device(entityId), command: 'reload' }
}

export function remove(entityId: string, entityType: EntityType = 'device'): Intent {
  return { kind: 'delete', entityType, entityId }
}

export function createDevice(entityId: string, fields: Partial<ReturnType<typeof deviceData>> = {}): Intent {
  return { kind: 'create', ...device(entityId), fields: { ...deviceData({ name: entityId, ...fields }) } }
}

export function createPlaylist(entityId: string, contentIds: readonly string[] = []): Intent {
  const items = contentIds.map((contentId, index) => ({ id: `item-${index}`, contentId, durationSeconds: 10 }))
  return { kind: 'create', entityType: 'playlist', entityId, fields: { name: entityId, description: '', items } }
}

export function createContent(entityId: string): Intent {
  const fields = { name: entityId, kind: 'image', durationSeconds: 10, sizeBytes: 1, tags: [] }
  return { kind: 'create', entityType: 'content', entityId, fields }
}

export function createSchedule(entityId: string, playlistId: string, deviceIds: readonly string[] = []): Intent {
  const times = { days: [1], startTime: '08:00', endTime: '20:00', timeZone: 'UTC' }
  const fields = { name: entityId, playlistId, deviceIds, ...times, priority: 1, enabled: true }
  return { kind: 'create', entityType: 'schedule', entityId, fields }
}
