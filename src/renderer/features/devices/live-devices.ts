import type { EntityView } from '#shared/domain/view.ts'
import { type DeviceQuery, EVERYTHING } from '../../app/devices/device-filter.ts'
import { type DeviceRow, deviceRowOf, goneRowOf } from '../../app/devices/device-row.ts'
import { OrderedList } from '../../app/ordered-list.ts'
import { keepSame } from '../../app/tally.ts'
import type { EntityCollection } from '../../stores/entity-collection.ts'
import type { EntityChange } from '../../stores/entity-slice.ts'
import type { EntityStore } from '../../stores/entity-store.ts'
import { AwayChanges } from './away-changes.ts'
import { FleetTallies } from './fleet-tallies.ts'
import {
  isSameShown,
  type ListClock,
  type ListShown,
  NOTHING,
  NOTHING_SHOWN,
  type ShownListener,
  type Urgency,
} from './list-shown.ts'
import { type DeviceRules, type PlaylistName, rulesOf } from './ordering.ts'
import { idsInOrder } from './row-ids.ts'
import { RowListeners } from './row-listeners.ts'
import { hiddenOf, withoutGone } from './selection.ts'

/** A new order is shown at most once in this time, and counts change no more often: numbers that race cannot be read. */
export const SHOW_EVERY_MS = 1_000
/** Devices that have moved find their places together, this often: the list is gone through once for all of them. */
export const ARRANGE_EVERY_MS = 200
/** How long the order still holds after the pointer or the keyboard has left the rows. */
export const HOLD_AFTER_MS = 3_000

const noName: PlaylistName = (id) => id ?? ''

/**
 * The list of devices: what the query finds, live. Each change is applied to the one device it is about; the order is
 * shown anew once a second, and not at all while somebody reads the rows. It keeps the query and the selection
 * while other pages are open.
 */
export class LiveDevices {
  readonly #entities: EntityStore
  readonly #away: AwayChanges
  readonly #clock: ListClock
  readonly #listeners = new Set<ShownListener>()
  readonly #rows = new RowListeners()
  readonly #tallies = new FleetTallies()
  readonly #gone = new Map<string, DeviceRow>()
  #rules: DeviceRules = rulesOf(EVERYTHING, noName)
  readonly #list = new OrderedList<EntityView>(this.#rules)
  #known: EntityCollection | null = null
  /** What is known is the first part of a list that is still being read. */
  #isPart = false
  #shown = NOTHING_SHOWN
  #ids: readonly string[] = []
  #shownRevision = -1
  #shownAt = Number.NEGATIVE_INFINITY
  #arrangedAt = Number.NEGATIVE_INFINITY
  #cancelShow: (() => void) | null = null
  #cancelRelease: (() => void) | null = null
  /** The pointer or the keyboard is in the rows. */
  #isRead = false
  #isHeld = false
  #viewId = NOTHING_SHOWN.viewId
  #selected = NOTHING
  #collapsed = NOTHING

  constructor(dependencies: { entities: EntityStore; clock: ListClock }) {
    this.#entities = dependencies.entities
    this.#away = new AwayChanges(dependencies.entities)
    this.#clock = dependencies.clock
  }

  /**
   * Shows the list and follows the store; what happened since the last time is caught up on. Returns the function that
   * ends it: from then on what changes is only collected.
   */
  start(): () => void {
    const missed = this.#away.take()
    const end = this.#entities.getState().subscribeChanges('device', (change) => this.#apply(change))
    const collection = this.#entities.getState().slices.device?.collection
    if (collection !== undefined && collection !== this.#known) {
      if (missed === null) this.#replace(collection)
      else {
        this.#known = collection
        this.#take(missed.changed, missed.removed)
      }
    }
    if (this.#list.revision === this.#shownRevision) {
      this.#list.mark()
      this.#show()
    } else this.#showOrder()
    return () => {
      end()
      this.#cancelShow?.()
      this.#cancelShow = null
      this.setHeld(false)
      this.#release()
      this.#list.unmark()
      this.#away.collect()
    }
  }

  readonly subscribe = (listener: ShownListener): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly shown = (): ListShown => this.#shown

  /** The same object until the device changes. */
  readonly rowOf = (id: string): DeviceRow | undefined => {
    const view = this.#list.item(id)
    return view === undefined ? this.#gone.get(id) : deviceRowOf(view)
  }

  readonly subscribeRow = this.#rows.subscribe

  /** Ids of all devices that the query finds, also those in collapsed groups, in order. */
  matchingIds(): readonly string[] {
    const ids: string[] = []
    this.#list.visit((id) => ids.push(id))
    return ids
  }

  /** The devices of these ids that are there. */
  viewsOf(ids: Iterable<string>): EntityView[] {
    return Array.from(ids).flatMap((id) => this.#list.item(id) ?? [])
  }

  idsOfGroup(wanted: string): readonly string[] {
    const ids: string[] = []
    this.#list.visit((id, groupId) => {
      if (groupId === wanted) ids.push(id)
    })
    return ids
  }

  /** Shows a view: all of its query. */
  open(viewId: string, query: DeviceQuery): void {
    this.#viewId = viewId
    this.change(query)
  }

  readonly change = (part: Partial<DeviceQuery>): void => {
    const query = { ...this.#rules.query, ...part }
    if (query.group !== this.#rules.query.group) this.#collapsed = NOTHING
    this.#setRules(rulesOf(query, this.#rules.playlistName, this.#rules))
  }

  /** Names that devices are sorted and grouped by. */
  setPlaylistNames(playlistName: PlaylistName): void {
    if (playlistName === this.#rules.playlistName) return
    const rules = rulesOf(this.#rules.query, playlistName, this.#rules)
    if (rules.order !== this.#rules.order) this.#setRules(rules)
    else this.#rules = rules
  }

  readonly select = (selected: ReadonlySet<string>): void => {
    this.#selected = selected
    this.#show()
  }

  readonly setCollapsed = (collapsed: ReadonlySet<string>): void => {
    this.#collapsed = collapsed
    this.#showOrder()
  }

  /**
   * While the pointer or the keyboard is in the rows their order holds, and for a moment after: the order that is seen when they
   * come, so that nothing moves under them.
   */
  readonly setHeld = (isHeld: boolean): void => {
    this.#isRead = isHeld
    this.#cancelRelease?.()
    this.#cancelRelease = null
    if (isHeld) this.#isHeld = true
    else if (this.#isHeld) this.#cancelRelease = this.#clock.after(HOLD_AFTER_MS, () => this.#release())
  }

  /** Who scrolls reads, also where neither the pointer nor the keyboard is in the rows: the order holds for a moment. */
  readonly scrolled = (): void => {
    if (this.#isRead) return
    this.setHeld(true)
    this.setHeld(false)
  }

  /** Shows the order as it is now, though it is held. */
  readonly refresh = (): void => {
    this.#showOrder()
  }

  #release(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    this.#showOrder('later')
  }

  #setRules(rules: DeviceRules): void {
    this.#rules = rules
    this.#list.setRules(rules)
    this.#showOrder()
  }

  #apply(change: EntityChange): void {
    if (change.changed === null) return this.#replace(change.collection)
    this.#known = change.collection
    this.#take(change.changed, change.removed)
  }

  #replace(collection: EntityCollection): void {
    this.#known = collection
    const { rows } = collection
    const isFirst = this.#list.total === 0
    const wasPart = this.#isPart
    this.#isPart = this.#entities.getState().slices.device?.status === 'reading'
    const changed = rows.filter((row) => this.#list.item(row.id) !== row)
    this.#take(changed, isFirst ? [] : this.#list.missingIn(new Set(rows.map((row) => row.id))))
    // What a window reads is shown at once. Rows that somebody is in hold, but not a part: it would be taken for the whole.
    if (isFirst || wasPart || !this.#isHeld) this.#showOrder()
  }

  #take(changed: readonly EntityView[], removed: readonly string[]): void {
    const wasEmpty = this.#list.total === 0
    for (const view of changed) this.#tallies.change(view.id, this.#list.put(view), view)
    for (const id of removed) {
      const last = this.#list.remove(id)
      this.#tallies.change(id, last, undefined)
      // It stands where it stood until another order is shown.
      if (last !== undefined) this.#gone.set(id, goneRowOf(last))
    }
    this.#arrangeNowAndThen()
    this.#selected = withoutGone(this.#selected, removed)
    for (const { id } of changed) this.#rows.tell(id)
    for (const id of removed) this.#rows.tell(id)
    const isNothingLeft = this.#isHeld && !this.#ids.some((id) => this.#list.item(id) !== undefined)
    // A list that says that there is nothing must not say so while there is.
    if (wasEmpty || isNothingLeft) this.#showOrder()
    else this.#showSoon()
  }

  #arrangeNowAndThen(): void {
    this.#list.settle()
    const now = this.#clock.measure()
    // Nobody sees the new order while the one that is shown holds.
    if (this.#isHeld || now - this.#arrangedAt < ARRANGE_EVERY_MS) return
    this.#arrangedAt = now
    this.#list.arrange()
  }

  #showSoon(): void {
    if (this.#cancelShow !== null) return
    const waitMs = this.#shownAt + SHOW_EVERY_MS - this.#clock.measure()
    if (waitMs <= 0) this.#showWhatIsDue()
    else {
      this.#cancelShow = this.#clock.after(waitMs, () => {
        this.#cancelShow = null
        this.#showWhatIsDue()
      })
    }
  }

  #showWhatIsDue(): void {
    if (this.#isHeld || this.#list.revision === this.#shownRevision) this.#show('later')
    else this.#showOrder('later')
  }

  #showOrder(when: Urgency = 'now'): void {
    this.#ids = idsInOrder(this.#list, this.#rules.query.group !== 'none', this.#collapsed)
    this.#gone.clear()
    this.#shownRevision = this.#list.revision
    this.#list.mark()
    this.#show(when)
  }

  #show(when: Urgency = 'now'): void {
    this.#shownAt = this.#clock.measure()
    const next = this.#build()
    if (isSameShown(this.#shown, next)) return
    this.#shown = next
    for (const listener of this.#listeners) listener(when)
  }

  #build(): ListShown {
    return {
      ids: this.#ids,
      viewId: this.#viewId,
      query: this.#rules.query,
      matching: this.#list.matching,
      total: this.#list.total,
      waiting: this.#isHeld ? this.#list.waiting : 0,
      groupCounts: keepSame(this.#shown.groupCounts, this.#list.counts),
      ...this.#tallies.shown(this.#shown),
      selectedHidden: hiddenOf(this.#selected, (id) => this.#list.isIn(id)),
      selected: this.#selected,
      collapsed: this.#collapsed,
    }
  }
}
