import { useUi } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { textOf } from '../../app/devices/device-row.ts'
import { useDeviceActions } from '../../app/devices/use-device-actions.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { withoutDone } from './selection.ts'
import type { DeviceList } from './use-device-list.ts'

const PushDialog = deferred(async () => (await import('../../app/devices/PushDialog.tsx')).PushDialog)

interface PushToChosenProps {
  readonly list: DeviceList
  readonly openId: string | null
  readonly activeId: string | null
}

/** Asked for by key or from the palette: for the devices that are selected, else the one that is open, else the active one. */
export function PushToChosen({ list: { live, selected }, openId, activeId }: PushToChosenProps) {
  const isPushing = useUi((ui) => ui.isPushing)
  const show = useUi((ui) => ui.show)
  const { push } = useDeviceActions((notQueued) => live.select(withoutDone(live.shown().selected, selected, notQueued)))
  if (!isPushing) return null
  const only = openId ?? activeId
  const chosen = selected.size > 0 ? selected : new Set(only === null ? [] : [only])
  const devices = live
    .viewsOf(chosen)
    .filter((view) => !view.isNew && !view.isDeleting)
    .map((view) => ({ id: view.id, name: inSentence(textOf(view, 'name')) }))
  return (
    <PushDialog
      devices={devices}
      onPush={(content) => push(content, devices)}
      onClose={() => show({ isPushing: false })}
    />
  )
}
