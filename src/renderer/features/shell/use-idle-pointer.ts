import { useEffect } from 'react'
import { after } from '../../app/time.ts'

const IDLE_AFTER_MS = 3_000

/** On a wall the pointer and the controls go when nobody has touched anything for a while. */
export function useIdlePointer(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return
    const root = document.documentElement
    let cancel = () => {}
    const wake = () => {
      delete root.dataset['idle']
      cancel()
      cancel = after(IDLE_AFTER_MS, () => {
        root.dataset['idle'] = 'true'
      })
    }
    const events = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const
    for (const name of events) window.addEventListener(name, wake)
    wake()
    return () => {
      cancel()
      delete root.dataset['idle']
      for (const name of events) window.removeEventListener(name, wake)
    }
  }, [isWanted])
}
