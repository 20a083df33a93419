import { useTranslation } from 'react-i18next'
import { PageFrame } from '../../components/PageFrame.tsx'

export function SettingsPage() {
  const { t } = useTranslation()
  return <PageFrame title={t('settings.title')}>{null}</PageFrame>
}
