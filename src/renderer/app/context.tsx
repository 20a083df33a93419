import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import { HOME_ROUTE, type WindowRoute } from '#shared/domain/window-route.ts'
import { type CachedClient, createCachedClient } from '../ipc/cached-client.ts'
import type { Client } from '../ipc/client.ts'
import type { CacheTimes, QuerySample } from '../ipc/query-cache.ts'
import { type AppStore, type AppStoreState, createAppStore } from '../stores/app-store.ts'
import { createEntityStore, type EntityStore } from '../stores/entity-store.ts'
import { createSitesStore, type SitesState, type SitesStore } from '../stores/sites-store.ts'
import { createToastStore, type ToastState, type ToastStore } from '../stores/toast-store.ts'
import { createUiStore, type UiState, type UiStore } from '../stores/ui-store.ts'
import { createWindowStore, type WindowState, type WindowStore } from '../stores/window-store.ts'
import { answerFingerprints } from './fingerprint.ts'
import { createMetricsRecorder, type MetricsRecorder, recordBinding } from './metrics-recorder.ts'
import { measure } from './time.ts'
import { UndoDesk } from './undo-desk.ts'
import { countPages } from './usage.ts'

/** What pages of a window keep of a site while the app runs, by name. */
export type Kept = Map<string, unknown>

/** Everything one window is made of while it looks at one site. Tests build their own. */
export interface Outpost {
  readonly client: CachedClient
  readonly app: AppStore
  /** All sites of the console: the same for as long as the window lives. */
  readonly sites: SitesStore
  readonly entities: EntityStore
  readonly ui: UiStore
  readonly window: WindowStore
  /** What is said of the site; what is said of the app goes along from one site to the next. */
  readonly toasts: ToastStore
  readonly undo: UndoDesk
  readonly metrics: MetricsRecorder
  /** What pages keep of the site, also while the window looks at another one. */
  readonly kept: Kept
}

export function createOutpost(
  uncached: Client,
  route: WindowRoute = HOME_ROUTE,
  sites: SitesStore = createSitesStore(uncached),
  kept: Kept = new Map(),
  toasts: ToastStore = createToastStore(),
): Outpost {
  const metrics = createMetricsRecorder(uncached)
  const client = createCachedClient(uncached, {
    measure,
    record: (sample) => recordQuery(metrics, sample),
    times: () => cacheTimes(app),
  })
  const app = createAppStore(client)
  const entities = createEntityStore(client, recordBinding(metrics))
  const ui = createUiStore(route, (page, target) => {
    // Asked of the main process, which knows the other windows. Refused only when too many are open.
    void client.request('windows:show', { page, target }).catch(() => undefined)
  })
  return {
    client,
    app,
    sites,
    entities,
    ui,
    window: createWindowStore(client, (page, target) => ui.getState().go(page, target)),
    toasts,
    undo: new UndoDesk({ client, entities, toasts }),
    metrics,
    kept,
  }
}

function cacheTimes(app: AppStore): CacheTimes | null {
  const values = app.getState().settings?.values
  return values === undefined ? null : { staleMs: values.readStaleAfterMs, keptMs: values.readKeptForMs }
}

/** Reads from the cache and reads that had to be asked, apart; and the share of the former in per cent. */
function recordQuery(metrics: MetricsRecorder, { isHit, ms, hitRatio }: QuerySample): void {
  metrics.record(isHit ? 'data_fetch.cached' : 'data_fetch.asked', ms)
  metrics.record('cache_hit_percent', Math.round(hitRatio * 100), 'count')
}

/** Starts listening; returns the function that ends it. */
export function startOutpost(outpost: Outpost): () => void {
  const ends = [
    // First, so that whoever hears of a change and reads is answered anew.
    outpost.client.watch(),
    outpost.entities.getState().start(),
    outpost.app.getState().start(),
    outpost.window.getState().start(),
    outpost.undo.start(),
    answerFingerprints(outpost.entities, 'device'),
    countPages(outpost),
  ]
  return () => {
    for (const end of ends) end()
    outpost.metrics.stop()
  }
}

const OutpostContext = createContext<Outpost | null>(null)

export function OutpostProvider({ outpost, children }: { outpost: Outpost; children: ReactNode }) {
  return <OutpostContext value={outpost}>{children}</OutpostContext>
}

export function useOutpost(): Outpost {
  const outpost = useContext(OutpostContext)
  if (outpost === null) throw new Error('useOutpost needs an OutpostProvider above it')
  return outpost
}

export function useClient(): CachedClient {
  return useOutpost().client
}

export function useApp<T>(selector: (state: AppStoreState) => T): T {
  return useStore(useOutpost().app, selector)
}

export function useSites<T>(selector: (state: SitesState) => T): T {
  return useStore(useOutpost().sites, selector)
}

export function useUi<T>(selector: (state: UiState) => T): T {
  return useStore(useOutpost().ui, selector)
}

export function useWindow<T>(selector: (state: WindowState) => T): T {
  return useStore(useOutpost().window, selector)
}

export function useToasts<T>(selector: (state: ToastState) => T): T {
  return useStore(useOutpost().toasts, selector)
}
