import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BULK_CHUNK } from '../../app/bulk-run.ts'
import type { BulkState } from '../../app/hooks/bulk.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './BulkStrip.module.css'

interface BulkStripProps {
  readonly bulk: BulkState
  readonly nameOf: (id: string) => string
}

/** How far a change of many devices is, and what of it could not be queued. */
export function BulkStrip({ bulk, nameOf }: BulkStripProps) {
  const { t } = useTranslation()
  const [isListShown, setListShown] = useState(false)
  const { title, total, queued, failed, state } = bulk
  const isRunning = state === 'running'
  if (isRunning && total <= BULK_CHUNK) return null
  const words = { title, total: formatNumber(total), queued: formatNumber(queued) }
  const left = total - queued - failed.length
  return (
    <section aria-label={t('devices.bulk.progress')} className={styles['strip']}>
      {isRunning ? (
        <progress className={styles['bar']} max={total} value={queued + failed.length} aria-label={title} />
      ) : (
        <StateIcon shape={failed.length > 0 ? 'warning' : 'undone'} />
      )}
      <span role="status" className={styles['words']}>
        {isRunning ? t('devices.bulk.running', words) : t('devices.bulk.ended', words)}
        {failed.length === 0 ? null : ` ${t('devices.bulk.failed', { n: formatNumber(failed.length) })}`}
        {isRunning || left === 0 ? null : ` ${t('devices.bulk.left', { n: formatNumber(left) })}`}
      </span>
      {failed.length === 0 ? null : <Button onClick={() => setListShown(true)}>{t('devices.bulk.showFailed')}</Button>}
      {isRunning ? (
        <Button onClick={bulk.cancel}>{t('devices.bulk.stop')}</Button>
      ) : (
        <>
          <Button onClick={bulk.retry}>{t('devices.bulk.retry', { n: formatNumber(failed.length + left) })}</Button>
          <Button tone="quiet" onClick={bulk.dismiss}>
            {t('action.dismiss')}
          </Button>
        </>
      )}
      {isListShown ? <FailedList bulk={bulk} nameOf={nameOf} onClose={() => setListShown(false)} /> : null}
    </section>
  )
}

const MAX_LISTED = 200

function FailedList({ bulk, nameOf, onClose }: BulkStripProps & { onClose: () => void }) {
  const { t } = useTranslation()
  const { failed } = bulk
  return (
    <Dialog
      title={t('devices.bulk.failedTitle', { count: failed.length })}
      isReading
      onClose={onClose}
      actions={
        <Button autoFocus onClick={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <dl className={styles['failures']}>
        {failed.slice(0, MAX_LISTED).map(({ intent, error }) => (
          <div key={intent.entityId}>
            <dt>
              <bdi>{nameOf(intent.entityId ?? '')}</bdi>
            </dt>
            <dd>{errorSentence(t, error)}</dd>
          </div>
        ))}
      </dl>
      {failed.length > MAX_LISTED ? <p>{t('devices.confirm.more', { count: failed.length - MAX_LISTED })}</p> : null}
    </Dialog>
  )
}
