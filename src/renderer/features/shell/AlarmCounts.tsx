import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useAlarmCounts } from '../../app/hooks/alarms.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './StatusStrip.module.css'

/** How many urgent alarms nobody has acknowledged; nothing for none. Leads to them. */
export function AlarmCounts() {
  const { t } = useTranslation()
  const { critical, high } = useAlarmCounts()
  const go = useUi((state) => state.go)
  if (critical === 0 && high === 0) return null
  const shown = [
    ...(critical === 0 ? [] : [{ severity: 'critical', count: critical } as const]),
    ...(high === 0 ? [] : [{ severity: 'high', count: high } as const]),
  ]
  return (
    <button
      type="button"
      className={styles['part']}
      title={t('health.strip.label')}
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
    </button>
  )
}
