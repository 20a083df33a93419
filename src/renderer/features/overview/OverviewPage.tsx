import { useTranslation } from 'react-i18next'
import type { ConnectionState } from '#shared/domain/connection.ts'
import { useApp, useUi } from '../../app/context.tsx'
import type { FleetNumbers } from '../../app/fleet-numbers.ts'
import { useHeldRows } from '../../app/held-rows.ts'
import { useFleetNumbers } from '../../app/hooks/fleet-numbers.ts'
import { type CacheState, useCacheState } from '../../app/hooks/replica.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { type Knowledge, knowledgeOf } from '../../app/knowledge.ts'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { usePageKeys } from '../../app/page-keys.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import { FleetColumn } from './FleetColumn.tsx'
import { NeedList, useNeeds } from './NeedList.tsx'
import type { Need } from './needs.ts'
import styles from './Overview.module.css'

/** The server is asked, and will tell. */
const UNDER_WAY: ReadonlySet<ConnectionState> = new Set([
  'connecting',
  'authenticating',
  'resyncing',
  'online',
  'degraded',
])

/** What needs a person at this site now; quiet when nothing does. */
export function OverviewPage() {
  const { t } = useTranslation()
  const cache = useCacheState('device')
  const alarms = useCacheState('alert')
  const fleet = useFleetNumbers(0)
  const { needs, more } = useNeeds()
  const held = useHeldRows(needs, idOf)
  usePageKeys({ r: held.refresh })
  const isQueueKnown = useApp((state) => state.queue !== null)
  const note = useStaleNote(cache)
  const count = needs.length + more
  const frame = {
    title: t('overview.title'),
    note,
    count: count === 0 ? undefined : t('overview.count', { count, n: formatNumber(count) }),
  }
  if (cache.state === 'failed') {
    const text = cache.error === null ? undefined : errorSentence(t, cache.error)
    const action = <Button onClick={cache.reload}>{t('action.tryAgain')}</Button>
    return (
      <PageFrame {...frame}>
        <Placeholder role="alert" title={t('overview.failed')} text={text} action={action} />
      </PageFrame>
    )
  }
  // What is known to need somebody is shown while the rest is read. That nothing does is said when all of it is known.
  const knowledge = isQueueKnown ? knowledgeOf(cache, alarms) : 'reading'
  return (
    <PageFrame {...frame}>
      <div className={styles['columns']}>
        <section aria-label={t('overview.needs')} className={styles['needs']}>
          {alarms.state === 'failed' ? (
            <AlarmsFailed alarms={alarms} />
          ) : needs.length > 0 ? null : (
            <Quiet fleet={fleet} knowledge={knowledge} syncedAt={cache.syncedAt} />
          )}
          <NeedList held={held} more={more} />
        </section>
        <FleetColumn fleet={isUnderWay(cache) ? null : fleet} cache={cache} />
      </div>
      <UpdatesWaiting
        count={held.waiting}
        text={t('overview.updates', { count: held.waiting })}
        onRefresh={held.refresh}
      />
    </PageFrame>
  )
}

function idOf({ id }: Need): string {
  return id
}

/** Nobody knows whether an alarm needs a person: that is the first thing to be said. */
function AlarmsFailed({ alarms }: { alarms: CacheState }) {
  const { t } = useTranslation()
  const text = alarms.error === null ? undefined : errorSentence(t, alarms.error)
  const action = <Button onClick={alarms.reload}>{t('action.tryAgain')}</Button>
  return <Placeholder role="alert" title={t('overview.alarmsFailed')} text={text} action={action} />
}

function isUnderWay({ state }: CacheState): boolean {
  return state === 'loading' || state === 'reading'
}

interface QuietProps {
  readonly fleet: FleetNumbers
  readonly knowledge: Knowledge
  readonly syncedAt: number | null
}

/** Nothing is known to need a person: whether that means that nothing does. */
function Quiet({ fleet, knowledge, syncedAt }: QuietProps) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  if (knowledge === 'reading') return <RowSkeleton label={t('overview.loading')} rows={8} />
  if (knowledge === 'never') return <NotKnownYet />
  if (knowledge === 'past') return <QuietThen syncedAt={syncedAt} />
  if (fleet.total === 0) {
    const action = <Button onClick={() => go('devices')}>{t('overview.toDevices')}</Button>
    return <Placeholder role="status" title={t('overview.empty')} text={t('overview.emptyText')} action={action} />
  }
  const words = { count: fleet.total, n: formatNumber(fleet.total), online: formatNumber(fleet.online) }
  return <Placeholder role="status" title={t('overview.quiet')} text={t('overview.quietText', words)} />
}

/** So it was when the server was last heard. */
function QuietThen({ syncedAt }: { syncedAt: number | null }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  const isCatchingUp = useApp(({ connection }) => connection === null || UNDER_WAY.has(connection.state))
  return (
    <Placeholder
      role="status"
      title={t('overview.quietPast', { time: formatMoment(syncedAt ?? now, now) })}
      text={t(isCatchingUp ? 'overview.quietCatchingUp' : 'overview.quietOffline')}
    />
  )
}
