import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useAlarmCounts } from '../../app/hooks/alarms.ts'
import { useCacheState } from '../../app/hooks/replica.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './StatusStrip.module.css'

/** How many urgent alarms nobody has acknowledged, with a question mark while that is not known; nothing for none. Leads to them. */
export function AlarmCounts() {
  const { t } = useTranslation()
  const { critical, high } = useAlarmCounts()
  const go = useUi((state) => state.go)
  const cache = useCacheState('alert')
  const knowledge = knowledgeOf(cache)
  const isUnknown = knowledge === 'reading' || knowledge === 'never'
  if (critical === 0 && high === 0 && !isUnknown) return null
  const doubt = t(cache.state === 'failed' ? 'health.strip.failed' : 'health.strip.unknown')
  const shown = [
    ...(critical === 0 ? [] : [{ severity: 'critical', count: critical } as const]),
    ...(high === 0 ? [] : [{ severity: 'high', count: high } as const]),
  ]
  return (
    <button
      type="button"
      className={styles['part']}
      title={isUnknown ? doubt : t('health.strip.label')}
      onClick={() => go('health', { scope: 'pending' })}
    >
      <span className="visually-hidden">{t('health.strip.label')}</span>
      {shown.map(({ severity, count }) => (
        <Fragment key={severity}>
          <StateIcon
            shape={severity === 'critical' ? 'critical' : 'warning'}
            className={severity === 'high' ? styles['high'] : undefined}
          />
          {formatNumber(count)}
          <span className="visually-hidden">{t(`health.priority.${severity}`)}</span>
        </Fragment>
      ))}
      {isUnknown ? (
        <>
          <StateIcon shape="unknown" label={doubt} />?
        </>
      ) : null}
    </button>
  )
}
