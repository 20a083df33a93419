import { useTranslation } from 'react-i18next'
import type { FailedProps } from '../../../app/deferred.tsx'
import { Button } from '../../../components/Button.tsx'
import { StateIcon } from '../../../components/StateIcon.tsx'
import { foreignText } from '../../../i18n/foreign-text.ts'
import styles from './Board.module.css'

/** What stands in the place of a widget that is not drawn, and why. It keeps to its own place: the others go on. */

export function WidgetWaiting() {
  const { t } = useTranslation()
  return <p className={styles['stand']}>{t('boardWidgets.reading')}</p>
}

export function WidgetMissing({ onRetry }: FailedProps) {
  const { t } = useTranslation()
  return (
    <div role="alert" className={styles['stand']}>
      <p>{t('boardWidgets.notLoaded')}</p>
      <Button onClick={onRetry}>{t('action.tryAgain')}</Button>
    </div>
  )
}

/** A document may be newer than this program, or written by hand. */
export function UnknownWidget({ type }: { type: string }) {
  const { t } = useTranslation()
  return (
    <div className={styles['stand']}>
      <p>
        <StateIcon shape="unknown" quiet />
        {t('boardWidgets.unknownType')}
      </p>
      <code>{foreignText(type)}</code>
    </div>
  )
}

export function WidgetFailed({ title, error, onRetry }: { title: string; error: Error; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <div role="alert" className={styles['stand']}>
      <p>
        <StateIcon shape="unreadable" />
        {t('boardWidgets.broken', { title: foreignText(title) })}
      </p>
      <Button onClick={onRetry}>{t('action.tryAgain')}</Button>
      <details>
        <summary>{t('error.details')}</summary>
        <code>{error.message}</code>
      </details>
    </div>
  )
}
