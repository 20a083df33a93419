import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/Button.tsx'
import { Notice } from '../components/Notice.tsx'
import styles from './PartFailed.module.css'
import { useReload } from './use-reload.ts'

/** Says that a dialog or another small part could not be read, and offers to load the window again, which comes back where it is. */
export function PartFailed() {
  const { t } = useTranslation()
  const reload = useReload()
  const [isDismissed, setDismissed] = useState(false)
  if (isDismissed) return null
  const actions = (
    <>
      <Button onClick={reload}>{t('error.reload')}</Button>
      <Button onClick={() => setDismissed(true)}>{t('action.dismiss')}</Button>
    </>
  )
  return (
    <div className={styles['place']}>
      <Notice tone="medium" role="alert" action={actions}>
        {t('error.part')}
      </Notice>
    </div>
  )
}
