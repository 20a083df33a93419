/** Where an event stands in the feed, as far as gaps are concerned. */
export interface FeedPosition {
  readonly channel: string
  readonly sequence: number
  readonly previous: number
}

/**
 * Finds out whether an event of the feed was missed. Every event names the event before it in its channel; what is
 * before the place where the last resync ended has been seen in any channel.
 */
export class GapCheck {
  /**
   * Whether every event of the feed comes this way. Then sequences follow each other without a gap, and what is missing shows
   * with the next event of any channel.
   */
  isWhole = false
  readonly #lastInChannel = new Map<string, number>()
  #resyncedTo = 0
  #newest = 0

  /** A resync has just brought everything up to `sequence`. */
  reset(sequence: number): void {
    this.#lastInChannel.clear()
    this.#resyncedTo = sequence
    this.#newest = sequence
  }

  /** Everything of the channel up to here has been seen. */
  lastOf(channel: string): number {
    return Math.max(this.#resyncedTo, this.#lastInChannel.get(channel) ?? 0)
  }

  /** `seen`: a duplicate or an echo of the resync. `gap`: something before it is missing. `next`: as it should be. */
  check(position: FeedPosition): 'next' | 'seen' | 'gap' {
    const last = this.lastOf(position.channel)
    if (position.sequence <= last) return 'seen'
    if (position.previous > last) return 'gap'
    if (this.isWhole && position.sequence !== this.#newest + 1) return 'gap'
    this.#newest = position.sequence
    this.#lastInChannel.set(position.channel, position.sequence)
    return 'next'
  }
}
