import { useEffect } from 'react'
import { useOutpost, useWindow } from '../../app/context.tsx'

/** Says once that this window failed and is here again. */
export function useRecoveryNotice(): void {
  const { toasts, window } = useOutpost()
  const recovery = useWindow((state) => state.recovery)
  useEffect(() => {
    if (recovery === null) return
    window.getState().recoverySaid()
    toasts.getState().add({ tone: 'problem', text: (t) => t(`windows.recovered.${recovery.reason}`) })
  }, [recovery, toasts, window])
}
