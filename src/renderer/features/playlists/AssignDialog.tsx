import { useTranslation } from 'react-i18next'
import type { Intent } from '#shared/domain/operation.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { useOutpost } from '../../app/context.tsx'
import { DeviceChoice, useDeviceChoice } from '../../app/devices/DeviceChoice.tsx'
import { textOf } from '../../app/devices/device-row.ts'
import { useDeviceActions } from '../../app/devices/use-device-actions.tsx'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { useCacheState } from '../../app/hooks/replica.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Placeholder } from '../../components/Placeholder.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { entityById } from '../../stores/entity-collection.ts'
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

function Choosing({ row, onClose }: AssignDialogProps) {
  const { t } = useTranslation()
  const choice = useDeviceChoice()
  const { selected, byId } = choice
  const assign = useAssignment(row)
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
      <DeviceChoice choice={choice} onEscape={onClose}>
        {selected.size === count ? null : ` ${t('playlists.assign.already', { count: selected.size - count })}`}
      </DeviceChoice>
    </Dialog>
  )
}

function textOfId(byId: ReadonlyMap<string, EntityView>, id: string): string {
  const view = byId.get(id)
  return view === undefined ? '' : textOf(view, 'playlistId')
}

/** Gives the playlist to those devices that have another one now; what each has is looked at when it is done. */
function useAssignment(row: PlaylistRow): (ids: readonly string[]) => void {
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
    actions.edit(
      (t) => t('playlists.assign.running', { name: inSentence(row.name) }),
      intents,
      (failed) => intentsOf(failed.flatMap(({ entityId }) => entityId ?? [])),
    )
  }
}
