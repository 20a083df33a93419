import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Intent } from '#shared/domain/operation.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { useApp, useOutpost } from '../../app/context.tsx'
import { EVERYTHING, filterOf } from '../../app/devices/device-filter.ts'
import { groupsOf, textOf } from '../../app/devices/device-row.ts'
import { useDeviceActions } from '../../app/devices/use-device-actions.tsx'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { useCacheState } from '../../app/hooks/replica.ts'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SelectField, TextField } from '../../components/Field.tsx'
import type { GridColumn } from '../../components/grid-types.ts'
import { Placeholder } from '../../components/Placeholder.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { compareNames } from '../../i18n/format-lists.ts'
import { entityById } from '../../stores/entity-collection.ts'
import styles from './Playlists.module.css'
import type { PlaylistRow } from './playlist-row.ts'

interface AssignDialogProps {
  readonly row: PlaylistRow
  readonly onClose: () => void
}

/** Asks which devices are to show a playlist. */
export function AssignDialog({ row, onClose }: AssignDialogProps) {
  const { t } = useTranslation()
  const { entities } = useOutpost()
  const cache = useCacheState('device')
  const isReading = cache.state === 'loading' || cache.state === 'reading'
  const devices = entities.getState().slices.device?.collection.rows ?? []
  if (!isReading && devices.length > 0) return <Choosing row={row} onClose={onClose} />
  return (
    <Dialog
      title={t('playlists.assign.title', { name: inSentence(row.name) })}
      onClose={onClose}
      actions={
        <Button autoFocus onClick={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <Placeholder role="status" title={isReading ? t('devices.loading') : t('devices.empty.title')} />
    </Dialog>
  )
}

const NOTHING: ReadonlySet<string> = new Set()

/** The devices as they were when the question was asked: what is chosen from holds still. */
function useDeviceChoice() {
  const { entities } = useOutpost()
  const [filter, setFilter] = useState({ search: '', site: '', memberOf: '' })
  const [selected, setSelected] = useState(NOTHING)
  const [devices] = useState(() =>
    [...(entities.getState().slices.device?.collection.rows ?? [])].sort((a, b) =>
      compareNames(textOf(a, 'name'), textOf(b, 'name')),
    ),
  )
  const byId = useMemo(() => new Map(devices.map((view) => [view.id, view])), [devices])
  const ids = useMemo(
    () => devices.filter(filterOf({ ...EVERYTHING, ...filter })).map(({ id }) => id),
    [devices, filter],
  )
  return { filter, setFilter, selected, setSelected, devices, byId, ids }
}

function Choosing({ row, onClose }: AssignDialogProps) {
  const { t } = useTranslation()
  const choice = useDeviceChoice()
  const { selected, ids, byId } = choice
  const assign = useAssignment(row)
  const [activeId, setActiveId] = useState<string | null>(null)
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const { nameOf } = usePlaylistNames()
  const columns = useMemo((): readonly GridColumn<EntityView>[] => {
    const column = (id: 'name' | 'site' | 'playlist', cell: GridColumn<EntityView>['cell']) => ({
      ...{ id, cell, header: t(`devices.column.${id}`), track: 'minmax(110px, 1fr)', minWidth: 110 },
    })
    return [
      column('name', (view) => foreignText(textOf(view, 'name'))),
      column('site', (view) => foreignText(textOf(view, 'site'))),
      column('playlist', (view) => foreignText(nameOf(textOf(view, 'playlistId') || null))),
    ]
  }, [t, nameOf])
  const count = [...selected].filter((id) => textOfId(byId, id) !== row.id).length
  const submit = (): void => {
    if (count === 0) return
    onClose()
    assign([...selected])
  }
  return (
    <Dialog
      title={t('playlists.assign.title', { name: inSentence(row.name) })}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={count === 0}>
            {t('playlists.assign.submit', { count })}
          </Button>
        </>
      }
    >
      <Filters choice={choice} />
      <p role="status" className={styles['said']}>
        {t('playlists.assign.found', { count: ids.length })} {t('playlists.assign.selected', { count: selected.size })}
        {selected.size === count ? null : ` ${t('playlists.assign.already', { count: selected.size - count })}`}
      </p>
      <div className={styles['devices']}>
        {ids.length === 0 ? (
          <Placeholder title={t('devices.empty.filtered')} text={t('devices.empty.filteredText')} />
        ) : (
          <DataGrid
            label={t('playlists.assign.list')}
            columns={columns}
            ids={ids}
            rowOf={(id) => byId.get(id)}
            rowLabel={(view) => inSentence(textOf(view, 'name'))}
            rowAttributes={(view) => ({ 'data-device-id': view.id })}
            rowHeight={rowHeight}
            selection={{
              ids: selected,
              onChange: choice.setSelected,
              labelAll: t('devices.row.selectAll'),
              labelOf: (id) =>
                t('devices.row.selectOne', { name: inSentence(textOf(byId.get(id) as EntityView, 'name')) }),
            }}
            activeId={activeId}
            onActiveChange={setActiveId}
            onOpen={(id) => choice.setSelected(toggled(selected, id))}
            onEscape={onClose}
          />
        )}
      </div>
    </Dialog>
  )
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

function textOfId(byId: ReadonlyMap<string, EntityView>, id: string): string {
  const view = byId.get(id)
  return view === undefined ? '' : textOf(view, 'playlistId')
}

function Filters({ choice }: { choice: ReturnType<typeof useDeviceChoice> }) {
  const { t } = useTranslation()
  const { filter, setFilter, devices } = choice
  const sites = useMemo(() => optionsOf(devices.map((view) => textOf(view, 'site'))), [devices])
  const groups = useMemo(() => optionsOf(devices.flatMap(groupsOf)), [devices])
  return (
    <>
      <TextField
        autoFocus
        label={t('playlists.assign.search')}
        placeholder={t('playlists.assign.searchPlaceholder')}
        value={filter.search}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setFilter({ ...filter, search: event.target.value })}
      />
      <div className={styles['pair']}>
        <SelectField
          label={t('field.site')}
          value={filter.site}
          options={[{ value: '', label: t('playlists.assign.allSites') }, ...sites]}
          onChange={(event) => setFilter({ ...filter, site: event.target.value })}
        />
        <SelectField
          label={t('devices.bulk.group_label')}
          value={filter.memberOf}
          options={[{ value: '', label: t('playlists.assign.allGroups') }, ...groups]}
          onChange={(event) => setFilter({ ...filter, memberOf: event.target.value })}
        />
      </div>
    </>
  )
}

function optionsOf(names: readonly string[]) {
  return [...new Set(names)].sort(compareNames).map((value) => ({ value, label: foreignText(value) }))
}

/** Gives the playlist to those devices that have another one now; what each has is looked at when it is done. */
function useAssignment(row: PlaylistRow): (ids: readonly string[]) => void {
  const { t } = useTranslation()
  const { entities } = useOutpost()
  const { isFree } = useBulkChanges()
  const actions = useDeviceActions()
  const intentsOf = (ids: readonly string[]): Intent[] => {
    const collection = entities.getState().slices.device?.collection
    return ids.flatMap((entityId): Intent[] => {
      const view = collection === undefined ? undefined : entityById(collection, entityId)
      if (view === undefined || view.isDeleting || textOf(view, 'playlistId') === row.id) return []
      return [{ kind: 'update', entityType: 'device', entityId, fields: { playlistId: row.id } }]
    })
  }
  return (ids) => {
    if (ids.length > 1 && !isFree()) return
    const intents = intentsOf(ids)
    if (intents.length === 0) return
    actions.edit(t('playlists.assign.running', { name: inSentence(row.name) }), intents, (failed) =>
      intentsOf(failed.flatMap(({ entityId }) => entityId ?? [])),
    )
  }
}
