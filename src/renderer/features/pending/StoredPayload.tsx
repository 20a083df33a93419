import { useTranslation } from 'react-i18next'
import { useRequest } from '../../app/hooks/requests.ts'
import { ReadFailure } from '../../app/ReadFailure.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './OperationPanel.module.css'

/** What is on disk of a change that cannot be read, for a person who can. */
export function StoredPayload({ operationKey }: { operationKey: string }) {
  const { t } = useTranslation()
  const read = useRequest('operations:payload', { key: operationKey })
  const { value } = read
  if (value === null) return <ReadFailure read={read} />
  const { payload, isCut } = value
  const title = t('pending.detail.stored')
  return (
    <section className={styles['section']} aria-label={title}>
      <h3>{title}</h3>
      {payload === null ? (
        <p className={styles['muted']}>{t('pending.detail.storedNothing')}</p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
          <pre tabIndex={0} className={styles['payload']}>
            {payload}
          </pre>
          {isCut ? (
            <p className={styles['muted']}>
              {t('pending.detail.storedCut', { count: payload.length, formatted: formatNumber(payload.length) })}
            </p>
          ) : null}
          <div className={styles['buttons']}>
            <CopyButton text={payload} label={t('pending.detail.copyStored')} copied={t('transfer.copied')} />
          </div>
        </>
      )}
    </section>
  )
}
