import { createStore, type StoreApi } from 'zustand/vanilla'
import type { OperationState } from '#shared/domain/operation.ts'

export const PAGES = ['devices', 'pending', 'conflicts', 'settings'] as const
export type Page = (typeof PAGES)[number]

/** What the Pending operations page lists: what the server has not taken, what devices have not confirmed, what is over. */
export type OperationScope = 'pending' | 'device' | 'history'

/** What a page is asked to show first: a device, an operation, operations in one state. */
export interface Target {
  readonly deviceId?: string
  readonly operationKey?: string
  readonly scope?: OperationScope
  readonly state?: OperationState
}

export interface UiState {
  readonly page: Page
  readonly target: Target
  /** Asks whether the page may be left; null: it may. A page with unsaved changes sets it. */
  readonly leaveGuard: ((proceed: () => void) => boolean) | null
  readonly isPaletteOpen: boolean
  /** What was typed after the palette was asked for and before it was there. */
  readonly typedAhead: string
  readonly isTokenDialogOpen: boolean
  readonly areKeysShown: boolean
  /** How much waits of the one who wants to sign out, and is asked about it; null: nobody is asked. */
  readonly signOutWaiting: number | null
  readonly go: (page: Page, target?: Target) => void
  readonly guard: (leaveGuard: UiState['leaveGuard']) => void
  readonly show: (
    change: Partial<
      Pick<UiState, 'isPaletteOpen' | 'typedAhead' | 'isTokenDialogOpen' | 'areKeysShown' | 'signOutWaiting'>
    >,
  ) => void
}

export type UiStore = StoreApi<UiState>

/** Where the operator is. Kept in the address too, so that a reload stays on the page. */
export function createUiStore(initial: Page = 'devices'): UiStore {
  return createStore<UiState>((set, get) => ({
    page: initial,
    target: {},
    leaveGuard: null,
    isPaletteOpen: false,
    typedAhead: '',
    isTokenDialogOpen: false,
    areKeysShown: false,
    signOutWaiting: null,
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
