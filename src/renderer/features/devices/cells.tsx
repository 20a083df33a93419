import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { isLate, MARK_SHAPE, type Mark, markOfField } from '../../app/marks.ts'
import { useNow } from '../../app/time.ts'
import { PendingText } from '../../components/PendingText.tsx'
import { StateIcon, type StateShape } from '../../components/StateIcon.tsx'
import { formatAge, formatCoarseAge, formatExact, formatNumber } from '../../i18n/format.ts'
import { plainText } from '../../i18n/plain-text.ts'
import styles from './cells.module.css'
import { CRITICAL_PERCENT, type DeviceRow, HIGH_PERCENT, statusOf } from './device-row.ts'

const STATUS_SHAPE: Readonly<Record<ReturnType<typeof statusOf>, StateShape>> = {
  online: 'online',
  idle: 'idle',
  offline: 'offline',
  new: 'new',
}

export function StatusCell({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  const status = statusOf(row)
  if (row.isGone) {
    return (
      <span className={styles['withIcon']}>
        <StateIcon shape="expired" quiet className={styles['muted']} />
        <span className={styles['muted']}>{t('devices.row.gone')}</span>
      </span>
    )
  }
  return (
    <span className={styles['withIcon']}>
      <StateIcon shape={STATUS_SHAPE[status]} quiet={status !== 'new'} className={styles[status]} />
      <span className={status === 'offline' ? styles['strong'] : styles['muted']}>
        {plainText(t, `state.${status}`, () => (status === 'new' ? t('mark.isNew') : t(`state.${status}`)))}
      </span>
      <Shortage row={row} />
    </span>
  )
}

/** What a device that is there runs short of; nothing for nearly all of them. */
function Shortage({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  const health = row.reported?.health
  if (health === undefined) return null
  const short = (['cpu', 'memory', 'storage'] as const).filter((part) => health[part] >= CRITICAL_PERCENT)
  if (short.length === 0) return null
  const words = short
    .map((part) => `${t(`devices.detail.${part}`)} ${t('devices.detail.percent', { n: formatNumber(health[part]) })}`)
    .join(', ')
  return (
    <span title={words}>
      <StateIcon shape="warning" label={words} />
    </span>
  )
}

export function FieldCell({ row, field, children }: { row: DeviceRow; field: string; children: string }) {
  const { t } = useTranslation()
  const mark = row.view.isNew ? markOfCreate(row) : markOfField(row.view, field)
  return (
    <PendingText mark={mark === null ? null : shortMark(t, mark)} isDeleting={row.view.isDeleting}>
      {children}
    </PendingText>
  )
}

function markOfCreate(row: DeviceRow): Mark | null {
  return row.mark
}

type MarkedState = 'sending' | 'stale' | 'unknown' | 'accepted' | 'conflicted' | 'quarantined'

/** The mark in a word for a value's tooltip; its age stands in the Pending column. */
function shortMark(t: TFunction, mark: Mark): string {
  if (mark.kind === 'waiting') return t('mark.unconfirmed')
  return t(`mark.${mark.state as MarkedState}`)
}

/** A device that reported within this time is simply there; only silence is worth a number. */
const FRESH_MS = 60_000

export function LastSeenCell({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  const now = useNow(5_000)
  const at = row.reported?.lastSeenAt ?? null
  if (at === null) return <span className={styles['muted']}>–</span>
  return (
    <time className={styles['age']} dateTime={new Date(at).toISOString()} title={formatExact(at, now)}>
      {now - at < FRESH_MS ? plainText(t, 'time.now', () => t('time.now')) : formatCoarseAge(t, now - at)}
    </time>
  )
}

const HEALTH_UNIT = {
  cpu: 'percent',
  memory: 'percent',
  storage: 'percent',
  temperature: 'degrees',
  score: null,
} as const

/** A value that the device reports; grey unless it is abnormal. */
export function HealthCell({ row, part }: { row: DeviceRow; part: keyof typeof HEALTH_UNIT }) {
  const { t } = useTranslation()
  const value = row.reported?.health[part]
  if (value === undefined) return <span className={styles['muted']}>–</span>
  const unit = HEALTH_UNIT[part]
  const n = formatNumber(value)
  const isPercent = unit === 'percent'
  const level =
    isPercent && value >= CRITICAL_PERCENT ? 'critical' : isPercent && value >= HIGH_PERCENT ? 'high' : 'calm'
  return <span className={styles[level]}>{unit === null ? n : t(`devices.detail.${unit}`, { n })}</span>
}

export function MarkCell({ row }: { row: DeviceRow }) {
  return row.mark === null ? null : <MarkWords mark={row.mark} isDeleting={row.view.isDeleting} />
}

function MarkWords({ mark, isDeleting }: { mark: Mark; isDeleting: boolean }) {
  const { t } = useTranslation()
  const now = useNow()
  const timeoutMs = useApp((state) => state.settings?.values.rollbackTimeoutMs ?? 5_000)
  const age = formatAge(t, now - mark.createdAt)
  const sentence = mark.state === 'queued' ? t('mark.queued', { age }) : t(`mark.${mark.state as MarkedState}`)
  const isCalm = mark.kind === 'waiting' || mark.kind === 'device'
  const isQuiet = isCalm && !isLate(mark, now, timeoutMs)
  return (
    <span className={styles['withIcon']} title={sentence}>
      <StateIcon shape={MARK_SHAPE[mark.kind]} />
      <span className={styles[mark.kind]}>
        {isQuiet ? <span className="visually-hidden">{sentence}</span> : wordsOf(t, mark, isDeleting, age)}
        {mark.count > 1 && !isQuiet ? <span className={styles['muted']}> ×{mark.count}</span> : null}
      </span>
    </span>
  )
}

function wordsOf(t: TFunction, mark: Mark, isDeleting: boolean, age: string): string {
  if (mark.kind !== 'waiting') return t(`state.${mark.kind}`)
  if (isDeleting) return t('mark.isDeleting')
  return t('mark.waitingShort', { age })
}
