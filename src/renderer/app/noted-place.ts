import { useEffect } from 'react'
import type { Target } from '#shared/domain/window-route.ts'
import { useUi } from './context.tsx'

/** Notes what the page shows, so that it shows it again when it is loaded anew or gets a window of its own. */
export function useNotedPlace(place: Target): void {
  const note = useUi((ui) => ui.note)
  const text = JSON.stringify(place)
  useEffect(() => note(JSON.parse(text) as Target), [note, text])
}
