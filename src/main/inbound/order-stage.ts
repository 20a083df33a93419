import type { StageStatistics } from '#shared/domain/pipeline.ts'
import { channelName, TOPICS } from '#shared/protocol/feed.ts'
import { type FeedPosition, GapCheck } from './gap-check.ts'
import { StageCounter } from './stage-counter.ts'

/** The stages `deduplicate` and `order`: each event of the own tenant once, and none missing before it. */
export class OrderStage {
  readonly #gaps = new GapCheck()
  readonly #deduplicated = new StageCounter('deduplicate')
  readonly #ordered = new StageCounter('order')
  #channels: ReadonlySet<string> = new Set()

  /**
   * A session begins.
   *
   * @param tenant whose events are taken.
   * @param isWhole whether all events of the feed come.
   */
  begin(tenant: string, isWhole: boolean): void {
    this.#gaps.isWhole = isWhole
    this.#channels = new Set(TOPICS.map((topic) => channelName(tenant, topic)))
  }

  /** A resync has just brought everything up to `sequence`. */
  reset(sequence: number): void {
    this.#gaps.reset(sequence)
  }

  lastOf(channel: string): number {
    return this.#gaps.lastOf(channel)
  }

  /** `seen` and `foreign` events, those of channels nobody here listens to, are counted and left out; a `gap` asks for a resync. */
  check(position: FeedPosition): 'next' | 'seen' | 'gap' | 'foreign' {
    this.#deduplicated.received++
    if (!this.#channels.has(position.channel)) {
      this.#deduplicated.drop('foreign')
      return 'foreign'
    }
    const found = this.#gaps.check(position)
    if (found === 'seen') {
      this.#deduplicated.drop('duplicate')
      return found
    }
    this.#deduplicated.passed++
    this.#ordered.received++
    if (found === 'gap') this.#ordered.drop('gap')
    else this.#ordered.passed++
    return found
  }

  /** More came during a resync than could wait. */
  overflow(): void {
    this.#deduplicated.received++
    this.#deduplicated.overflows++
    this.#deduplicated.drop('overflow')
  }

  /** @param buffered events that wait for the end of a resync. */
  statistics(buffered: number, capacity: number): StageStatistics[] {
    return [this.#deduplicated.statistics(buffered, capacity), this.#ordered.statistics()]
  }
}
