import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { Applied, BaseChange } from '../../src/main/replica/base.ts'
import type { Violations } from './violation.ts'

/**
 * Follows what a console takes in and what it does with it. Knows nothing of how the console checks: live events of a
 * channel must follow each other as the server linked them, and of each entity's reports and edits every change that
 * is applied must be newer than the one before.
 */
export class AppliedWatch {
  readonly #violations: Violations
  readonly #lastInChannel = new Map<string, number>()
  readonly #reports = new Map<string, number>()
  readonly #versions = new Map<string, number>()
  #resyncedTo = 0
  liveEvents = 0
  resyncEvents = 0
  applied = 0

  constructor(violations: Violations) {
    this.#violations = violations
  }

  /** Everything up to `sequence` has been read again: live events go on from there. */
  resynced(sequence: number): void {
    this.#resyncedTo = sequence
    this.#lastInChannel.clear()
  }

  /** The feed of another server life: the old numbers mean nothing. */
  forget(): void {
    this.#lastInChannel.clear()
    this.#reports.clear()
    this.#versions.clear()
    this.#resyncedTo = 0
  }

  /** An event was taken in, live or while catching up. */
  taken({ payload }: FeedEvent, isLive: boolean): void {
    if (!isLive) {
      this.resyncEvents += 1
      return
    }
    this.liveEvents += 1
    const { channel, sequence, previous } = payload
    const last = Math.max(this.#resyncedTo, this.#lastInChannel.get(channel) ?? 0)
    if (sequence <= last) this.#violations.add('repeat', `${channel}: ${sequence} was taken after ${last}`)
    else if (previous > last)
      this.#violations.add('gap', `${channel}: ${sequence} follows ${previous}, taken was ${last}`)
    this.#lastInChannel.set(channel, sequence)
  }

  /** A change went into the copy. Only what changed it counts. */
  changed(change: BaseChange, applied: Applied): void {
    if (applied !== 'changed') return
    this.applied += 1
    if (change.kind === 'reported') {
      const { ref, sequence } = change
      return this.#follow(this.#reports, `${ref.entityType}/${ref.entityId}`, sequence, 'report')
    }
    if (change.kind === 'removed') return
    const { entityType, id, version } = change.record
    // An alert that is cleared keeps its version.
    if (entityType !== 'alert') this.#follow(this.#versions, `${entityType}/${id}`, version, 'version')
  }

  #follow(last: Map<string, number>, entity: string, now: number, what: string): void {
    const before = last.get(entity) ?? 0
    if (now === before) this.#violations.add('repeat', `${entity}: ${what} ${now} was applied twice`)
    if (now < before) this.#violations.add('disorder', `${entity}: ${what} ${now} was applied after ${before}`)
    last.set(entity, now)
  }
}
