import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HealthSample } from '#shared/protocol/device-health.ts'
import { useServerNow } from '../../app/hooks/alarms.ts'
import { useConnection } from '../../app/hooks/connection.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import { Button } from '../../components/Button.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import panelStyles from './DevicePanel.module.css'
import type { DeviceWatch } from './device-watch.ts'
import styles from './HealthHistory.module.css'
import { HealthTable } from './HealthTable.tsx'
import { joined, scorePicture } from './health-history.ts'

/** The server keeps what this window has not seen: while the details stay open, it is asked again so often. */
const ASK_EVERY_MS = 600_000

interface HealthHistoryProps {
  readonly deviceId: string
  readonly watch: DeviceWatch
}

/** How healthy the device was over the last day, as far as the server keeps it, and where that is missing, what was seen here. */
export function HealthHistory({ deviceId, watch }: HealthHistoryProps) {
  const { t } = useTranslation()
  const now = useServerNow(30_000)
  const [isTable, setTable] = useState(false)
  const { text, samples, isLoading, retry } = useHistory(deviceId, watch, now)
  return (
    <section aria-label={t('deviceHistory.title')} className={styles['history']}>
      <ScoreChart samples={samples} now={now} />
      {isLoading ? (
        <div role="status" aria-label={t('deviceHistory.loading')} className={styles['loading']} />
      ) : (
        <p role="status" className={panelStyles['empty']}>
          {text}
        </p>
      )}
      <div className={styles['acts']}>
        {retry === null ? null : <Button onClick={retry}>{t('action.tryAgain')}</Button>}
        {samples.length === 0 ? null : (
          <Button tone="quiet" aria-expanded={isTable} onClick={() => setTable(!isTable)}>
            {t(isTable ? 'deviceHistory.hideTable' : 'deviceHistory.showTable')}
          </Button>
        )}
      </div>
      {isTable ? <HealthTable samples={samples} now={now} /> : null}
    </section>
  )
}

interface History {
  readonly samples: readonly HealthSample[]
  /** Where the samples come from, and what is missing. */
  readonly text: string
  readonly isLoading: boolean
  readonly retry: (() => void) | null
}

function useHistory(deviceId: string, watch: DeviceWatch, now: number): History {
  const { t } = useTranslation()
  const { isOnline } = useConnection()
  const turn = Math.floor(now / ASK_EVERY_MS)
  const request = useRequest('device:health', isOnline ? { deviceId } : null, turn)
  const seenSince = formatMoment(watch.since, now)
  const kept = request.value?.samples ?? []
  const samples = joined(kept, watch.samples)
  const from = formatMoment(samples[0]?.at ?? now, now)
  const told = { samples, isLoading: false, retry: null }
  if (!isOnline) {
    const key = kept.length === 0 ? 'deviceHistory.offline' : 'deviceHistory.offlineKept'
    return { ...told, text: t(key, { since: seenSince, from }) }
  }
  if (request.error !== null) {
    const words = { since: seenSince, from, reason: errorSentence(t, request.error) }
    const key = kept.length === 0 ? 'deviceHistory.failed' : 'deviceHistory.failedKept'
    return { ...told, text: t(key, words), retry: () => void request.reload() }
  }
  if (request.value === null) return { ...told, text: '', isLoading: true }
  if (request.value.samples === null) return { ...told, text: t('deviceHistory.none', { since: seenSince }) }
  if (kept.length === 0) return { ...told, text: t('deviceHistory.empty', { since: seenSince }) }
  return { ...told, text: t('deviceHistory.kept', { from }) }
}

/** The score from 0 to 100. Where no line is, the device did not report. */
function ScoreChart({ samples, now }: { samples: readonly HealthSample[]; now: number }) {
  const { t } = useTranslation()
  const picture = scorePicture(samples, now)
  if (picture === null) return null
  const { lines, low, high } = picture
  const from = formatMoment(samples[0]?.at ?? now, now)
  const label = t('deviceHistory.chart', { low: formatNumber(low), high: formatNumber(high), from })
  return (
    <figure className={styles['figure']}>
      <svg role="img" aria-label={label} viewBox="0 0 100 100" preserveAspectRatio="none" className={styles['chart']}>
        <title>{label}</title>
        <line x1="0" y1="50" x2="100" y2="50" className={styles['middle']} />
        {lines.map((line) => {
          const [[x, y] = [0, 0]] = line
          // A single sample is a dot: a line without length, with a round end.
          const points = line.length === 1 ? [...line, ...line] : line
          return <polyline key={`${x} ${y}`} points={points.map((point) => point.join(',')).join(' ')} />
        })}
      </svg>
      <figcaption className={styles['axis']}>
        <span>{from}</span>
        <span>{t('deviceHistory.score')}</span>
        <span>{t('deviceHistory.now')}</span>
      </figcaption>
    </figure>
  )
}
