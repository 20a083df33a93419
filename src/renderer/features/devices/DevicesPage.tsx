import type { TFunction } from 'i18next'
import { Link2, Plus } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceLayout } from '#shared/domain/device-views.ts'
import { useApp } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { Button } from '../../components/Button.tsx'
import type { SelectOption } from '../../components/Field.tsx'
import type { MenuHandle } from '../../components/MenuButton.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { BulkBar } from './BulkBar.tsx'
import { useDeviceColumns } from './columns.tsx'
import { DeviceFilters } from './DeviceFilters.tsx'
import { DeviceGrid } from './DeviceGrid.tsx'
import styles from './DevicesPage.module.css'
import { PushToChosen } from './PushToChosen.tsx'
import { type DeviceList, namesIn, useDeviceList } from './use-device-list.ts'
import { useDevicePage } from './use-device-page.ts'
import { useDeviceViews } from './use-device-views.ts'
import { usePrefetch } from './use-prefetch.ts'
import { ViewMenu } from './ViewMenu.tsx'

const DevicePanel = deferred(async () => (await import('./DevicePanel.tsx')).DevicePanel)
const DeviceListMenu = deferred(async () => (await import('./DeviceListMenu.tsx')).DeviceListMenu)
const BulkStrip = deferred(async () => (await import('../../app/BulkStrip.tsx')).BulkStrip)
const PairDialog = deferred(async () => (await import('./PairDialog.tsx')).PairDialog)
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
  const sites = useMemo(() => namesIn(list.siteCounts), [list.siteCounts])
  const groups = useMemo(() => namesIn(list.memberCounts), [list.memberCounts])
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
          groups={groups}
          searchBox={searchBox}
          onLeave={page.enterGrid}
          onEscape={page.leaveSearch}
        />
      }
      actions={
        <>
          <DeviceListMenu list={list} layout={views.layout} playlistName={playlists.nameOf} />
          <PageActions onPair={page.startPairing} onCreate={page.startCreating} />
        </>
      }
      selectionBar={<BulkBar list={list} playlists={playlists.options} groups={groups} />}
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
      {bulk === null ? null : <BulkStrip bulk={bulk} />}
      <PushToChosen list={list} openId={page.openId} activeId={page.activeId} />
      <NewDevices page={page} sites={sites} playlists={playlists.options} refresh={list.live.refresh} />
    </PageFrame>
  )
}

/** Where there is little room, by their icons. */
function PageActions({ onPair, onCreate }: { onPair: () => void; onCreate: () => void }) {
  const { t } = useTranslation()
  const [pair, create] = [t('devices.pair.title'), t('devices.new')]
  return (
    <>
      <Button icon={<Link2 size={16} strokeWidth={1.5} aria-hidden />} aria-label={pair} title={pair} onClick={onPair}>
        <span className={styles['words']}>{pair}</span>
      </Button>
      <Button
        tone="primary"
        icon={<Plus size={16} strokeWidth={1.5} aria-hidden />}
        aria-label={create}
        title={create}
        onClick={onCreate}
      >
        <span className={styles['words']}>{create}</span>
      </Button>
    </>
  )
}

interface NewDevicesProps {
  readonly page: Omit<ReturnType<typeof useDevicePage>, 'frame' | 'searchBox'>
  readonly sites: readonly string[]
  readonly playlists: readonly SelectOption[]
  readonly refresh: () => void
}

/** The two ways in which a device comes into the fleet. What was made is shown. */
function NewDevices({ page, sites, playlists, refresh }: NewDevicesProps) {
  const show = (id: string): void => {
    refresh()
    page.open(id, 'target')
  }
  return (
    <>
      {page.isPairing ? <PairDialog sites={sites} onClose={page.endPairing} onPaired={show} /> : null}
      {page.isCreating ? (
        <NewDeviceDialog sites={sites} playlists={playlists} onClose={page.endCreating} onCreated={show} />
      ) : null}
    </>
  )
}

/** Nothing before the fleet has been read. */
function countInWords(t: TFunction, { total, matching, isFiltered, cache }: DeviceList): string | undefined {
  if (cache.state === 'reading') return t('devices.countReading', { shown: formatNumber(total) })
  if (cache.state !== 'ready' && cache.state !== 'stale') return undefined
  if (total === 0 && knowledgeOf(cache) === 'never') return undefined
  const words = { shown: formatNumber(matching), total: formatNumber(total) }
  return isFiltered ? t('devices.countFiltered', words) : words.total
}

function useRowHeight({ density }: DeviceLayout): number {
  const standard = useApp((state) => state.settings?.values.density)
  return (density ?? standard) === 'comfortable' ? 36 : 28
}
