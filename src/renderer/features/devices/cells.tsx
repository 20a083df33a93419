import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CRITICAL_PERCENT, type DeviceRow, HIGH_PERCENT, statusOf } from '../../app/devices/device-row.ts'
import { MarkWords, shortMark } from '../../app/MarkWords.tsx'
import { markOfField } from '../../app/marks.ts'
import { useNow } from '../../app/time.ts'
import { classes } from '../../components/classes.ts'
import { PendingText } from '../../components/PendingText.tsx'
import { StateIcon, stateIcon } from '../../components/StateIcon.tsx'
import type { StateShape } from '../../components/state-shape.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatCoarseAge, formatExact, formatNumber } from '../../i18n/format.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import { textPattern } from '../../i18n/text-pattern.ts'
import styles from './cells.module.css'
import type { PlaylistName } from './ordering.ts'

const STATUS_SHAPE: Readonly<Record<ReturnType<typeof statusOf>, StateShape>> = {
  online: 'online',
  idle: 'idle',
  offline: 'offline',
  new: 'new',
}

/** What cells are drawn with, asked for once for all of them. Cells are no components: there are hundreds of them. */
export interface CellTexts {
  readonly t: TFunction
  readonly playlistName: PlaylistName
  readonly withUnit: Readonly<Record<'percent' | 'degrees', (values: { readonly n: string }) => string>>
}

export function cellTexts(t: TFunction, playlistName: PlaylistName): CellTexts {
  const pattern = (unit: 'percent' | 'degrees') => textPattern(['n'], (values) => t(`devices.detail.${unit}`, values))
  return { t, playlistName, withUnit: { percent: pattern('percent'), degrees: pattern('degrees') } }
}

/** Drawn in muted text. */
export function statusCell(row: DeviceRow, { t }: Pick<CellTexts, 't'>): ReactNode {
  if (row.isGone) {
    return (
      <>
        {stateIcon({ shape: 'expired', quiet: true, className: styles['leading'] })}
        {t('devices.row.gone')}
      </>
    )
  }
  const status = statusOf(row)
  const short = shortage(row, t)
  const name = statusWord(t, status)
  const word = status === 'offline' ? <span className={styles['strong']}>{name}</span> : name
  const icon = { shape: STATUS_SHAPE[status], quiet: status !== 'new' }
  // Nearly all: with as few elements as there can be.
  if (short === null) {
    return (
      <>
        {stateIcon({ ...icon, className: classes(styles['leading'], styles[status]) })}
        {word}
      </>
    )
  }
  return (
    <span className={styles['withIcon']}>
      {stateIcon({ ...icon, className: styles[status] })}
      <span>{word}</span>
      {short}
    </span>
  )
}

/** The status outside of the list. */
export function Status({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  return <span className={styles['muted']}>{statusCell(row, { t })}</span>
}

export function statusWord(t: TFunction, status: ReturnType<typeof statusOf>): string {
  return status === 'new' ? t('mark.isNew') : t(`state.${status}`)
}

/** What a device that is there runs short of; nothing for nearly all of them. */
function shortage(row: DeviceRow, t: TFunction): ReactNode {
  const health = row.reported?.health
  if (health === undefined) return null
  const short = (['cpu', 'memory', 'storage'] as const).filter((part) => health[part] >= CRITICAL_PERCENT)
  if (short.length === 0) return null
  const words = namesInRow(
    short.map(
      (part) => `${t(`devices.detail.${part}`)} ${t('devices.detail.percent', { n: formatNumber(health[part]) })}`,
    ),
  )
  return (
    <span title={words}>
      <StateIcon shape="warning" label={words} />
    </span>
  )
}

/** A value that can be edited; marked while it is not confirmed. */
export function fieldCell(row: DeviceRow, field: string, given: string, { t }: CellTexts): ReactNode {
  const text = foreignText(given)
  const { isNew, isDeleting, pending } = row.view
  if (pending.length === 0 && !isNew && !isDeleting) return text
  const mark = isNew ? row.mark : markOfField(row.view, field)
  return (
    <PendingText mark={mark === null ? null : shortMark(t, mark)} isDeleting={isDeleting}>
      {text}
    </PendingText>
  )
}

/** A device that reported within this time is simply there; only silence is worth a number. */
const FRESH_MS = 60_000

/** A component, as the only one of all cells that changes with the time alone. */
export function LastSeenCell({ at, t }: { at: number; t: TFunction }) {
  const now = useNow(5_000)
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at, now)}>
      {now - at < FRESH_MS ? t('time.now') : formatCoarseAge(t, now - at)}
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
export function healthCell(row: DeviceRow, part: keyof typeof HEALTH_UNIT, { withUnit }: CellTexts): ReactNode {
  const value = row.reported?.health[part]
  if (value === undefined) return '–'
  const unit = HEALTH_UNIT[part]
  const n = formatNumber(value)
  const text = unit === null ? n : withUnit[unit]({ n })
  if (unit !== 'percent' || value < HIGH_PERCENT) return text
  return <span className={styles[value >= CRITICAL_PERCENT ? 'critical' : 'high']}>{text}</span>
}

export function markCell(row: DeviceRow): ReactNode {
  return row.mark === null ? null : <MarkWords mark={row.mark} isDeleting={row.view.isDeleting} />
}
