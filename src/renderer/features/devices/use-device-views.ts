import { useTranslation } from 'react-i18next'
import type { DeviceLayout, DeviceView } from '#shared/domain/device-views.ts'
import { useApp, useClient, useToasts } from '../../app/context.tsx'
import { useLockReason } from '../../app/hooks/locks.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { LiveDevices } from './live-devices.ts'
import type { DeviceQuery } from './ordering.ts'
import { builtInQuery, freeViewId, isBuiltIn, isSameQuery } from './views.ts'

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

  function setLayout(next: DeviceLayout): void {
    if (saved === undefined) void acts.write({ deviceLayout: next })
    else
      void acts.write({ deviceViews: views.map((view) => (view.id === saved.id ? { ...view, layout: next } : view)) })
  }

  return {
    views,
    id,
    saved,
    layout,
    isChanged: !isSameQuery(stored, query),
    setLayout,
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
  const { t } = useTranslation()
  const client = useClient()
  const addToast = useToasts((state) => state.add)

  async function write(changes: ViewChanges): Promise<boolean> {
    try {
      await client.request('settings:update', { changes })
      return true
    } catch (error) {
      const reason = errorSentence(t, toRequestError(error))
      addToast({ tone: 'problem', text: t('devices.view.notSaved', { reason }) })
      return false
    }
  }

  const change = (part: Partial<DeviceView>) =>
    write({ deviceViews: views.map((view) => (view.id === saved?.id ? { ...view, ...part } : view)) })

  return {
    write,
    update: () => change({ query }),
    rename: (name: string) => change({ name }),
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
        void write({ deviceViews: [...rest.slice(0, position), saved, ...rest.slice(position)] }).then(
          (isWritten) => isWritten && live.open(saved.id, saved.query),
        )
      }
      addToast({ text: t('devices.view.deleted', { name: saved.name }), action: { label: t('action.undo'), run } })
    },
  }
}
