import { useTranslation } from 'react-i18next'
import { Button } from '../components/Button.tsx'
import { StateIcon } from '../components/StateIcon.tsx'
import type { StateShape } from '../components/state-shape.ts'
import { formatAge, formatExact, formatMoment, formatNumber } from '../i18n/format.ts'
import type { Translate } from '../i18n/setup.ts'
import { useNow } from './time.ts'
import styles from './WidgetMark.module.css'
import type { WidgetState } from './widget-state.ts'

const SHAPES: Readonly<Record<WidgetState['state'], StateShape>> = {
  failed: 'unreadable',
  loading: 'connecting',
  reading: 'connecting',
  stale: 'stale',
  ready: 'done',
}

interface WidgetMarkProps {
  readonly widget: WidgetState
  /** The heading of the page says already how old it is. */
  readonly isAgeTold?: boolean
}

/**
 * The state of one part of a page, beside its heading: how current it is, what of it the server has not confirmed, and a
 * way to read it again when that failed. Nearly invisible while all is well.
 */
export function WidgetMark({ widget, isAgeTold = false }: WidgetMarkProps) {
  const { t } = useTranslation()
  const now = useNow(5_000)
  const { state, optimistic, stuck, isRead = false } = widget
  const isSaid = state !== 'ready' || isRead
  const trust = trustInWords(t, widget, now)
  return (
    <span className={styles['mark']}>
      {optimistic === 0 ? null : (
        <span className={styles[stuck === 0 ? 'waiting' : 'stuck']}>
          <StateIcon shape={stuck === 0 ? 'waiting' : 'conflict'} />
          {t('widget.optimistic', { count: optimistic, n: formatNumber(optimistic) })}
          {stuck === 0 ? null : ` · ${t('widget.stuck', { count: stuck, n: formatNumber(stuck) })}`}
        </span>
      )}
      {isAgeTold && state === 'stale' ? null : (
        <span className={styles[state === 'ready' ? 'quiet' : 'doubt']} title={trust}>
          <StateIcon shape={SHAPES[state]} quiet={state === 'ready'} />
          <span className={isSaid ? undefined : 'visually-hidden'}>{trust}</span>
        </span>
      )}
      {widget.isRefused ? <Button onClick={widget.retry}>{t('action.tryAgain')}</Button> : null}
    </span>
  )
}

/** What was read so lately was read just now. */
const JUST_NOW_MS = 10_000

function trustInWords(t: Translate, { state, syncedAt, isRead = false }: WidgetState, now: number): string {
  switch (state) {
    case 'failed':
      return syncedAt === null || !isRead
        ? t('widget.failed')
        : t('widget.notAgain', { time: formatExact(syncedAt, now) })
    case 'loading':
    case 'reading':
      return t('widget.reading')
    case 'stale':
      return syncedAt === null ? t('widget.never') : t('widget.asOf', { time: formatMoment(syncedAt, now) })
    case 'ready':
      if (isRead && syncedAt !== null) return readInWords(t, now - syncedAt)
      return syncedAt === null ? t('widget.current') : t('widget.synced', { age: formatAge(t, now - syncedAt) })
  }
}

function readInWords(t: Translate, ageMs: number): string {
  return ageMs < JUST_NOW_MS ? t('widget.readNow') : t('widget.read', { age: formatAge(t, ageMs) })
}
