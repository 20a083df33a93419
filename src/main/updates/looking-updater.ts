import { FeedUpdater, type FeedUpdaterOptions } from './feed-updater.ts'
import { UpdateError } from './problem.ts'
import type { Found, Updater } from './updater-port.ts'

/** For an installation that cannot replace itself, such as an unpacked archive: it only tells that there is a newer version. */
export class LookingUpdater implements Updater {
  readonly canInstall = false
  readonly #feed: FeedUpdater

  constructor(options: Omit<FeedUpdaterOptions, 'kind'>) {
    this.#feed = new FeedUpdater({ ...options, kind: 'any' })
  }

  check(signal: AbortSignal): Promise<Found> {
    return this.#feed.check(signal)
  }

  async download(): Promise<void> {
    throw byHand()
  }

  async install(): Promise<void> {
    throw byHand()
  }
}

function byHand(): UpdateError {
  return new UpdateError('by-hand', 'This installation cannot replace itself: install the new version by hand.')
}
