import type { AttentionItem } from '#shared/domain/sites.ts'
import type { OperationIndexRow } from '../database/store.ts'
import type { Cancel } from '../platform/clock.ts'
import { about, DECISIONS, type Decision, decisionAbout } from './attention.ts'
import type { HostedSite } from './hosted-site.ts'

/** Of what has come at once so many are read for their names; of the rest memory knows enough to count them. */
const MAX_READ = 50
/** Most that is followed; the oldest is let go first. */
const MAX_FOLLOWED = 5_000

/**
 * Follows what comes to wait for a person at one site, from now on: what waits already is no news. It lives on what the
 * queue tells of its changes, so that a desk may be as full as it likes, and what came is known however old it is by then.
 */
export class StuckWatch {
  readonly site: HostedSite
  /** All that waits for a person, and what for. */
  #waiting: Map<string, Decision>
  /** What of it has come since, the oldest first; null: it is not described yet. */
  readonly #came = new Map<string, AttentionItem | null>()
  readonly #cancel: Cancel

  constructor(site: HostedSite) {
    this.site = site
    this.#waiting = this.#all()
    this.#cancel = site.engine.outbox.onChanged((keys) => (keys.length === 0 ? this.#compare() : this.#note(keys)))
  }

  /** What has come and still waits. */
  async items(): Promise<readonly AttentionItem[]> {
    // Whoever asks may have heard of a change before this has.
    await Promise.resolve()
    const fresh = [...this.#came].flatMap(([key, item]) => (item === null ? [key] : []))
    const { store, list } = this.site.engine
    const { operations } = fresh.length === 0 ? { operations: [] } : await store.operations(fresh.slice(0, MAX_READ))
    const views = new Map(operations.map((operation) => [operation.key, list.view(operation)]))
    for (const key of fresh) {
      const row = this.#row(key)
      const decision = this.#waiting.get(key)
      if (row === undefined || decision === undefined || !this.#came.has(key)) continue
      const { kind, severity } = decision
      const shown = decisionAbout(views.get(key) ?? this.#inShort(row))
      this.#came.set(key, { ...about(this.site), kind, severity, ...shown })
    }
    return [...this.#came.values()].filter((item) => item !== null)
  }

  stop(): void {
    this.#cancel()
  }

  #note(keys: readonly string[]): void {
    for (const key of keys) {
      const row = this.#row(key)
      const decision = row === undefined ? undefined : decisionOf(row)
      if (decision === undefined) this.#leave(key)
      else this.#come(key, decision)
    }
  }

  /** Anything may have changed. */
  #compare(): void {
    const all = this.#all()
    for (const key of this.#waiting.keys()) if (!all.has(key)) this.#leave(key)
    for (const [key, decision] of all) this.#come(key, decision)
  }

  #come(key: string, decision: Decision): void {
    if (this.#waiting.get(key) === decision) return
    this.#waiting.set(key, decision)
    this.#came.delete(key)
    this.#came.set(key, null)
    const oldest = this.#came.size > MAX_FOLLOWED ? this.#came.keys().next().value : undefined
    if (oldest !== undefined) this.#came.delete(oldest)
  }

  #leave(key: string): void {
    this.#waiting.delete(key)
    this.#came.delete(key)
  }

  #all(): Map<string, Decision> {
    const { lanes } = this.site.engine.outbox
    const states = DECISIONS.map(({ state }) => state)
    const rows = [...lanes.rows({ states }), ...lanes.rows({ isTroubled: true })]
    return new Map(
      rows.flatMap((row) => {
        const decision = decisionOf(row)
        return decision === undefined ? [] : [[row.key, decision]]
      }),
    )
  }

  #row(key: string): OperationIndexRow | undefined {
    return this.site.engine.outbox.lanes.get(key)
  }

  /** What is known without reading it. */
  #inShort(row: OperationIndexRow): Parameters<typeof decisionAbout>[0] {
    const { key, entityType, entityId, waitingSince, trouble, lastError } = row
    const name = this.site.engine.replica.view({ entityType, entityId })?.data['name']
    return {
      ...{ key, entityType, entityId, changedAt: waitingSince.wall, lastError: trouble ?? lastError },
      entityName: typeof name === 'string' ? name : entityId,
    }
  }
}

/** What a person has to decide about it, if anything. What cannot be read is listed with what was refused. */
function decisionOf({ state, trouble }: OperationIndexRow): Decision | undefined {
  const shown = trouble === null ? state : 'quarantined'
  return DECISIONS.find((decision) => decision.state === shown)
}
