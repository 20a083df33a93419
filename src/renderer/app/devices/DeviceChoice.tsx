import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntityView } from '#shared/domain/view.ts'
import { DataGrid } from '../../components/DataGrid.tsx'
import { SelectField, TextField } from '../../components/Field.tsx'
import type { GridColumn } from '../../components/grid-types.ts'
import { Placeholder } from '../../components/Placeholder.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { compareNames } from '../../i18n/format-lists.ts'
import { useApp, useOutpost } from '../context.tsx'
import { usePlaylistNames } from '../hooks/playlists.ts'
import styles from './DeviceChoice.module.css'
import { EVERYTHING, filterOf } from './device-filter.ts'
import { groupsOf, textOf } from './device-row.ts'

const NOTHING: ReadonlySet<string> = new Set()

/** The devices as they were when the question was asked: what is chosen from holds still. */
export function useDeviceChoice() {
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

type Choice = ReturnType<typeof useDeviceChoice>

interface DeviceChoiceProps {
  readonly choice: Choice
  readonly onEscape: () => void
  /** What else has to be known of what is chosen. */
  readonly children?: ReactNode
}

/** Devices are found by words, site and group, and ticked: the inside of a dialog. */
export function DeviceChoice({ choice, onEscape, children }: DeviceChoiceProps) {
  const { t } = useTranslation()
  const { selected, ids, byId } = choice
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
  return (
    <>
      <Filters choice={choice} />
      <p role="status" className={styles['said']}>
        {t('playlists.assign.found', { count: ids.length })} {t('playlists.assign.selected', { count: selected.size })}
        {children}
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
            onEscape={onEscape}
          />
        )}
      </div>
    </>
  )
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

function Filters({ choice }: { choice: Choice }) {
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
