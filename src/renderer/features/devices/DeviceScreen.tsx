import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceRow } from '../../app/devices/device-row.ts'
import { useConnection } from '../../app/hooks/connection.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatAge, formatExact } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import panelStyles from './DevicePanel.module.css'
import styles from './DeviceScreen.module.css'

/** The last picture of a device's screen: when it was taken is known here, the picture itself is read from the server. */
export function DeviceScreen({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  const now = useNow()
  const taken = row.reported?.screenshot ?? null
  const asked = row.view.pending.findLast(({ command }) => command === 'screenshot')
  return (
    <section className={panelStyles['section']} aria-label={t('devices.screen.title')}>
      <h3>{t('devices.screen.title')}</h3>
      {taken === null ? (
        <p className={panelStyles['empty']}>{t('devices.screen.none')}</p>
      ) : (
        <TakenScreen row={row} taken={taken} />
      )}
      {asked === undefined ? null : (
        <p className={panelStyles['empty']}>
          {t('devices.screen.underWay', { age: formatAge(t, now - asked.createdAt) })}
        </p>
      )}
    </section>
  )
}

interface TakenScreenProps {
  readonly row: DeviceRow
  readonly taken: { readonly key: string; readonly at: number }
}

function TakenScreen({ row, taken }: TakenScreenProps) {
  const { t } = useTranslation()
  const { isOnline } = useConnection()
  const now = useNow(5_000)
  const [brokenKey, setBrokenKey] = useState<string | null>(null)
  // Another picture was taken, or the server is back: it is asked for again.
  const request = useRequest('device:screenshot', isOnline ? { deviceId: row.id } : null, taken.at)
  const picture = request.value?.screenshot ?? null
  const time = formatExact(taken.at, now)
  if (picture !== null && picture.key !== brokenKey) {
    const words = { age: formatAge(t, now - picture.at), time: formatExact(picture.at, now) }
    return (
      <figure className={styles['screen']}>
        <img
          className={styles['picture']}
          src={`data:${picture.mediaType};base64,${picture.data}`}
          width={picture.width}
          height={picture.height}
          alt={t('devices.screen.alt', { ...words, name: inSentence(row.data.name) })}
          onError={() => setBrokenKey(picture.key)}
        />
        <figcaption className={panelStyles['empty']}>
          {t('devices.screen.caption', words)}
          {request.error === null || picture.key === taken.key
            ? null
            : ` ${t('devices.screen.older', { reason: errorSentence(t, request.error) })}`}
        </figcaption>
      </figure>
    )
  }
  if (!isOnline) return <p className={panelStyles['empty']}>{t('devices.screen.offline', { time })}</p>
  if (request.status === 'loading') {
    return <div role="status" aria-label={t('devices.screen.loading')} className={styles['loading']} />
  }
  return (
    <>
      <p role="status" className={panelStyles['empty']}>
        {request.error !== null
          ? t('devices.screen.failed', { time, reason: errorSentence(t, request.error) })
          : t(picture === null ? 'devices.screen.gone' : 'devices.screen.broken', { time })}
      </p>
      <Button onClick={() => void request.reload()}>{t('action.tryAgain')}</Button>
    </>
  )
}
