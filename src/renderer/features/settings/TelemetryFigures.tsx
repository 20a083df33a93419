import { useTranslation } from 'react-i18next'
import { DROP_REASONS, type TelemetryStatus } from '#shared/domain/telemetry.ts'
import { useApp } from '../../app/context.tsx'
import { usePeriodicRefresh, useRequest } from '../../app/hooks/requests.ts'
import { now } from '../../app/time.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatAge, formatAgo, formatBytes, formatNumber } from '../../i18n/format.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { MarkedHeading } from './MarkedHeading.tsx'
import styles from './SettingsPage.module.css'

const READ_EVERY_MS = 5_000

/** What becomes of reports about the console's own errors, and where dumps of crashes lie. */
export function TelemetryFigures() {
  // Another address has figures of its own, read at once.
  return <Figures key={useApp((state) => state.settings?.values.telemetryDsn ?? '')} />
}

function Figures() {
  const { t } = useTranslation()
  const read = useRequest('telemetry:status', {})
  usePeriodicRefresh(() => void read.reload(), READ_EVERY_MS)
  return (
    <>
      <MarkedHeading text={t('telemetry.figures.title')} read={read} />
      {read.error === null ? null : <p className={styles['error']}>{errorSentence(t, read.error)}</p>}
      {read.value === null ? null : (
        <DescriptionList items={[...reportFigures(t, read.value), ...dumpFigures(t, read.value)]} />
      )}
    </>
  )
}

type Lines = { term: string; value: string }[]

function reportFigures(t: Translate, status: TelemetryStatus): Lines {
  const figure = (
    name: 'state' | 'kept' | 'sent' | 'lastSent' | 'dropped' | 'lastTrouble' | 'nextTry',
    value: string,
  ) => ({
    term: t(`telemetry.figures.${name}`),
    value,
  })
  const { receiver, kept, keptBytes, sent, lastSentAt, nextTryAt } = status
  if (!status.isOn) return [figure('state', t('telemetry.figures.off'))]
  const size = formatBytes(t, keptBytes)
  return [
    figure('state', t('telemetry.figures.onTo', { receiver: foreignText(receiver ?? '') })),
    figure('kept', kept === 0 ? '0' : t('telemetry.figures.keptOf', { n: formatNumber(kept), size })),
    ...(nextTryAt === null ? [] : [figure('nextTry', nextTryInWords(t, nextTryAt))]),
    figure('sent', formatNumber(sent)),
    figure('lastSent', lastSentAt === null ? t('telemetry.figures.never') : formatAgo(t, lastSentAt, now())),
    figure('dropped', droppedInWords(t, status)),
    figure('lastTrouble', troubleInWords(t, status)),
  ]
}

function nextTryInWords(t: Translate, at: number): string {
  return t('telemetry.figures.nextIn', { time: formatAge(t, Math.max(0, at - now())) })
}

function droppedInWords(t: Translate, { dropped }: TelemetryStatus): string {
  const parts = DROP_REASONS.flatMap((reason) => {
    const count = dropped[reason] ?? 0
    return count === 0 ? [] : [t(`telemetry.figures.dropReason.${reason}`, { n: formatNumber(count) })]
  })
  return parts.length === 0 ? t('telemetry.figures.none') : parts.join('; ')
}

function troubleInWords(t: Translate, { lastTrouble }: TelemetryStatus): string {
  if (lastTrouble === null) return t('telemetry.figures.none')
  const age = formatAge(t, now() - lastTrouble.at)
  return t('telemetry.figures.troubleAt', { trouble: t(`telemetry.trouble.${lastTrouble.code}`), age })
}

function dumpFigures(t: Translate, { crashDumps: { isOn, count, folder, newestAt } }: TelemetryStatus): Lines {
  const kept = t('telemetry.figures.dumpsOf', { count, n: formatNumber(count) })
  const newest = newestAt === null ? [] : [t('telemetry.figures.newest', { age: formatAge(t, now() - newestAt) })]
  const parts = [...(isOn ? [] : [t('telemetry.figures.dumpsOff')]), ...(isOn || count > 0 ? [kept] : []), ...newest]
  return [
    { term: t('telemetry.figures.dumps'), value: namesInRow(parts) },
    ...(isOn || count > 0 ? [{ term: t('telemetry.figures.folder'), value: foreignText(folder) }] : []),
  ]
}
