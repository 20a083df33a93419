import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import { feedSource } from './feed-source.ts'
import { FeedUpdater, type FeedUpdaterOptions } from './feed-updater.ts'
import { type InstallSurroundings, installKind } from './installers.ts'
import { LookingUpdater } from './looking-updater.ts'
import type { Updater } from './updater-port.ts'

export type CreateFeedUpdaterOptions = InstallSurroundings &
  Omit<FeedUpdaterOptions, 'kind' | 'source'> & {
    /** As in the setting. */
    readonly place: string
    readonly secureContext: SecureContextSource
  }

/** The way to new versions for how this program was installed. */
export function createFeedUpdater(options: CreateFeedUpdaterOptions): Updater {
  const { place, secureContext, appImage, relaunch } = options
  const kind = installKind(options)
  const source = feedSource(place, secureContext)
  if (kind === 'none') return new LookingUpdater({ ...options, source })
  return new FeedUpdater({
    ...{ ...options, kind, source },
    // What stands in for an installer has installed nothing that could be started.
    relaunch: kind === 'stand-in' ? () => undefined : (program) => relaunch(program ?? appImage ?? null),
  })
}
