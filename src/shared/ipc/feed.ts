import type { EntityView, RemovedEntity, ReplicaDelta } from '../domain/view.ts'
import { reportsOf, reportsText } from './report-rows.ts'

/** The message with which a page is handed the port of its change feed. */
export const FEED_CHANNEL = 'outpost:feed'

/** What comes with the port on its last step, from the page's own window. */
export interface FeedHandover {
  readonly channel: typeof FEED_CHANNEL
  /** The site whose changes the port tells. */
  readonly site: string
}

/**
 * What travels on the port of a window's change feed. Lists travel as JSON text, which crosses to a window at a tenth of what
 * objects cost.
 */
export interface FeedMessage {
  /** A page that holds `from`, or any later revision, applies it; one that does not asks for a new snapshot. */
  readonly from: number
  readonly to: number
  /** A list of `EntityView`; empty text: none. */
  readonly changed: string
  /** What `reportsText` makes of a list of `EntityReport`; empty text: none. */
  readonly reports: string
  readonly removed: readonly RemovedEntity[]
  /** As in the delta. */
  readonly at?: number
}

/** What a page answers to every message: that it has taken it in. Main sends no more than a few ahead. */
export const FEED_TAKEN = 'taken'

export function messageOf({ changed, reports, ...rest }: ReplicaDelta): FeedMessage {
  return { ...rest, changed: textOf(changed), reports: reports.length === 0 ? '' : reportsText(reports) }
}

export function deltaOf({ changed, reports, ...rest }: FeedMessage): ReplicaDelta {
  const views = changed === '' ? [] : (JSON.parse(changed) as EntityView[])
  return { ...rest, changed: views, reports: reports === '' ? [] : reportsOf(reports) }
}

function textOf(list: readonly unknown[]): string {
  return list.length === 0 ? '' : JSON.stringify(list)
}
