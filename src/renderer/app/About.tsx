import { useTranslation } from 'react-i18next'
import { DescriptionList } from '../components/DescriptionList.tsx'
import { withRemark } from '../i18n/format-lists.ts'
import styles from './About.module.css'
import { useApp } from './context.tsx'

/** Which program this is, and where its files are. */
export function About() {
  const { t } = useTranslation()
  const app = useApp((state) => state.app)
  if (app === null) return null
  const kind = app.isPackaged ? t('settings.about.packaged') : t('settings.about.unpackaged')
  return (
    <DescriptionList
      items={[
        { term: t('settings.about.version'), value: withRemark(app.version, kind) },
        { term: t('settings.about.runtime'), value: app.electron },
        { term: t('settings.about.profile'), value: <code className={styles['mono']}>{app.profileDirectory}</code> },
        { term: t('settings.about.log'), value: <code className={styles['mono']}>{app.logDirectory}</code> },
      ]}
    />
  )
}
