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
  readonly #lastInChannel = new Map<string, number>()
  #resyncedTo = 0

  /** A resync has just brought everything up to `sequence`. */
  reset(sequence: number): void {
    this.#lastInChannel.clear()
    this.#resyncedTo = sequence
  }

  /** `seen`: a duplicate or an echo of the resync. `gap`: something before it is missing. `next`: as it should be. */
  check(position: FeedPosition): 'next' | 'seen' | 'gap' {
    const last = Math.max(this.#resyncedTo, this.#lastInChannel.get(position.channel) ?? 0)
    if (position.sequence <= last) return 'seen'
    if (position.previous > last) return 'gap'
    this.#lastInChannel.set(position.channel, position.sequence)
    return 'next'
  }
}
