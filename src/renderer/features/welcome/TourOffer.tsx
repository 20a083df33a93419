import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { TOUR_STEPS } from './tour-steps.ts'
import { useWelcome } from './use-welcome.ts'
import styles from './Welcome.module.css'

/** After the own server is connected: the tour is offered once, when there is a moment for it. */
export function TourOffer() {
  const { t } = useTranslation()
  const { isAnswered, startTour, dismiss } = useWelcome()
  if (isAnswered) return null
  return (
    <section aria-label={t('welcome.offerTitle')} className={styles['panel']}>
      <div role="status">
        <h2>{t('welcome.offerTitle')}</h2>
      </div>
      <p>{t('welcome.offerText', { count: TOUR_STEPS.length })}</p>
      <div className={styles['actions']}>
        <Button tone="primary" onClick={startTour}>
          {t('welcome.startTour')}
        </Button>
        <Button tone="quiet" onClick={dismiss}>
          {t('welcome.skip')}
        </Button>
      </div>
    </section>
  )
}
