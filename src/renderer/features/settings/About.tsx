import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import styles from './SettingsPage.module.css'

export function About() {
  const { t } = useTranslation()
  const app = useApp((state) => state.app)
  if (app === null) return null
  const kind = app.isPackaged ? t('settings.about.packaged') : t('settings.about.unpackaged')
  return (
    <DescriptionList
      items={[
        { term: t('settings.about.version'), value: `${app.version} (${kind})` },
        { term: t('settings.about.runtime'), value: app.electron },
        { term: t('settings.about.profile'), value: <code className={styles['mono']}>{app.profileDirectory}</code> },
      ]}
    />
  )
}
