import { Plus } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { BulkBar } from './BulkBar.tsx'
import { useDeviceColumns } from './columns.tsx'
import { DeviceFilters } from './DeviceFilters.tsx'
import { DeviceGrid } from './DeviceGrid.tsx'
import { sitesOf, useDeviceList } from './use-device-list.ts'

const DevicePanel = lazy(async () => ({ default: (await import('./DevicePanel.tsx')).DevicePanel }))
const NewDeviceDialog = lazy(async () => ({ default: (await import('./NewDeviceDialog.tsx')).NewDeviceDialog }))

export function DevicesPage() {
  const { t } = useTranslation()
  const list = useDeviceList()
  const playlists = usePlaylistNames()
  const columns = useDeviceColumns(playlists.nameOf)
  const target = useUi((state) => state.target)
  const leaveGuard = useUi((state) => state.leaveGuard)
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const [activeId, setActiveId] = useState<string | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [isCreating, setCreating] = useState(false)
  const [focusPanel, setFocusPanel] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const sites = useMemo(() => sitesOf({ rows: list.rows }), [list.rows])

  const focusGrid = () => frame.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  function open(id: string | null, by: 'keyboard' | 'pointer' | 'target'): void {
    const show = () => {
      setOpenId(id)
      if (id !== null) setActiveId(id)
      if (id === null) focusGrid()
      if (by === 'keyboard') setFocusPanel((count) => count + 1)
    }
    if (id === openId || leaveGuard === null || leaveGuard(show)) show()
  }
  function activate(id: string | null): void {
    setActiveId(id)
    // With the panel open the list and the detail move together, unless something there is not saved.
    if (openId !== null && leaveGuard === null && id !== null) setOpenId(id)
  }

  const openTarget = target.deviceId
  // biome-ignore lint/correctness/useExhaustiveDependencies: a target is followed once, when it is given.
  useEffect(() => {
    if (openTarget !== undefined) open(openTarget, 'target')
  }, [target])
  usePageKeys({ '/': () => searchBox.current?.select(), n: () => setCreating(true), j: focusGrid, k: focusGrid })

  const count = list.isFiltered
    ? t('devices.countFiltered', { shown: formatNumber(list.matching), total: formatNumber(list.rows.length) })
    : formatNumber(list.rows.length)

  return (
    <PageFrame
      title={t('devices.title')}
      count={list.cache.state === 'loading' ? undefined : count}
      tools={<DeviceFilters list={list} sites={sites} searchBox={searchBox} onLeave={focusGrid} />}
      actions={
        <Button tone="primary" icon={<Plus size={16} strokeWidth={1.5} aria-hidden />} onClick={() => setCreating(true)}>
          {t('devices.new')}
        </Button>
      }
      selectionBar={
        <BulkBar selected={selected} list={list} playlists={playlists.options} onClear={() => setSelected(new Set())} />
      }
      panel={
        openId === null ? null : (
          <Suspense>
            <DevicePanel
              key={openId}
              id={openId}
              playlists={playlists.options}
              focusRequest={focusPanel}
              onClose={() => open(null, 'pointer')}
            />
          </Suspense>
        )
      }
    >
      <div ref={frame} style={{ display: 'contents' }}>
        <DeviceGrid
          list={list}
          columns={columns}
          rowHeight={rowHeight}
          activeId={activeId}
          onActiveChange={activate}
          selected={selected}
          onSelect={setSelected}
          onOpen={open}
          onEscape={() => (openId === null ? setActiveId(null) : open(null, 'pointer'))}
          onNew={() => setCreating(true)}
        />
      </div>
      {isCreating ? (
        <Suspense>
          <NewDeviceDialog
            sites={sites}
            playlists={playlists.options}
            onClose={() => setCreating(false)}
            onCreated={(id) => {
              list.stable.refresh()
              open(id, 'target')
            }}
          />
        </Suspense>
      ) : null}
    </PageFrame>
  )
}
