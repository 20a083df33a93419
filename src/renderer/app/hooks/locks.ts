import { useTranslation } from 'react-i18next'
import type { Export } from '#shared/domain/exports.ts'
import type { SettingName } from '#shared/domain/settings.ts'
import { useApp } from '../context.tsx'

/**
 * Why a setting cannot be changed on this PC, for whoever offers to change it; null: it can. The main process refuses to
 * change what is locked, whoever asks.
 */
export function useLockReason(name: SettingName): string | null {
  const { t } = useTranslation()
  const isLocked = useApp((state) => state.settings?.locks.includes(name) === true)
  return isLocked ? t('locks.reason') : null
}

/**
 * Why something cannot be written into a file on this PC, for whoever offers it; null: it can. The main process refuses what is
 * not allowed, whoever asks.
 */
export function useExportLock(): (what: Export) => string | null {
  const { t } = useTranslation()
  const allowed = useApp((state) => state.settings?.values.allowedExports)
  return (what) => (allowed === undefined || allowed.includes(what) ? null : t('locks.export'))
}
