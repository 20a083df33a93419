import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conflictSettings } from '../../src/main/bootstrap/conflict-settings.ts'
import { restoreSite } from '../../src/main/bootstrap/restore-site.ts'
import { validityWindows } from '../../src/main/bootstrap/validity-settings.ts'
import { InProcessStore } from '../../src/main/database/in-process-store.ts'
import type { Store } from '../../src/main/database/store.ts'
import { ConflictDesk } from '../../src/main/delivery/conflict-desk/conflict-desk.ts'
import { Delivery } from '../../src/main/delivery/delivery.ts'
import type { DeliveryServer } from '../../src/main/delivery/server-port.ts'
import { OperationDesk } from '../../src/main/outbox/desk.ts'
import { OperationList } from '../../src/main/outbox/operation-list.ts'
import { Outbox } from '../../src/main/outbox/outbox.ts'
import { Timekeeper } from '../../src/main/outbox/timekeeper.ts'
import type { ValidityWindows } from '../../src/main/outbox/validity.ts'
import { type BootClock, MonotonicBootClock } from '../../src/main/platform/boot-clock.ts'
import type { Clock } from '../../src/main/platform/clock.ts'
import type { Ids } from '../../src/main/platform/ids.ts'
import { silentLogger } from '../../src/main/platform/logger.ts'
import type { Random } from '../../src/main/platform/random.ts'
import { Replica } from '../../src/main/replica/replica.ts'
import { DEFAULT_PACE, type RetryPace } from '../../src/main/resilience/backoff.ts'
import type { ConflictSettings } from '../../src/shared/domain/conflict.ts'
import type { Operation } from '../../src/shared/domain/operation.ts'
import { settingsSchema } from '../../src/shared/domain/settings.ts'

export interface QueueHostOptions {
  readonly file: string
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  readonly server: DeliveryServer
  readonly limits?: { count: number; bytes: number }
  readonly retryLimit?: number
  readonly retryPace?: () => RetryPace
  readonly boot?: BootClock
  readonly serverNow?: () => number | null
  readonly firstUserId?: string
  readonly windows?: ValidityWindows
  readonly confirmationDeadlineMs?: number
  readonly conflicts?: () => ConflictSettings
  /** Wraps the store, to make it fail. */
  readonly wrapStore?: (store: Store) => Store
}

/** The shipped queue around a real SQLite file, as the composition root builds it, without window and socket. */
export class QueueHost {
  readonly store: Store
  readonly replica: Replica
  readonly outbox: Outbox
  readonly desk: OperationDesk
  readonly conflicts: ConflictDesk
  readonly list: OperationList
  readonly delivery: Delivery
  readonly timekeeper: Timekeeper
  /** Who is signed in. */
  user = { id: 'usr_1', name: 'operator' }
  isSignedOut = false
  /** Whose operations those are that were made before anybody had signed in. */
  firstUserId: string | null

  private constructor(options: QueueHostOptions, store: Store) {
    const { clock, ids, random } = options
    const logger = silentLogger
    this.store = store
    this.replica = new Replica({ store, clock, logger })
    const overlays = this.replica
    const limits = () => options.limits ?? { count: 100_000, bytes: 1_000_000_000 }
    this.timekeeper = new Timekeeper({
      clock,
      boot: options.boot ?? new MonotonicBootClock(clock, 'boot'),
      serverNow: options.serverNow ?? (() => null),
    })
    const user = () => this.user
    const { timekeeper } = this
    this.firstUserId = options.firstUserId ?? null
    const firstUserId = () => this.firstUserId
    this.outbox = new Outbox({ store, overlays, clock, timekeeper, ids, logger, limits, user, firstUserId })
    const settings = options.conflicts ?? (() => conflictSettings(settingsSchema.parse({})))
    const lossesOf = (operation: Operation) => this.conflicts.lossesOf(operation)
    this.desk = new OperationDesk({ outbox: this.outbox, timekeeper, lossesOf })
    const nameOf = (operation: Operation) => this.list.nameOf(operation)
    const { outbox } = this
    this.conflicts = new ConflictDesk({ outbox, store, overlays, timekeeper, ids, user, settings, nameOf })
    const retryLimit = () => options.retryLimit ?? 3
    this.delivery = new Delivery({
      outbox: this.outbox,
      server: options.server,
      clock,
      timekeeper,
      random,
      ids,
      logger,
      retryLimit,
      retryPace: options.retryPace ?? (() => DEFAULT_PACE),
      windows: () => options.windows ?? validityWindows(settingsSchema.parse({})),
      confirmationDeadlineMs: () => options.confirmationDeadlineMs ?? 300_000,
      base: (ref) => this.replica.base(ref),
      conflicts: settings,
    })
    this.list = new OperationList({
      store,
      lanes: this.outbox.lanes,
      overlays,
      block: () => this.delivery.block(),
      isUnstored: (key) => this.delivery.isUnstored(key),
      isSignedOut: () => this.isSignedOut,
    })
  }

  /** Opens the file and restores what it holds; delivery does not run yet. */
  static async open(options: QueueHostOptions): Promise<QueueHost> {
    const opened = new InProcessStore(options.file, options.clock.now())
    const host = new QueueHost(options, options.wrapStore?.(opened) ?? opened)
    const state = await host.store.load()
    host.timekeeper.restore(state.meta)
    await restoreSite(state, host)
    return host
  }

  async close(): Promise<void> {
    await this.delivery.stop()
    await this.replica.stop()
    await this.store.close()
  }
}

/** A folder for one test, and the function that removes it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'outpost-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Deterministic chance: the mulberry32 generator. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
    },
  }
}

/** UUIDs of version 4 that count up: 1, 2, 3 … in the last group. */
export function countingIds(): Ids {
  let count = 0
  return { uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}` }
}
