import type { ConflictSettings } from '#shared/domain/conflict.ts'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { type EntityRef, laneOf } from '#shared/domain/ids.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { WaitingOperation } from '../outbox/lanes.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Verdict } from '../outbox/verdict.ts'
import type { Cancel } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Decider } from './decider.ts'
import { judgeEarly, type News } from './judge-early.ts'
import { type RecordChange, SeenChanges } from './seen-changes.ts'

/** Entities whose operations are decided about in one transaction. */
const LANES_AT_ONCE = 50

/**
 * Looks at what others changed as soon as the feed tells of it: an edit that waits here is merged with it, or goes to the
 * desk, before it is ever sent. It decides as the server's answer would. What it does not see is no loss: the
 * server compares versions before it takes anything.
 *
 * Left alone: commands, deletions, what another user or another PC made, and every lane of which something is on its way.
 */
export class EarlyDetection {
  readonly #outbox: Outbox
  readonly #base: (ref: EntityRef) => EntityRecord | null
  readonly #decider: Decider
  readonly #conflicts: () => ConflictSettings
  readonly #logger: Logger
  /** Lanes to look at. */
  readonly #wanted = new Map<string, EntityRef>()
  /** Lanes to look at when the operation with this key is not on its way any more. */
  readonly #postponed = new Map<string, EntityRef>()
  readonly #changes: SeenChanges
  #cancel: Cancel | null = null
  #working: Promise<void> | null = null
  #isStopped = false

  constructor(dependencies: {
    outbox: Outbox
    base: (ref: EntityRef) => EntityRecord | null
    decider: Decider
    conflicts: () => ConflictSettings
    logger: Logger
  }) {
    this.#outbox = dependencies.outbox
    this.#base = dependencies.base
    this.#decider = dependencies.decider
    this.#conflicts = dependencies.conflicts
    this.#logger = dependencies.logger
    this.#changes = new SeenChanges((ref) => this.#outbox.lanes.laneRows(ref).length > 0)
  }

  run(): void {
    this.#cancel = this.#outbox.onChanged((keys) => this.#wantPostponed(keys))
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel?.()
    this.#wanted.clear()
    await this.#working
  }

  /** Called for every change of the feed, after it was applied to the copy here. */
  recordChanged(change: RecordChange): void {
    const { ref, key } = change
    const { lanes } = this.#outbox
    const rows = lanes.laneRows(ref)
    if (rows.length === 0) return
    const now = this.#base(ref)
    const changed = this.#changes.note(change, now)
    // The echo of an operation of here: its own answer says the same.
    if (key !== null && lanes.get(key) !== undefined) return
    const isTouched = rows.some(
      (row) => isEdit(row) && (now === null || row.fields.some((field) => changed.has(field))),
    )
    if (isTouched) this.#want(ref)
  }

  /** Somebody else has signed in, whose operations were left alone until now. */
  lookAgain(): void {
    for (const ref of this.#changes.refs()) this.#want(ref)
  }

  #want({ entityType, entityId }: EntityRef): void {
    if (this.#isStopped) return
    const ref = { entityType, entityId }
    this.#wanted.set(laneOf(ref), ref)
    this.#working ??= this.#work().finally(() => {
      this.#working = null
    })
  }

  /** None named: any may have changed. */
  #wantPostponed(keys: readonly string[]): void {
    if (this.#postponed.size === 0) return
    for (const key of keys.length === 0 ? [...this.#postponed.keys()] : keys) {
      const ref = this.#postponed.get(key)
      if (ref === undefined) continue
      this.#postponed.delete(key)
      this.#want(ref)
    }
  }

  async #work(): Promise<void> {
    try {
      // What arrives in the same turn is decided about together.
      await Promise.resolve()
      while (this.#wanted.size > 0) await this.#lookAt([...this.#wanted.values()].slice(0, LANES_AT_ONCE))
    } catch (error) {
      this.#wanted.clear()
      this.#logger.warn('changes by others were not compared with what waits here; the server will do it', {
        cause: error instanceof Error ? error.message : String(error),
      })
    }
  }

  async #lookAt(refs: readonly EntityRef[]): Promise<void> {
    for (const ref of refs) {
      this.#wanted.delete(laneOf(ref))
      const onItsWay = this.#onItsWay(ref)
      if (onItsWay !== undefined) this.#postponed.set(onItsWay.key, ref)
    }
    const rows = refs.flatMap((ref) => this.#outbox.lanes.laneRows(ref)).filter((row) => this.#mayDecide(row))
    await this.#decider.decideAlone(
      rows.map((row) => row.key),
      (operation) => this.#verdictOn(operation),
    )
  }

  /** Asked when the operation is held: what has happened to its lane in the meantime counts. */
  #verdictOn(operation: Operation): Verdict | null {
    const row = this.#outbox.lanes.get(operation.key)
    if (row === undefined || !this.#mayDecide(row)) return null
    const others = this.#outbox.lanes.laneRows(row).filter((other) => other.key !== row.key)
    const seen = this.#changes
    const news: News = { record: this.#base(row), changes: seen.of(row), deletedBy: seen.deletedBy(row), others }
    return judgeEarly(operation, news, this.#conflicts())
  }

  #mayDecide(row: WaitingOperation): boolean {
    const { lanes, carried } = this.#outbox
    if (!isEdit(row) || row.trouble !== null || carried.has(row.clientSequence)) return false
    return lanes.isOfUser(row.userId) && this.#onItsWay(row) === undefined
  }

  /** What of the lane may be with the server already. */
  #onItsWay(ref: EntityRef): WaitingOperation | undefined {
    const rows = this.#outbox.lanes.laneRows(ref)
    return rows.find((row) => row.kind !== 'command' && (row.state === 'sending' || row.state === 'unknown'))
  }
}

function isEdit({ kind, state }: WaitingOperation): boolean {
  return kind === 'update' && (state === 'queued' || state === 'conflicted')
}
