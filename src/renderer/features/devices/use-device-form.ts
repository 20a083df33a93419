import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useUi } from '../../app/context.tsx'
import type { DeviceRow } from '../../app/devices/device-row.ts'
import { checkTouched, type DeviceDraft, type DraftField, draftOf } from './device-form.ts'

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

  /** Not null: what was typed is on its way into the queue, and where somebody goes once it is there. */
  const saving = useRef<{ leave: (() => void) | null } | null>(null)

  const ask = useEffectEvent((proceed: () => void) => {
    if (saving.current === null) askToLeave(proceed)
    else saving.current.leave = proceed
  })
  useEffect(() => {
    if (!isDirty) return
    guard((proceed) => {
      ask(proceed)
      return false
    })
    return () => guard(null)
  }, [isDirty, guard])

  /** Enter and Esc may follow each other at once: only what could not be queued asks whether it is to be given up. */
  async function save(queue: () => Promise<boolean>): Promise<void> {
    const mine: { leave: (() => void) | null } = { leave: null }
    saving.current = mine
    const isQueued = await queue()
    saving.current = null
    if (isQueued) {
      setTouched({})
      guard(null)
      mine.leave?.()
    } else if (mine.leave !== null) askToLeave(mine.leave)
  }

  return {
    draft,
    problems,
    changes,
    isDirty,
    save,
    set: (field: DraftField, value: string) => setTouched((before) => ({ ...before, [field]: value })),
    reset: () => setTouched({}),
  }
}

export type DeviceForm = ReturnType<typeof useDeviceForm>
