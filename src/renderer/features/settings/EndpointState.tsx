import { useTranslation } from 'react-i18next'
import { usePeriodicRefresh, useRequest } from '../../app/hooks/requests.ts'
import { Notice } from '../../components/Notice.tsx'
import styles from './SettingsPage.module.css'

const READ_EVERY_MS = 2_000

/** Where other programs read the figures, or why they cannot. Shown while it is switched on. */
export function EndpointState({ port }: { port: number }) {
  const { t } = useTranslation()
  const read = useRequest('app:state', {})
  usePeriodicRefresh(() => void read.reload(), READ_EVERY_MS)
  if (read.value === null) return null
  const trouble = read.value.app.notices.find(({ code }) => code === 'metrics-endpoint')
  if (trouble !== undefined) {
    return (
      <Notice role="status" tone="medium" isInset>
        {trouble.message}
      </Notice>
    )
  }
  const address = `http://127.0.0.1:${port}/metrics`
  return <p className={styles['help']}>{t('support.endpointOpen', { address })}</p>
}
