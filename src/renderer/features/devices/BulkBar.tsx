import { Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Intent } from '#shared/domain/operation.ts'
import { useToasts } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { useQueueChanges } from '../../app/hooks/actions.ts'
import { Button } from '../../components/Button.tsx'
import type { SelectOption } from '../../components/Field.tsx'
import { SelectionBar } from '../../components/SelectionBar.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { DEVICE_COMMAND_NAMES } from './command-names.ts'
import type { DeviceRow } from './device-row.ts'
import { useDeviceActions } from './use-device-actions.tsx'
import type { DeviceList } from './use-device-list.ts'

const BulkDialog = deferred(async () => (await import('./BulkDialog.tsx')).BulkDialog)

interface BulkBarProps {
  readonly list: DeviceList
  readonly playlists: readonly SelectOption[]
}

/** What can be done with several devices at once. */
export function BulkBar({ list, playlists }: BulkBarProps) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<'playlist' | 'tag' | null>(null)
  const { live, selected, selectedHidden } = list
  const onClear = () => live.select(new Set())
  const actions = useDeviceActions(onClear)
  const rows = useMemo(() => [...selected].map(live.rowOf).filter((row) => row !== undefined), [selected, live])
  const devices = rows.map((row) => ({ id: row.id, name: row.data.name }))
  const apply = useBulkChange(rows, onClear)
  if (rows.length === 0) return actions.dialog
  return (
    <SelectionBar
      label={t('devices.bulk.label')}
      count={t('devices.bulk.selected', { count: rows.length, n: formatNumber(rows.length) })}
      note={selectedHidden === 0 ? undefined : t('devices.bulk.hidden', { n: formatNumber(selectedHidden) })}
      clear={t('devices.bulk.clear')}
      onClear={onClear}
    >
      <Button onClick={() => setDialog('playlist')}>{t('devices.bulk.playlist')}</Button>
      <Button onClick={() => setDialog('tag')}>{t('devices.bulk.tag')}</Button>
      {DEVICE_COMMAND_NAMES.map((name) => (
        <Button key={name} onClick={() => actions.command(name, devices)}>
          {t(`command.${name}`)}
        </Button>
      ))}
      <Button
        tone="danger"
        icon={<Trash2 size={14} strokeWidth={1.5} aria-hidden />}
        onClick={() => actions.remove(devices)}
      >
        {t('devices.bulk.delete')}
      </Button>
      {dialog === null ? null : (
        <BulkDialog
          kind={dialog}
          count={rows.length}
          playlists={playlists}
          onApply={(value) => void apply(dialog, value)}
          onClose={() => setDialog(null)}
        />
      )}
      {actions.dialog}
    </SelectionBar>
  )
}

/** Queues the change for the devices that differ, all of them or none. */
function useBulkChange(rows: readonly DeviceRow[], onDone: () => void) {
  const { t } = useTranslation()
  const { queue } = useQueueChanges()
  const addToast = useToasts((state) => state.add)
  return async (kind: 'playlist' | 'tag', value: string): Promise<void> => {
    const intents = rows.flatMap((row): Intent[] => {
      const fields =
        kind === 'playlist'
          ? { playlistId: value === '' ? null : value }
          : { tags: [...new Set([...row.data.tags, value.trim()])] }
      const isSame = Object.entries(fields).every(
        ([field, next]) => JSON.stringify(row.view.data[field] ?? null) === JSON.stringify(next),
      )
      return isSame ? [] : [{ kind: 'update', entityType: 'device', entityId: row.id, fields }]
    })
    if (intents.length === 0) return void addToast({ text: t('devices.done.nothing') })
    const words = { count: intents.length }
    const said = { queued: t('devices.queued.changed', words), done: t('devices.done.changed', words) }
    if ((await queue(intents, said)) !== null) onDone()
  }
}
