import { type ReactNode, useSyncExternalStore } from 'react'
import type { WindowRoute } from '#shared/domain/window-route.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import { createClient } from '../ipc/client.ts'
import type { ClientSite } from '../ipc/client-site.ts'
import { createSitesStore, type SitesStore } from '../stores/sites-store.ts'
import { createToastStore, type ToastStore } from '../stores/toast-store.ts'
import { followAppearance } from './appearance.ts'
import { createOutpost, type Kept, type Outpost, OutpostProvider, startOutpost } from './context.tsx'
import { followSpokenLanguage } from './spoken-language.ts'

/** What stays of a site while the window looks at another one. */
interface Left {
  readonly kept: Kept
  readonly toasts: ToastStore
}

/** What the window is made of for the site it looks at now. Everything of the site before is gone when it looks at another. */
export class SiteView {
  readonly sites: SitesStore
  readonly #bridge: OutpostBridge
  readonly #listeners = new Set<() => void>()
  readonly #endSites: () => void
  #site: ClientSite = { id: null }
  #outpost: Outpost
  /** By site; null: the one that the window began with, until it is known. */
  readonly #left = new Map<string | null, Left>()
  #turn = 0
  #renewals = 0
  #end: () => void

  constructor(bridge: OutpostBridge, route: WindowRoute) {
    this.#bridge = bridge
    this.sites = createSitesStore(createClient(bridge))
    const { kept, toasts } = this.#leftOf(null)
    this.#outpost = createOutpost(createClient(bridge, this.#site), route, this.sites, kept, toasts)
    this.#end = begin(this.#outpost)
    const unsubscribe = this.sites.subscribe(({ current, renewals }) => this.#lookAt(current, renewals))
    const stop = this.sites.getState().start()
    this.#endSites = () => {
      unsubscribe()
      stop()
    }
  }

  get outpost(): Outpost {
    return this.#outpost
  }

  /** Another number with each switch. */
  readonly turn = (): number => this.#turn

  readonly onSwitched = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  stop(): void {
    this.#endSites()
    this.#end()
  }

  #leftOf(siteId: string | null): Left {
    const left = this.#left.get(siteId) ?? { kept: new Map(), toasts: createToastStore() }
    this.#left.set(siteId, left)
    return left
  }

  #lookAt(siteId: string | null, renewals: number): void {
    const isRenewed = renewals !== this.#renewals
    this.#renewals = renewals
    if (siteId === null || (siteId === this.#site.id && !isRenewed)) return
    if (this.#site.id === null && !isRenewed) {
      // What was asked so far was asked of this site: it is the one that the window began with.
      this.#site.id = siteId
      this.#left.set(siteId, this.#leftOf(null))
      return
    }
    // Another place under the same id is another site: what was typed, filtered and said at the one before is not of it.
    if (isRenewed) this.#left.delete(siteId)
    this.#end()
    this.#site = { id: siteId }
    const before = this.#outpost
    const { landing } = this.sites.getState()
    const { kind, page } = before.ui.getState()
    const route: WindowRoute = { kind, page: landing?.page ?? page, target: landing?.target ?? {} }
    const client = createClient(this.#bridge, this.#site)
    const { kept, toasts } = this.#leftOf(siteId)
    const next = createOutpost(client, route, this.sites, kept, toasts)
    toasts.getState().comeBack()
    before.toasts.getState().leave(toasts)
    if (landing?.asksToken === true) next.ui.setState({ isTokenDialogOpen: true })
    // What is of the app, and not of a site, stays: the colours do not change for a moment.
    const { app, settings } = before.app.getState()
    next.app.setState({ app, settings })
    next.window.setState({ status: before.window.getState().status })
    this.#outpost = next
    this.#end = begin(next)
    this.#turn += 1
    for (const listener of this.#listeners) listener()
  }
}

function begin(outpost: Outpost): () => void {
  const ends = [followAppearance(outpost), followSpokenLanguage(outpost), startOutpost(outpost)]
  const { kind, page } = outpost.ui.getState()
  // Asked for before anything is drawn: it comes while the window draws its frame.
  if (kind === 'wall' || page === 'devices' || page === 'overview') outpost.entities.getState().load('device')
  return () => {
    for (const end of ends) end()
  }
}

/** The window at the site it looks at. With another site everything below is made anew. */
export function SiteRoot({ view, children }: { view: SiteView; children: ReactNode }) {
  const turn = useSyncExternalStore(view.onSwitched, view.turn)
  return (
    <OutpostProvider key={turn} outpost={view.outpost}>
      {children}
    </OutpostProvider>
  )
}
