import type { EntityView } from '#shared/domain/view.ts'
import { keepSame, Tally } from '../../app/tally.ts'
import { needsAttention, statusOf, textOf } from './device-row.ts'
import type { ListShown } from './list-shown.ts'

type TalliesShown = Pick<ListShown, 'siteCounts' | 'statusCounts' | 'attention' | 'pending'>

/** What is counted over all devices, whatever the query finds. */
export class FleetTallies {
  readonly site = new Tally((view: EntityView) => textOf(view, 'site'))
  readonly status = new Tally((view: EntityView) => statusOf({ view }))
  readonly attention = new Tally((view: EntityView) => (needsAttention(view) ? 'yes' : ''))
  readonly pending = new Tally((view: EntityView) => (view.pending.length > 0 ? 'yes' : ''))

  /** What of it is shown; what has not changed is the same as in `before`. */
  shown(before: Pick<ListShown, 'siteCounts' | 'statusCounts'>): TalliesShown {
    return {
      siteCounts: keepSame(before.siteCounts, this.site.counts),
      statusCounts: keepSame(before.statusCounts, this.status.counts),
      attention: this.attention.counts.get('yes') ?? 0,
      pending: this.pending.counts.get('yes') ?? 0,
    }
  }

  /** Undefined: it was not there before, or is gone now. */
  change(before: EntityView | undefined, after: EntityView | undefined): void {
    this.status.change(before, after)
    this.attention.change(before, after)
    if (before?.data !== after?.data) this.site.change(before, after)
    if (before?.pending !== after?.pending) this.pending.change(before, after)
  }
}
