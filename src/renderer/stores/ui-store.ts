import { createStore, type StoreApi } from 'zustand/vanilla'

export const PAGES = ['devices', 'pending', 'settings'] as const
export type Page = (typeof PAGES)[number]

/** What a page is asked to show first: a device, an operation, a dialog. */
export interface Target {
  readonly deviceId?: string
  readonly operationKey?: string
}

export interface UiState {
  readonly page: Page
  readonly target: Target
  /** Asks whether the page may be left; null: it may. A page with unsaved changes sets it. */
  readonly leaveGuard: ((proceed: () => void) => boolean) | null
  readonly isPaletteOpen: boolean
  readonly isTokenDialogOpen: boolean
  readonly areKeysShown: boolean
  readonly go: (page: Page, target?: Target) => void
  readonly guard: (leaveGuard: UiState['leaveGuard']) => void
  readonly show: (change: Partial<Pick<UiState, 'isPaletteOpen' | 'isTokenDialogOpen' | 'areKeysShown'>>) => void
}

export type UiStore = StoreApi<UiState>

/** Where the operator is. Kept in the address too, so that a reload stays on the page. */
export function createUiStore(initial: Page = 'devices'): UiStore {
  return createStore<UiState>((set, get) => ({
    page: initial,
    target: {},
    leaveGuard: null,
    isPaletteOpen: false,
    isTokenDialogOpen: false,
    areKeysShown: false,
    go(page, target = {}) {
      const move = () => set({ page, target: { ...target } })
      const { leaveGuard } = get()
      if (leaveGuard === null || leaveGuard(move)) move()
    },
    guard: (leaveGuard) => set({ leaveGuard }),
    show: (change) => set(change),
  }))
}

export function pageOf(hash: string): Page {
  const name = hash.replace(/^#\/?/, '')
  return PAGES.find((page) => page === name) ?? 'devices'
}
