import { Search } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationState } from '#shared/domain/operation.ts'
import { useApp, useUi } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { OPERATION_SHAPE } from '../../app/operation-shapes.ts'
import { useNow } from '../../app/time.ts'
import { classes } from '../../components/classes.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge, formatClock, formatMs, formatNumber } from '../../i18n/format.ts'
import { AlarmCounts } from './AlarmCounts.tsx'
import { CONNECTION_TONE, TONE_SHAPE } from './connection-shapes.ts'
import { PendingBadge } from './PendingBadge.tsx'
import { SiteSwitcher } from './SiteSwitcher.tsx'
import styles from './StatusStrip.module.css'
import { WindowMenu } from './WindowMenu.tsx'

const ConnectionPopover = deferred(async () => (await import('./ConnectionDetails.tsx')).ConnectionPopover)

/** What an operator must always see: which site, whether it is live, and what is not done yet. */
export function StatusStrip() {
  const queue = useApp((state) => state.queue)
  const state = useApp((app) => app.connection?.state)
  return (
    <header
      className={styles['strip']}
      data-tour="strip"
      data-tone={state === undefined ? 'working' : CONNECTION_TONE[state]}
      data-unknown-count={queue?.counts.unknown ?? 0}
    >
      <SiteSwitcher />
      <Connection />
      <Synced />
      <PendingBadge />
      <Attention />
      <AlarmCounts />
      <span className={styles['spacer']} />
      <div className={styles['tools']}>
        <FindButton />
        <WindowMenu />
      </div>
      <Clock />
    </header>
  )
}

function Connection() {
  const { t } = useTranslation()
  const connection = useApp((state) => state.connection)
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const state = connection?.state ?? 'connecting'
  const tone = CONNECTION_TONE[state]
  const word = connection === null ? t('strip.starting') : t(`connectionState.${state}`)
  const rttMs = tone === 'ok' || tone === 'degraded' ? (connection?.rttMs ?? null) : null
  return (
    <>
      <div role="status" aria-label={t('strip.label')} data-connection-state={connection?.state ?? 'starting'}>
        <button
          ref={button}
          type="button"
          className={classes(styles['part'], styles['connection'])}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <StateIcon
            shape={TONE_SHAPE[tone]}
            quiet={tone === 'ok'}
            className={tone === 'ok' ? styles['ok'] : undefined}
          />
          <strong className={styles['word']}>{word}</strong>
          {rttMs === null ? null : (
            <span className={classes(styles['muted'], styles['rtt'])} aria-hidden>
              {formatMs(t, rttMs)}
            </span>
          )}
        </button>
      </div>
      {isOpen ? <ConnectionPopover anchor={button} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function Synced() {
  const { t } = useTranslation()
  const sync = useApp((state) => state.sync)
  const now = useNow()
  if (sync === null) return null
  if (sync.progress !== null && sync.state === 'catching-up') {
    const { done, total } = sync.progress
    return (
      <span className={styles['muted']}>
        {t('strip.catchingUp', { done: formatNumber(done), total: formatNumber(total) })}
      </span>
    )
  }
  if (sync.lastSyncAt === null) return <span className={styles['muted']}>{t('strip.neverSynced')}</span>
  const age = t('time.ago', { age: formatAge(t, now - sync.lastSyncAt) })
  return <span className={styles['muted']}>{t('strip.synced', { age })}</span>
}

function Attention() {
  const { t } = useTranslation()
  const queue = useApp((state) => state.queue)
  const go = useUi((state) => state.go)
  if (queue === null) return null
  const { conflicted, quarantined, stale, unknown } = queue.counts
  // Conflicts have a page of their own, where they are decided.
  const show = (state: OperationState) =>
    state === 'conflicted' ? go('conflicts', { scope: 'pending' }) : go('pending', { state })
  const parts = [
    { state: 'stale', count: stale, text: t('strip.stale', { count: stale }) },
    { state: 'conflicted', count: conflicted, text: t('strip.conflicts', { count: conflicted }) },
    { state: 'unknown', count: unknown, text: t('strip.unknown', { count: unknown }) },
    { state: 'quarantined', count: quarantined, text: t('strip.refused', { count: quarantined }) },
  ] as const
  return parts
    .filter((part) => part.count > 0)
    .map(({ state, text }) => (
      <button key={state} type="button" className={styles['part']} onClick={() => show(state)}>
        <StateIcon shape={OPERATION_SHAPE[state]} />
        {text}
      </button>
    ))
}

function FindButton() {
  const { t } = useTranslation()
  const show = useUi((state) => state.show)
  return (
    <button
      type="button"
      className={classes(styles['part'], styles['find'])}
      data-tour="find"
      aria-keyshortcuts="Control+K"
      // Its name where there is no room for the word.
      title={t('strip.find')}
      onClick={() => show({ isPaletteOpen: true, typedAhead: '' })}
    >
      <Search size={14} strokeWidth={1.5} aria-hidden />
      <span className={styles['findWord']}>{t('strip.find')}</span>
      <kbd className={styles['kbd']}>Ctrl K</kbd>
    </button>
  )
}

function Clock() {
  const { t } = useTranslation()
  const now = useNow()
  return (
    <time className={styles['clock']} title={t('strip.clock')}>
      {formatClock(now)}
    </time>
  )
}
