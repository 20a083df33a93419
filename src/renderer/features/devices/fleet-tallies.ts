import type { EntityView } from '#shared/domain/view.ts'
import { groupsOf, needsAttention, statusOf, textOf } from '../../app/devices/device-row.ts'
import { keepSame, Tally } from '../../app/tally.ts'
import type { ListShown } from './list-shown.ts'

type TalliesShown = Pick<ListShown, 'siteCounts' | 'memberCounts' | 'statusCounts' | 'attention' | 'pending'>

/** Of devices that are not counted. */
const NOT_COUNTED = 0
const STATUSES = ['', 'online', 'idle', 'offline', 'new'] as const

/** What is counted over all devices, whatever the query finds. */
export class FleetTallies {
  readonly #site = new Tally()
  readonly #members = new Tally()
  readonly #status = new Tally()
  readonly #attention = new Tally()
  readonly #pending = new Tally()
  /** What each device is counted as, in a number: what it reported before is not there any more when it reports. */
  readonly #counted = new Map<string, number>()

  /** What of it is shown; what has not changed is the same as in `before`. */
  shown(before: Pick<ListShown, 'siteCounts' | 'memberCounts' | 'statusCounts'>): TalliesShown {
    return {
      siteCounts: keepSame(before.siteCounts, this.#site.counts),
      memberCounts: keepSame(before.memberCounts, this.#members.counts),
      statusCounts: keepSame(before.statusCounts, this.#status.counts),
      attention: this.#attention.counts.get('yes') ?? 0,
      pending: this.#pending.counts.get('yes') ?? 0,
    }
  }

  /** Undefined: it was not there before, or is gone now. */
  change(id: string, before: EntityView | undefined, after: EntityView | undefined): void {
    this.#changeReported(id, after)
    if (before?.data !== after?.data) {
      this.#site.change(siteOf(before), siteOf(after))
      if (before !== undefined) for (const group of groupsOf(before)) this.#members.change(group, '')
      if (after !== undefined) for (const group of groupsOf(after)) this.#members.change('', group)
    }
    if (before?.pending !== after?.pending) this.#pending.change(pendingOf(before), pendingOf(after))
  }

  #changeReported(id: string, after: EntityView | undefined): void {
    const from = this.#counted.get(id) ?? NOT_COUNTED
    const to = after === undefined ? NOT_COUNTED : reportedAs(after)
    if (from === to) return
    this.#status.change(statusIn(from), statusIn(to))
    this.#attention.change(attentionIn(from), attentionIn(to))
    if (after === undefined) this.#counted.delete(id)
    else this.#counted.set(id, to)
  }
}

function reportedAs(view: EntityView): number {
  return STATUSES.indexOf(statusOf({ view })) * 2 + (needsAttention(view) ? 1 : 0)
}

function statusIn(counted: number): string {
  return STATUSES[counted >> 1] ?? ''
}

function attentionIn(counted: number): string {
  return counted % 2 === 1 ? 'yes' : ''
}

function siteOf(view: EntityView | undefined): string {
  return view === undefined ? '' : textOf(view, 'site')
}

function pendingOf(view: EntityView | undefined): string {
  return view !== undefined && view.pending.length > 0 ? 'yes' : ''
}
