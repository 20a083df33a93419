import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Recovery, WindowStatus } from '#shared/domain/window.ts'
import type { Page, Target } from '#shared/domain/window-route.ts'
import type { Client } from '../ipc/client.ts'

export interface WindowState {
  /** Null until known. */
  readonly status: WindowStatus | null
  /** Why this page was loaded again; null: it was not, or it has been said. */
  readonly recovery: Recovery | null
  readonly start: () => () => void
  readonly recoverySaid: () => void
}

export type WindowStore = StoreApi<WindowState>

/** What this window is among the others of the app. */
export function createWindowStore(client: Client, go: (page: Page, target: Target) => void): WindowStore {
  return createStore<WindowState>((set, get) => {
    async function readSelf(): Promise<void> {
      // Without it nothing is wrong: it is told when it changes.
      const self = await client.request('windows:self', {}).catch(() => null)
      if (self === null) return
      const { recovery, ...status } = self
      set({ recovery, status: get().status ?? status })
    }
    const tellVisibility = () =>
      void client.request('windows:visibility', { isHidden: document.hidden }).catch(() => undefined)
    return {
      status: null,
      recovery: null,
      start() {
        const ends = [
          client.subscribe('windows:changed', (status) => set({ status })),
          client.subscribe('windows:go', ({ page, target, siteId }) => {
            if (siteId === null) go(page, target)
          }),
        ]
        document.addEventListener('visibilitychange', tellVisibility)
        // The main process takes a new page for visible.
        if (document.hidden) tellVisibility()
        void readSelf()
        return () => {
          for (const end of ends) end()
          document.removeEventListener('visibilitychange', tellVisibility)
        }
      },
      recoverySaid: () => set({ recovery: null }),
    }
  })
}
