import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { QueueStatus, SyncStatus } from '#shared/domain/queue.ts'
import { useApp, useUi } from '../../app/context.tsx'
import { useConnection } from '../../app/hooks/connection.ts'
import { useTold } from '../../app/hooks/told.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { Popover } from '../../components/Popover.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { breakerBanner, connectionBanner, sendableOf } from '../../i18n/banner-words.ts'
import { formatAge, formatAgo, formatBytes, formatExact, formatMs, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { Breakers } from './Breakers.tsx'
import { CONNECTION_TONE, TONE_SHAPE } from './connection-shapes.ts'
import styles from './Details.module.css'

interface ConnectionPopoverProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

export function ConnectionPopover({ anchor, onClose }: ConnectionPopoverProps) {
  const { t } = useTranslation()
  return (
    <Popover title={t('details.title')} anchor={anchor} onClose={onClose}>
      <ConnectionDetails onClose={onClose} />
    </Popover>
  )
}

function ConnectionDetails({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { status, connect, disconnect, syncNow } = useConnection()
  const queue = useApp((state) => state.queue)
  const sync = useApp((state) => state.sync)
  const breakers = useApp((state) => state.breakers)
  const session = useApp((state) => state.session)
  const show = useUi((state) => state.show)
  const now = useNow()
  const told = useTold()
  if (status === null) return null
  const tone = CONNECTION_TONE[status.state]
  const words = connectionBanner(t, status, queue, now, session) ?? breakerBanner(t, breakers, now)
  const sentence = words?.text ?? plainSentence(t, status)
  const run = (act: () => Promise<void>) => told(act())
  return (
    <div className={styles['details']}>
      <p className={styles['sentence']}>
        <StateIcon shape={TONE_SHAPE[tone]} className={tone === 'ok' ? styles['ok'] : undefined} />
        <span>{sentence}</span>
      </p>
      <DescriptionList items={itemsOf(t, status, now).concat(syncItems(t, sync, now), queueItems(t, queue))} />
      <div className={styles['actions']}>
        {status.state === 'needs-auth' ? (
          <Button
            tone="primary"
            onClick={() => {
              onClose()
              show({ isTokenDialogOpen: true })
            }}
          >
            {session?.user === null ? t('banner.signIn') : t('banner.signInAgain')}
          </Button>
        ) : null}
        <Button onClick={() => run(connect)}>{t('details.reconnect')}</Button>
        <Button disabled={status.state === 'disconnected'} onClick={() => run(disconnect)}>
          {t('details.disconnect')}
        </Button>
        <Button disabled={tone !== 'ok' && tone !== 'degraded'} onClick={() => run(syncNow)}>
          {t('details.syncNow')}
        </Button>
      </div>
      <Breakers />
    </div>
  )
}

function queueItems(t: Translate, queue: QueueStatus | null): Item[] {
  if (queue === null) return []
  const { attention, counts } = queue
  return [
    { term: t('details.pending'), value: formatNumber(sendableOf(queue)) },
    ...(attention === 0 ? [] : [{ term: t('details.attention'), value: formatNumber(attention) }]),
    ...(counts.accepted === 0 ? [] : [{ term: t('details.atDevice'), value: formatNumber(counts.accepted) }]),
    { term: t('details.queueSize'), value: formatBytes(t, queue.bytes) },
  ]
}

function plainSentence(t: Translate, status: ConnectionStatus): string {
  const { state } = status
  return state === 'online' || state === 'connecting' || state === 'authenticating' || state === 'resyncing'
    ? t(`sentence.${state}`)
    : t(`reason.${status.reason}`)
}

interface Item {
  readonly term: string
  readonly value: string
}

function itemsOf(t: Translate, status: ConnectionStatus, now: number): Item[] {
  const { statistics, nextAttemptAt } = status
  const { rtt } = statistics
  const isMeasured = rtt.last !== null
  const server = status.isDemo ? t('details.demoServer') : (status.serverUrl ?? t('details.notSet'))
  const items: Item[] = [
    { term: t('details.server'), value: server },
    { term: t('details.tenant'), value: status.tenant ?? t('details.notSet') },
    { term: t('details.user'), value: status.user ?? t('details.notSet') },
    { term: t('details.since'), value: formatExact(status.since, now) },
    {
      term: t('details.rtt'),
      value: isMeasured
        ? t('details.rttValue', {
            last: formatMs(t, rtt.last),
            p50: formatMs(t, rtt.p50),
            p95: formatMs(t, rtt.p95),
            p99: formatMs(t, rtt.p99),
          })
        : t('details.unmeasured'),
    },
    {
      term: t('details.attempts'),
      value: t('details.attemptsValue', {
        attempts: formatNumber(statistics.attempts),
        successes: formatNumber(statistics.successes),
        failures: formatNumber(statistics.failures),
      }),
    },
  ]
  if (nextAttemptAt !== null) {
    const age = formatAge(t, Math.max(0, nextAttemptAt - now))
    items.push({ term: t('details.nextAttempt'), value: t('details.nextIn', { age, attempt: status.attempt }) })
  }
  if (status.reason !== 'none') {
    const detail = status.detail === null ? '' : ` ${status.detail}`
    items.push({ term: t('details.lastError'), value: `${t(`reason.${status.reason}`)}${detail}` })
  }
  return items
}

function syncItems(t: Translate, sync: SyncStatus | null, now: number): Item[] {
  if (sync === null) return []
  const age = formatAgo(t, sync.lastSyncAt, now)
  const kind = sync.lastSyncKind === 'snapshot' ? 'kindSnapshot' : 'kindDelta'
  return [
    { term: t('details.lastSync'), value: sync.lastSyncKind === null ? age : t(`details.${kind}`, { age }) },
    { term: t('details.events'), value: formatNumber(sync.eventsPerSecond) },
  ]
}
