import { useTranslation } from 'react-i18next'
import { PageFrame } from '../../components/PageFrame.tsx'
import { ReportsView } from './ReportsView.tsx'

/** How well the console and its fleet ran, and reports about it. */
export function PerformancePage() {
  const { t } = useTranslation()
  return (
    <PageFrame title={t('performance.title')}>
      <ReportsView />
    </PageFrame>
  )
}
