import type { TFunction } from 'i18next'
import { Plus } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceLayout } from '#shared/domain/device-views.ts'
import { useApp } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { Button } from '../../components/Button.tsx'
import type { MenuHandle } from '../../components/MenuButton.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { BulkBar } from './BulkBar.tsx'
import { useDeviceColumns } from './columns.tsx'
import { DeviceFilters } from './DeviceFilters.tsx'
import { DeviceGrid } from './DeviceGrid.tsx'
import { type DeviceList, sitesOf, useDeviceList } from './use-device-list.ts'
import { useDevicePage } from './use-device-page.ts'
import { useDeviceViews } from './use-device-views.ts'
import { usePrefetch } from './use-prefetch.ts'
import { ViewMenu } from './ViewMenu.tsx'

const DevicePanel = deferred(async () => (await import('./DevicePanel.tsx')).DevicePanel)
const BulkStrip = deferred(async () => (await import('./BulkStrip.tsx')).BulkStrip)
const NewDeviceDialog = deferred(async () => (await import('./NewDeviceDialog.tsx')).NewDeviceDialog)

export function DevicesPage() {
  const { t } = useTranslation()
  const playlists = usePlaylistNames()
  const list = useDeviceList(playlists.nameOf)
  const views = useDeviceViews(list.live, list.viewId, list.query)
  const { bulk } = useBulkChanges()
  const prefetch = usePrefetch()
  const menu = useRef<MenuHandle>(null)
  const { frame, searchBox, ...page } = useDevicePage({
    refresh: list.live.refresh,
    openViews: () => menu.current?.open(),
    wants: prefetch.wants,
  })
  const columns = useDeviceColumns(playlists.nameOf, views.layout)
  const rowHeight = useRowHeight(views.layout)
  const sites = useMemo(() => sitesOf(list.siteCounts), [list.siteCounts])
  const note = useStaleNote(list.cache)

  return (
    <PageFrame
      title={t('devices.title')}
      view={<ViewMenu ref={menu} list={list} views={views} />}
      count={countInWords(t, list)}
      note={note}
      tools={
        <DeviceFilters
          list={list}
          sites={sites}
          searchBox={searchBox}
          onLeave={page.enterGrid}
          onEscape={page.leaveSearch}
        />
      }
      actions={
        <Button tone="primary" icon={<Plus size={16} strokeWidth={1.5} aria-hidden />} onClick={page.startCreating}>
          {t('devices.new')}
        </Button>
      }
      selectionBar={<BulkBar list={list} playlists={playlists.options} />}
      panel={
        page.openId === null ? null : (
          <DevicePanel
            key={page.openId}
            id={page.openId}
            playlists={playlists.options}
            focusRequest={page.focusRequest}
            onClose={() => page.open(null)}
          />
        )
      }
    >
      <div ref={frame} style={{ display: 'contents' }} onPointerOver={prefetch.over}>
        <DeviceGrid
          list={list}
          page={page}
          columns={columns}
          rowHeight={rowHeight}
          playlistName={playlists.nameOf}
          views={views}
        />
      </div>
      {bulk === null ? null : <BulkStrip bulk={bulk} nameOf={(id) => list.live.rowOf(id)?.data.name ?? id} />}
      {page.isCreating ? (
        <NewDeviceDialog
          sites={sites}
          playlists={playlists.options}
          onClose={() => page.setCreating(false)}
          onCreated={(id) => {
            list.live.refresh()
            page.open(id, 'target')
          }}
        />
      ) : null}
    </PageFrame>
  )
}

/** Nothing before the fleet has been read. */
function countInWords(t: TFunction, { total, matching, isFiltered, cache }: DeviceList): string | undefined {
  if (cache.state === 'reading') return t('devices.countReading', { shown: formatNumber(total) })
  if (cache.state !== 'ready' && cache.state !== 'stale') return undefined
  const words = { shown: formatNumber(matching), total: formatNumber(total) }
  return isFiltered ? t('devices.countFiltered', words) : words.total
}

function useRowHeight({ density }: DeviceLayout): number {
  const standard = useApp((state) => state.settings?.values.density)
  return (density ?? standard) === 'comfortable' ? 36 : 28
}
