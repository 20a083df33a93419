import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alarmOf } from '#shared/domain/alarms.ts'
import type { Intent } from '#shared/domain/operation.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { StateIcon } from '../components/StateIcon.tsx'
import { subjectOf } from '../i18n/alarm-words.ts'
import { foreignText } from '../i18n/foreign-text.ts'
import { formatNumber } from '../i18n/format.ts'
import { errorSentence } from '../i18n/words.ts'
import { entityById } from '../stores/entity-collection.ts'
import styles from './BulkStrip.module.css'
import { BULK_CHUNK } from './bulk-run.ts'
import { useOutpost } from './context.tsx'
import { useDeviceNames } from './hooks/alarms.ts'
import type { BulkState } from './hooks/bulk.ts'

interface BulkStripProps {
  readonly bulk: BulkState
}

/** How far a change of many is, whatever page it was begun on, and what of it could not be queued. */
export function BulkStrip({ bulk }: BulkStripProps) {
  const { t } = useTranslation()
  const [isListShown, setListShown] = useState(false)
  const { about, total, queued, failed, state } = bulk
  const isRunning = state === 'running'
  const title = bulk.title(t)
  if (isRunning && total <= BULK_CHUNK) return null
  const words = { title, total: formatNumber(total), queued: formatNumber(queued) }
  const left = total - queued - failed.length
  return (
    <section aria-label={t(`bulk.progress.${about}`)} className={styles['strip']}>
      {isRunning ? (
        <progress className={styles['bar']} max={total} value={queued + failed.length} aria-label={title} />
      ) : (
        <StateIcon shape={failed.length > 0 ? 'warning' : 'undone'} />
      )}
      <span role="status" className={styles['words']}>
        {isRunning ? t('bulk.running', words) : t('bulk.ended', words)}
        {failed.length === 0 ? null : ` ${t('bulk.failed', { n: formatNumber(failed.length) })}`}
        {isRunning || left === 0 ? null : ` ${t('bulk.left', { n: formatNumber(left) })}`}
      </span>
      {failed.length === 0 ? null : <Button onClick={() => setListShown(true)}>{t('bulk.showFailed')}</Button>}
      {isRunning ? (
        <Button onClick={bulk.cancel}>{t('bulk.stop')}</Button>
      ) : (
        <>
          <Button onClick={bulk.retry}>{t('bulk.retry', { n: formatNumber(failed.length + left) })}</Button>
          <Button tone="quiet" onClick={bulk.dismiss}>
            {t('action.dismiss')}
          </Button>
        </>
      )}
      {isListShown ? <FailedList bulk={bulk} onClose={() => setListShown(false)} /> : null}
    </section>
  )
}

const MAX_LISTED = 200

function FailedList({ bulk, onClose }: BulkStripProps & { onClose: () => void }) {
  const { t } = useTranslation()
  const { about, failed } = bulk
  const nameOf = useNames()
  return (
    <Dialog
      title={t(`bulk.failedTitle.${about}`, { count: failed.length })}
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
              <bdi>{nameOf(intent)}</bdi>
            </dt>
            <dd>{errorSentence(t, error)}</dd>
          </div>
        ))}
      </dl>
      {failed.length > MAX_LISTED ? <p>{t('bulk.more', { count: failed.length - MAX_LISTED })}</p> : null}
    </Dialog>
  )
}

/** What a change is about, by its name. */
function useNames(): (intent: Intent) => string {
  const { t } = useTranslation()
  const { entities } = useOutpost()
  const names = useDeviceNames()
  return ({ entityType, entityId = '' }) => {
    if (entityType === 'device') return foreignText(names.nameOf(entityId) ?? entityId)
    const collection = entities.getState().slices[entityType]?.collection
    const view = collection === undefined ? undefined : entityById(collection, entityId)
    const name = view?.data['name']
    if (typeof name === 'string') return foreignText(name)
    const alarm = view === undefined || entityType !== 'alert' ? null : alarmOf(view)
    if (alarm !== null) return subjectOf(t, alarm, names)
    return entityId
  }
}
