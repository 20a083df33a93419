import { ChevronDown, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Intent } from '#shared/domain/operation.ts'
import { useToasts } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { DEVICE_COMMAND_NAMES } from '../../app/devices/command-names.ts'
import { textOf } from '../../app/devices/device-row.ts'
import { useDeviceActions } from '../../app/devices/use-device-actions.tsx'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { Button } from '../../components/Button.tsx'
import type { SelectOption } from '../../components/Field.tsx'
import { MenuButton } from '../../components/MenuButton.tsx'
import type { MenuGroup } from '../../components/menu-types.ts'
import { SelectionBar } from '../../components/SelectionBar.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { type BulkEdit, editsOf } from './bulk-edits.ts'
import { withoutDone } from './selection.ts'
import type { DeviceList } from './use-device-list.ts'

const BulkDialog = deferred(async () => (await import('./BulkDialog.tsx')).BulkDialog)

interface BulkBarProps {
  readonly list: DeviceList
  readonly playlists: readonly SelectOption[]
  readonly groups: readonly string[]
}

/** What can be done with several devices at once. */
export function BulkBar({ list, playlists, groups }: BulkBarProps) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<BulkEdit['kind'] | null>(null)
  const addToast = useToasts((state) => state.add)
  const isBusy = useBulkChanges().bulk?.state === 'running'
  const { live, selected, selectedHidden } = list
  // What could not be queued stays selected, and so does what was selected while it was under way.
  const actions = useDeviceActions((notQueued) => live.select(withoutDone(live.shown().selected, selected, notQueued)))
  const named = () => live.viewsOf(selected).map((view) => ({ id: view.id, name: inSentence(textOf(view, 'name')) }))
  const apply = (edit: BulkEdit): void => {
    const intents = editsOf(live.viewsOf(selected), edit)
    if (intents.length === 0) addToast({ text: (t) => t('devices.done.nothing') })
    else {
      // A list such as the tags is made from what the device has by then.
      const renew = (before: readonly Intent[]) =>
        editsOf(live.viewsOf(before.map(({ entityId = '' }) => entityId)), edit)
      actions.edit((t) => t(`devices.bulk.${edit.kind}`), intents, renew)
    }
  }
  const count = selected.size
  if (count === 0) return actions.dialog
  return (
    <SelectionBar
      label={t('devices.bulk.label')}
      count={t('devices.bulk.selected', { count, n: formatNumber(count) })}
      note={selectedHidden === 0 ? undefined : t('devices.bulk.hidden', { n: formatNumber(selectedHidden) })}
      clear={t('devices.bulk.clear')}
      onClear={() => live.select(new Set())}
    >
      {(['playlist', 'tag', 'group'] as const).map((kind) => (
        <Button key={kind} disabled={isBusy} onClick={() => setDialog(kind)}>
          {t(`devices.bulk.${kind}`)}
        </Button>
      ))}
      <BarMenu
        label={t('devices.bulk.takeAway')}
        entries={(['untag', 'ungroup'] as const).map((kind) => {
          return { id: kind, text: t(`devices.bulk.${kind}`), isDisabled: isBusy, run: () => setDialog(kind) }
        })}
      />
      <BarMenu
        label={t('devices.bulk.commands')}
        entries={DEVICE_COMMAND_NAMES.map((name) => {
          return { id: name, text: t(`command.${name}`), isDisabled: isBusy, run: () => actions.command(name, named()) }
        })}
      />
      <Button
        tone="danger"
        disabled={isBusy}
        icon={<Trash2 size={14} strokeWidth={1.5} aria-hidden />}
        onClick={() => actions.remove(named())}
      >
        {t('devices.bulk.delete')}
      </Button>
      {dialog === null ? null : (
        <BulkDialog
          kind={dialog}
          views={live.viewsOf(selected)}
          playlists={playlists}
          groups={groups}
          onApply={(value) => apply({ kind: dialog, value })}
          onClose={() => setDialog(null)}
        />
      )}
      {actions.dialog}
    </SelectionBar>
  )
}

function BarMenu({ label, entries }: { label: string; entries: MenuGroup['entries'] }) {
  return (
    <MenuButton
      label={label}
      icon={<ChevronDown size={14} strokeWidth={1.5} aria-hidden />}
      placement="bottom start"
      sections={() => [{ title: label, entries }]}
    />
  )
}
