import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLockReason } from '../../app/hooks/locks.ts'
import { Button } from '../../components/Button.tsx'
import { ConnectForm } from './ConnectForm.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { useWelcome } from './use-welcome.ts'
import styles from './Welcome.module.css'

/** Greets who has configured nothing yet. The demo runs beside it already; nothing waits for an answer. */
export function Welcome() {
  const { t } = useTranslation()
  const { isAnswered, startTour, dismiss } = useWelcome()
  const [isConnecting, setConnecting] = useState(false)
  const whyNot = useLockReason('serverUrl')
  if (isAnswered) return null
  return (
    <section aria-label={t('welcome.title')} className={styles['panel']}>
      <div role="status">
        <h2>{t('welcome.title')}</h2>
      </div>
      {isConnecting ? (
        <ConnectForm onBack={() => setConnecting(false)} />
      ) : (
        <>
          <p>{t('welcome.text')}</p>
          <p className={styles['muted']}>{t('welcome.demo')}</p>
          <LanguageChoice />
          <div className={styles['actions']}>
            <Button tone="primary" onClick={startTour}>
              {t('welcome.tryDemo')}
            </Button>
            <Button disabled={whyNot !== null} title={whyNot ?? undefined} onClick={() => setConnecting(true)}>
              {t('welcome.connect')}
            </Button>
            <Button tone="quiet" onClick={dismiss}>
              {t('welcome.skip')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
