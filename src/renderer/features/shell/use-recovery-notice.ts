import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useOutpost, useWindow } from '../../app/context.tsx'

/** Says once that this window failed and is here again. */
export function useRecoveryNotice(): void {
  const { t } = useTranslation()
  const { toasts, window } = useOutpost()
  const recovery = useWindow((state) => state.recovery)
  useEffect(() => {
    if (recovery === null) return
    window.getState().recoverySaid()
    toasts.getState().add({ tone: 'problem', text: t(`windows.recovered.${recovery.reason}`) })
  }, [recovery, t, toasts, window])
}
