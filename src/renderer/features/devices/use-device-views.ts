import type { DeviceLayout, DeviceView } from '#shared/domain/device-views.ts'
import { useApp, useClient, useOutpost, useToasts } from '../../app/context.tsx'
import { builtInQuery, type DeviceQuery, isBuiltIn } from '../../app/devices/device-filter.ts'
import { useLockReason } from '../../app/hooks/locks.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { Say } from '../../stores/toast-store.ts'
import type { LiveDevices } from './live-devices.ts'
import { useViewUndo } from './use-view-undo.ts'
import { freeViewId, isSameQuery } from './views.ts'

const NO_VIEWS: readonly DeviceView[] = []
const STANDARD_LAYOUT: DeviceLayout = { columns: null, density: null }

/** The views of the list: which one is shown, whether it was changed since, and what can be done with it. */
export function useDeviceViews(live: LiveDevices, viewId: string, query: DeviceQuery) {
  const views = useApp((state) => state.settings?.values.deviceViews ?? NO_VIEWS)
  const builtInLayout = useApp((state) => state.settings?.values.deviceLayout ?? STANDARD_LAYOUT)
  const saved = views.find((view) => view.id === viewId)
  // One that was deleted in another window leaves what it showed.
  const id = saved !== undefined || isBuiltIn(viewId) ? viewId : 'all'
  const stored = saved?.query ?? (isBuiltIn(id) ? builtInQuery(id) : query)
  const acts = useViewActs(live, views, saved, query)
  const layout = saved?.layout ?? builtInLayout
  const whyNotViews = useLockReason('deviceViews')
  const whyNotStandard = useLockReason('deviceLayout')

  return {
    views,
    id,
    saved,
    layout,
    isChanged: !isSameQuery(stored, query),
    setLayout: (next: DeviceLayout) => void acts.setLayout(next, layout),
    /** Why views cannot be saved, changed or deleted; null: they can. */
    whyNotViews,
    /** Why the columns and the density of what is shown cannot be changed; null: they can. */
    whyNotLayout: saved === undefined ? whyNotStandard : whyNotViews,
    open: (next: string) => {
      const view = views.find((one) => one.id === next)
      if (view !== undefined) live.open(next, view.query)
      else if (isBuiltIn(next)) live.open(next, builtInQuery(next))
    },
    /** Shows again what the view was saved with. */
    reset: () => live.open(id, stored),
    saveAs: (name: string) => acts.saveAs(name, layout),
    update: acts.update,
    rename: acts.rename,
    remove: () => acts.remove(),
  }
}

export type DeviceViews = ReturnType<typeof useDeviceViews>

type ViewChanges = { readonly deviceViews?: readonly DeviceView[]; readonly deviceLayout?: DeviceLayout }

/** Everything that is written. All answer whether it was; why not has then been said. */
function useViewActs(
  live: LiveDevices,
  views: readonly DeviceView[],
  saved: DeviceView | undefined,
  query: DeviceQuery,
) {
  const client = useClient()
  const addToast = useToasts((state) => state.add)
  const { app } = useOutpost()
  const announce = useViewUndo()

  async function write(changes: ViewChanges): Promise<boolean> {
    try {
      await client.request('settings:update', { changes })
      return true
    } catch (error) {
      const reason = (t: Translate) => errorSentence(t, toRequestError(error))
      addToast({ tone: 'problem', text: (t) => t('devices.view.notSaved', { reason: reason(t) }) })
      return false
    }
  }

  /** Overwrites something of the view that is shown. What it was is put back with Undo, whatever else has changed since. */
  async function change<P extends 'query' | 'name' | 'layout'>(
    part: P,
    value: DeviceView[P],
    text: Say,
  ): Promise<boolean> {
    if (saved === undefined) return false
    const put = (next: DeviceView[P]) => {
      const now = app.getState().settings?.values.deviceViews ?? NO_VIEWS
      return write({ deviceViews: now.map((view) => (view.id === saved.id ? { ...view, [part]: next } : view)) })
    }
    if (!(await put(value))) return false
    announce({ line: `${saved.id}/${part}`, text, putBack: () => put(saved[part]) })
    return true
  }

  return {
    update: () => change('query', query, (t) => t('viewUndo.updated', { name: saved?.name ?? '' })),
    rename: (name: string) => change('name', name, (t) => t('viewUndo.renamed', { name })),
    async setLayout(layout: DeviceLayout, before: DeviceLayout): Promise<void> {
      if (saved !== undefined)
        return void (await change('layout', layout, (t) => t('viewUndo.layout', { name: saved.name })))
      if (!(await write({ deviceLayout: layout }))) return
      const putBack = () => write({ deviceLayout: before })
      announce({ line: 'standard/layout', text: (t) => t('viewUndo.standardLayout'), putBack })
    },
    async saveAs(name: string, layout: DeviceLayout): Promise<boolean> {
      const id = freeViewId(views)
      if (!(await write({ deviceViews: [...views, { id, name, query, layout }] }))) return false
      live.open(id, query)
      return true
    },
    async remove(): Promise<void> {
      if (saved === undefined) return
      const position = views.indexOf(saved)
      const rest = views.filter((view) => view !== saved)
      if (!(await write({ deviceViews: rest }))) return
      live.open('all', query)
      const run = (): void => {
        void write({ deviceViews: [...rest.slice(0, position), saved, ...rest.slice(position)] }).then((isWritten) => {
          if (!isWritten) return
          live.open(saved.id, saved.query)
          addToast({ text: (t) => t('viewUndo.restored', { name: saved.name }) })
        })
      }
      addToast({
        text: (t) => t('devices.view.deleted', { name: saved.name }),
        action: { label: (t: Translate) => t('action.undo'), isUndo: true, run },
      })
    },
  }
}
