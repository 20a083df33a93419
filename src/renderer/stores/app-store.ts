import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { QueueStatus, StorageStatus, SyncStatus } from '#shared/domain/queue.ts'
import type { BreakerStatus } from '#shared/domain/resilience.ts'
import type { SessionStatus } from '#shared/domain/session.ts'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import type { AppState } from '#shared/ipc/console-requests.ts'
import { type Client, type RequestError, toRequestError } from '../ipc/client.ts'

/** Most performance alerts kept; older ones are in the report. */
const MAX_ALERTS = 50

export interface AppStoreState {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly error: RequestError | null
  readonly app: AppState['app'] | null
  readonly connection: ConnectionStatus | null
  readonly queue: QueueStatus | null
  readonly sync: SyncStatus | null
  readonly storage: StorageStatus | null
  readonly settings: EffectiveSettings | null
  /** Of the destinations that have been asked so far; null until known. */
  readonly breakers: readonly BreakerStatus[] | null
  /** Who is signed in; null until known. */
  readonly session: SessionStatus | null
  readonly alerts: readonly PerformanceAlert[]
  /** Listens and asks for the first state; returns the function that ends it. */
  readonly start: () => () => void
  readonly reload: () => Promise<void>
  /** The breakers' figures change more often than they are told. */
  readonly readBreakers: () => Promise<void>
}

export type AppStore = StoreApi<AppStoreState>

/** What every window knows of the whole app. Events carry whole values, so the newest one always wins. */
export function createAppStore(client: Client): AppStore {
  return createStore<AppStoreState>((set, get) => {
    // Parts that an event has set since the last request: its answer may be older than they are.
    const heard = new Set<string>()
    const listen = (): (() => void)[] => [
      client.subscribe('connection:changed', (connection) => hear('connection', { connection })),
      client.subscribe('queue:changed', (queue) => hear('queue', { queue })),
      client.subscribe('sync:changed', (sync) => hear('sync', { sync })),
      client.subscribe('storage:changed', (storage) => hear('storage', { storage })),
      client.subscribe('settings:changed', (settings) => hear('settings', { settings })),
      client.subscribe('breakers:changed', (changed) => set(changed)),
      client.subscribe('session:changed', (session) => hear('session', { session })),
      client.subscribe('performance:alert', (alert) =>
        set((state) => ({ alerts: [alert, ...state.alerts].slice(0, MAX_ALERTS) })),
      ),
    ]
    function hear(part: string, change: Partial<AppStoreState>): void {
      heard.add(part)
      set(change)
    }
    async function readSession(): Promise<void> {
      // Without it nothing is wrong: it is told when it changes.
      const session = await client.request('session:status', {}).catch(() => null)
      if (session !== null && !heard.has('session')) set({ session })
    }
    return {
      status: 'loading',
      error: null,
      app: null,
      connection: null,
      queue: null,
      sync: null,
      storage: null,
      settings: null,
      breakers: null,
      session: null,
      alerts: [],
      start() {
        const ends = listen()
        void get().reload()
        void get().readBreakers()
        void readSession()
        return () => {
          for (const end of ends) end()
        }
      },
      async reload() {
        heard.clear()
        try {
          const { app, ...parts } = await client.request('app:state', {})
          const unheard = Object.entries(parts).filter(([part]) => !heard.has(part))
          set({ status: 'ready', error: null, app, ...Object.fromEntries(unheard) })
        } catch (error) {
          set({ status: 'failed', error: toRequestError(error) })
        }
      },
      async readBreakers() {
        // Without them nothing is wrong: they are shown when they are known.
        const answer = await client.request('breakers:list', {}).catch(() => null)
        if (answer !== null) set(answer)
      },
    }
  })
}
