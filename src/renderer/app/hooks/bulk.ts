import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EntityType } from '#shared/domain/ids.ts'
import type { Intent } from '#shared/domain/operation.ts'
import type { Say } from '../../stores/toast-store.ts'
import { type BulkProgress, type BulkResult, BulkRun } from '../bulk-run.ts'
import { type Outpost, useOutpost, useToasts } from '../context.tsx'
import { type Said, useAnnounce } from './actions.ts'

/** The change of many that is under way, or that ended with something left to look at. */
export interface BulkState extends BulkProgress {
  readonly title: Say
  readonly about: 'devices' | 'alarms' | 'content' | 'schedules'
  readonly cancel: () => void
  /** Tries those again that were not queued. */
  readonly retry: () => void
  readonly dismiss: () => void
}

const ABOUT = {
  device: 'devices',
  playlist: 'devices',
  schedule: 'schedules',
  content: 'content',
  wallboard: 'devices',
  alert: 'alarms',
} as const satisfies Record<EntityType, BulkState['about']>

const stores = new WeakMap<Outpost, StoreApi<{ bulk: BulkState | null }>>()

function storeOf(outpost: Outpost): StoreApi<{ bulk: BulkState | null }> {
  const known = stores.get(outpost) ?? createStore(() => ({ bulk: null }))
  stores.set(outpost, known)
  return known
}

export interface BulkChanges {
  /** Null: nothing is under way and nothing is left to look at. */
  readonly bulk: BulkState | null
  /**
   * Queues the changes part by part and says so in one line with Undo for all of them. Answers what became of them;
   * null when another one is under way, which has then been said. `renew` makes intents anew from today's values when they are tried again.
   */
  readonly start: (
    title: Say,
    intents: readonly Intent[],
    said: (count: number) => Said,
    renew?: (intents: readonly Intent[]) => readonly Intent[],
  ) => Promise<BulkResult | null>
  /** Whether one may be started now. Where another one is under way it says so: asked before anything is asked of people. */
  readonly isFree: () => boolean
}

/** Changes of many devices, alarms, schedules or pieces of content at once; one at a time in a window, whatever page is open. `BulkStrip` shows it. */
export function useBulkChanges(): BulkChanges {
  const outpost = useOutpost()
  const store = storeOf(outpost)
  const addToast = useToasts((state) => state.add)
  const bulk = useStore(store, (state) => state.bulk)
  const announce = useAnnounce()
  const dismiss = () => store.setState({ bulk: null })

  function isFree(): boolean {
    const known = store.getState().bulk
    if (known?.state !== 'running') return true
    addToast({ tone: 'problem', text: (t) => t('bulk.busy', { title: known.title(t) }) })
    return false
  }

  async function start(
    title: Say,
    intents: readonly Intent[],
    said: (count: number) => Said,
    renew: (intents: readonly Intent[]) => readonly Intent[] = (same) => same,
  ): Promise<BulkResult | null> {
    if (!isFree()) return null
    const about = ABOUT[intents[0]?.entityType ?? 'device']
    const endHearing = outpost.undo.hear()
    const before = new Map(outpost.undo.remember(intents).map((values, index) => [intents[index], values]))
    const run = new BulkRun({
      enqueue: async (part) => (await outpost.client.request('operations:enqueue', { intents: [...part] })).operations,
      onProgress: (progress) => show(progress),
    })
    const show = (progress: BulkProgress, again: readonly Intent[] = []): void => {
      const retry = () => void start(title, renew(again), said, renew)
      store.setState({ bulk: { ...progress, title, about, cancel: () => run.cancel(), retry, dismiss } })
    }
    const result = await run.run(intents)
    const again = [...result.failed.map(({ intent }) => intent), ...result.left]
    if (again.length === 0) dismiss()
    else show(result, again)
    if (result.queued > 0) {
      const values = result.intents.map((intent) => before.get(intent) ?? null)
      announce({ intents: result.intents, operations: [...result.operations], before: values }, said(result.queued))
    }
    endHearing()
    return result
  }

  return { bulk, start, isFree }
}
