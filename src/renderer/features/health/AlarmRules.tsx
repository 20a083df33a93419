import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmRule } from '#shared/protocol/alarm-rules.ts'
import { useApp } from '../../app/context.tsx'
import { useAlarms, useDeviceNames } from '../../app/hooks/alarms.ts'
import { useConnection } from '../../app/hooks/connection.ts'
import { useMetrics, usePerformanceAlerts } from '../../app/hooks/queue.ts'
import { useCacheState } from '../../app/hooks/replica.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { ReadFailure } from '../../app/ReadFailure.tsx'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { RowSkeleton } from '../../components/Placeholder.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { AlarmsRead } from './AlarmsRead.tsx'
import { listRules, ownRules, serverRules } from './alarm-rules.ts'
import styles from './Rules.module.css'
import { RuleTable } from './RuleTable.tsx'
import { useRuleRows } from './use-rule-rows.tsx'

/** Measured figures change slowly, and only whether there are any counts here. */
const METRICS_EVERY_MS = 10_000

interface AlarmRulesProps {
  readonly view: ReactNode
  /** Shows the alarms of a kind. */
  readonly onShow: (kind: string) => void
}

/** Every rule by which alarms are raised, put together and put apart: the master alarm list of ISA-18.2. */
export function AlarmRules({ view, onShow }: AlarmRulesProps) {
  const { t } = useTranslation()
  const note = useStaleNote(useCacheState('alert'))
  return (
    <PageFrame title={t('health.title')} note={note} tab="rules" view={view}>
      <AlarmsRead>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
        <section aria-label={t('alarmRules.title')} tabIndex={0} className={styles['page']}>
          <ServerRules onShow={onShow} />
          <ListRules />
          <OwnRules />
        </section>
      </AlarmsRead>
    </PageFrame>
  )
}

function ServerRules({ onShow }: { onShow: (kind: string) => void }) {
  const { t } = useTranslation()
  const { alarms, now } = useAlarms()
  const { isOnline } = useConnection()
  const rowsOf = useRuleRows()
  const { value, error, reload } = useRequest('server:alarm-rules', isOnline ? {} : null)
  const isReading = isOnline && value === null && error === null
  const known: readonly AlarmRule[] = value?.rules ?? []
  const rows = rowsOf.server(serverRules(known, alarms, now), onShow)
  return (
    <>
      <RuleTable title={t('alarmRules.server.title')} text={<p role="status">{textOf()}</p>} rows={rows} />
      {isReading ? <RowSkeleton label={t('alarmRules.loading')} /> : null}
      {isOnline && error !== null ? (
        <div className={styles['retry']}>
          <Button onClick={() => void reload()}>{t('action.tryAgain')}</Button>
        </div>
      ) : null}
    </>
  )

  function textOf(): string {
    if (isReading) return t('alarmRules.server.loading')
    if (!isOnline) return t(value === null ? 'alarmRules.server.offline' : 'alarmRules.server.offlineKept')
    if (error !== null) return t('alarmRules.server.failed', { reason: errorSentence(t, error) })
    if (value?.rules === null) return t('alarmRules.server.none')
    return t(known.length === 0 ? 'alarmRules.server.empty' : 'alarmRules.server.text')
  }
}

function ListRules() {
  const { t } = useTranslation()
  const { alarms, now } = useAlarms()
  const { siteOf } = useDeviceNames()
  const rowsOf = useRuleRows()
  return (
    <RuleTable
      title={t('alarmRules.lists.title')}
      text={<p>{t('alarmRules.lists.text')}</p>}
      rows={rowsOf.lists(listRules(alarms, siteOf, now))}
    />
  )
}

function OwnRules() {
  const { t } = useTranslation()
  const settings = useApp((state) => state.settings)
  const alerts = usePerformanceAlerts()
  const read = useMetrics(METRICS_EVERY_MS)
  const { value } = read
  const rowsOf = useRuleRows()
  if (settings === null || value === null) return <ReadFailure read={read} />
  return (
    <RuleTable
      title={t('alarmRules.own.title')}
      text={
        <>
          <p>{t('alarmRules.own.text')}</p>
          <ReadFailure read={read} />
        </>
      }
      rows={rowsOf.own(ownRules(settings.values, value.metrics, alerts))}
    />
  )
}
