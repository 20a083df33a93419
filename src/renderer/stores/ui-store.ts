import { createStore, type StoreApi } from 'zustand/vanilla'
import { HOME_ROUTE, type Page, type Target, type WindowKind, type WindowRoute } from '#shared/domain/window-route.ts'
import { historyFrom, type RouteHistory, stepped, visited } from './route-history.ts'

export interface UiState {
  readonly kind: WindowKind
  readonly page: Page
  readonly target: Target
  /** What the page shows now, to be shown again when it is loaded anew. */
  readonly place: Target
  /** Asks whether the page may be left; null: it may. A page with unsaved changes sets it. */
  readonly leaveGuard: ((proceed: () => void) => boolean) | null
  readonly isPaletteOpen: boolean
  /** What was typed after the palette was asked for and before it was there. */
  readonly typedAhead: string
  readonly isTokenDialogOpen: boolean
  readonly areKeysShown: boolean
  /** Somebody wants to leave kiosk mode, and is asked about it. */
  readonly isLeavingKiosk: boolean
  /** The tour of the console is under way. */
  readonly isTourShown: boolean
  /** A device is to be paired: the Devices page asks for its code. */
  readonly isPairing: boolean
  /** A device is to be made: the Devices page asks what it is. */
  readonly isCreating: boolean
  /** Content is to be pushed: the Devices page asks which, for the devices that are chosen there. */
  readonly isPushing: boolean
  /** A playlist is to be made: the Playlists page asks what it is called. */
  readonly isCreatingPlaylist: boolean
  /** A schedule is to be made: the Schedules page opens an empty editor. */
  readonly isCreatingSchedule: boolean
  /** What the window shows has a name of its own, which its title says; null: it has none. */
  readonly shownName: string | null
  /** How much waits of the one who wants to sign out, and is asked about it; null: nobody is asked. */
  readonly signOutWaiting: number | null
  /** Where the operator has been since the window looks at this site. */
  readonly history: RouteHistory
  readonly go: (page: Page, target?: Target) => void
  /** Back (-1) to what was shown before, or forward (1) again. Where there is nothing, nothing happens. */
  readonly step: (by: -1 | 1) => void
  readonly note: (place: Target) => void
  readonly guard: (leaveGuard: UiState['leaveGuard']) => void
  readonly show: (
    change: Partial<
      Pick<
        UiState,
        | 'isPaletteOpen'
        | 'typedAhead'
        | 'isTokenDialogOpen'
        | 'areKeysShown'
        | 'isLeavingKiosk'
        | 'isTourShown'
        | 'isPairing'
        | 'isCreating'
        | 'isPushing'
        | 'isCreatingPlaylist'
        | 'isCreatingSchedule'
        | 'shownName'
        | 'signOutWaiting'
      >
    >,
  ) => void
}

export type UiStore = StoreApi<UiState>

/**
 * Where the operator is. Kept in the address too, so that a reload stays on the page.
 * @param elsewhere shows a page that this window does not: one of a single page, or on a wall, stays what it is.
 */
export function createUiStore(
  initial: WindowRoute = HOME_ROUTE,
  elsewhere: (page: Page, target: Target) => void = () => undefined,
): UiStore {
  const { kind } = initial
  return createStore<UiState>((set, get) => ({
    kind,
    page: initial.page,
    target: initial.target,
    place: initial.target,
    leaveGuard: null,
    isPaletteOpen: false,
    typedAhead: '',
    isTokenDialogOpen: false,
    areKeysShown: false,
    isLeavingKiosk: false,
    isTourShown: false,
    isPairing: false,
    isCreating: false,
    isPushing: false,
    isCreatingPlaylist: false,
    isCreatingSchedule: false,
    shownName: null,
    signOutWaiting: null,
    history: historyFrom(initial.page, initial.target),
    go(page, target = {}) {
      const { leaveGuard, page: current } = get()
      if (kind === 'wall' || (kind === 'page' && page !== current)) return elsewhere(page, target)
      const move = () => {
        const { history, place } = get()
        set({ page, target: { ...target }, place: target, history: visited(history, place, { page, place: target }) })
      }
      if (leaveGuard === null || leaveGuard(move)) move()
    },
    step(by) {
      const { leaveGuard } = get()
      const move = () => {
        const next = stepped(get().history, get().place, by)
        if (next === null) return
        const { page, place } = next.visit
        set({ page, target: { ...place }, place, history: next.history })
      }
      // Nobody is asked about leaving for nowhere.
      if (stepped(get().history, get().place, by) === null) return
      if (leaveGuard === null || leaveGuard(move)) move()
    },
    note: (place) => set({ place }),
    guard: (leaveGuard) => set({ leaveGuard }),
    show: (change) => set(change),
  }))
}
