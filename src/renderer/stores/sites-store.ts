import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SiteSummary } from '#shared/domain/sites.ts'
import type { Page, Target } from '#shared/domain/window-route.ts'
import type { Client } from '../ipc/client.ts'

export interface Landing {
  readonly page: Page
  readonly target: Target
  /** Ask for a token at once: the site is new here. */
  readonly asksToken?: boolean
}

export interface SitesState {
  /** The site that this window looks at; null: not known yet. */
  readonly current: string | null
  readonly sites: readonly SiteSummary[]
  /** Raised when another place is open under the id of the current site. */
  readonly renewals: number
  /** Listens and asks for the list; returns the function that ends it. */
  readonly start: () => () => void
  /** What to show first at the site that is switched to; null: the page that is shown now. */
  readonly landing: Landing | null
  /** Resolves when the window looks at the site. Rejects with a RequestError: then it looks at the one before. */
  readonly switchTo: (siteId: string, landing?: Landing) => Promise<void>
}

export type SitesStore = StoreApi<SitesState>

/** All sites of the console, and the one of this window. It outlives the switch from one to another. */
export function createSitesStore(client: Client): SitesStore {
  return createStore<SitesState>((set) => ({
    current: null,
    sites: [],
    renewals: 0,
    landing: null,
    start() {
      const heard = { isCurrent: false, isList: false }
      const ends = [
        client.subscribe('sites:changed', ({ sites }) => {
          heard.isList = true
          set({ sites })
        }),
        client.subscribe('sites:switched', ({ siteId, isRenewed }) => {
          heard.isCurrent = true
          set(({ renewals }) => ({ current: siteId, renewals: isRenewed ? renewals + 1 : renewals }))
        }),
      ]
      client.request('sites:list', {}).then(
        ({ sites, current }) => set({ ...(heard.isList ? {} : { sites }), ...(heard.isCurrent ? {} : { current }) }),
        // Without the list the window works all the same, for the site that the main process gives it.
        () => undefined,
      )
      return () => {
        for (const end of ends) end()
      }
    },
    async switchTo(siteId, landing) {
      // Before it is asked: the answer and the event of the switch may come in either order.
      set({ landing: landing ?? null })
      try {
        await client.request('sites:switch', { siteId })
        set({ current: siteId })
      } finally {
        set({ landing: null })
      }
    },
  }))
}
