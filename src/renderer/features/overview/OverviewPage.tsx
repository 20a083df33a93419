import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import type { FleetNumbers } from '../../app/fleet-numbers.ts'
import { useFleetNumbers } from '../../app/hooks/fleet-numbers.ts'
import { useCacheState } from '../../app/hooks/replica.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import { FleetColumn } from './FleetColumn.tsx'
import { NeedList, useNeeds } from './NeedList.tsx'
import styles from './Overview.module.css'

/** What needs a person at this site now; quiet when nothing does. */
export function OverviewPage() {
  const { t } = useTranslation()
  const cache = useCacheState('device')
  const fleet = useFleetNumbers(0)
  const { needs, more } = useNeeds()
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
  if (cache.state === 'loading' || cache.state === 'reading') {
    return (
      <PageFrame {...frame}>
        <RowSkeleton label={t('overview.loading')} />
      </PageFrame>
    )
  }
  return (
    <PageFrame {...frame}>
      <div className={styles['columns']}>
        <section aria-label={t('overview.needs')} className={styles['needs']}>
          {needs.length === 0 ? <Quiet fleet={fleet} isCurrent={cache.state === 'ready'} /> : null}
          <NeedList needs={needs} more={more} />
        </section>
        <FleetColumn fleet={fleet} />
      </div>
    </PageFrame>
  )
}

function Quiet({ fleet, isCurrent }: { fleet: FleetNumbers; isCurrent: boolean }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  if (fleet.total === 0) {
    const action = <Button onClick={() => go('devices')}>{t('overview.toDevices')}</Button>
    return <Placeholder role="status" title={t('overview.empty')} text={t('overview.emptyText')} action={action} />
  }
  const words = { count: fleet.total, n: formatNumber(fleet.total), online: formatNumber(fleet.online) }
  return (
    <Placeholder
      role="status"
      title={t('overview.quiet')}
      text={isCurrent ? t('overview.quietText', words) : t('overview.quietOffline')}
    />
  )
}
