import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useUi } from '../../app/context.tsx'
import { checkTouched, type DeviceDraft, type DraftField, draftOf } from './device-form.ts'
import type { DeviceRow } from './device-row.ts'

/**
 * The edit of one device. A field that was not touched follows the live value; a touched one keeps what was typed.
 */
export function useDeviceForm(row: DeviceRow, askToLeave: (proceed: () => void) => void) {
  const [touched, setTouched] = useState<Partial<DeviceDraft>>({})
  const live = useMemo(() => draftOf(row.data), [row.data])
  const draft: DeviceDraft = { ...live, ...touched }
  const { changes, problems } = useMemo(() => checkTouched(row.data, touched), [row.data, touched])
  const isDirty = Object.entries(touched).some(([field, value]) => value !== live[field as DraftField])
  const guard = useUi((state) => state.guard)

  const ask = useEffectEvent(askToLeave)
  useEffect(() => {
    if (!isDirty) return
    guard((proceed) => {
      ask(proceed)
      return false
    })
    return () => guard(null)
  }, [isDirty, guard])

  return {
    draft,
    problems,
    changes,
    isDirty,
    set: (field: DraftField, value: string) => setTouched((before) => ({ ...before, [field]: value })),
    reset: () => setTouched({}),
  }
}

export type DeviceForm = ReturnType<typeof useDeviceForm>
