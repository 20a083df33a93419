import { useTranslation } from 'react-i18next'
import { RowSkeleton } from '../../components/Placeholder.tsx'

export function HelpWaiting() {
  const { t } = useTranslation()
  return <RowSkeleton label={t('help.reading')} />
}
