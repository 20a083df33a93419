import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionState } from '#shared/domain/connection.ts'
import { Placeholder } from '../components/Placeholder.tsx'
import { useApp } from './context.tsx'

/** Stands where a list would be called empty, while the server has not said yet what is in it. */
export function NotKnownYet({ action }: { action?: ReactNode }) {
  const { t } = useTranslation()
  const state = useApp(({ connection }) => connection?.state ?? 'connecting')
  return (
    <Placeholder
      role="status"
      title={t('widget.unknown.title')}
      text={t(`widget.unknown.${REASON_OF[state]}`)}
      action={action}
    />
  )
}

const REASON_OF: Readonly<Record<ConnectionState, 'reading' | 'signIn' | 'offline' | 'disconnected'>> = {
  disconnected: 'disconnected',
  connecting: 'reading',
  authenticating: 'reading',
  resyncing: 'reading',
  online: 'reading',
  degraded: 'reading',
  'needs-auth': 'signIn',
  offline: 'offline',
}
