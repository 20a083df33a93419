import { useEffect } from 'react'
import type { Target } from '#shared/domain/window-route.ts'
import { useUi } from './context.tsx'

/** Notes what the page shows, so that it shows it again when it is loaded anew or gets a window of its own. */
export function useNotedPlace({ deviceId, operationKey, scope, state }: Target): void {
  const note = useUi((ui) => ui.note)
  useEffect(() => note({ deviceId, operationKey, scope, state }), [note, deviceId, operationKey, scope, state])
}
