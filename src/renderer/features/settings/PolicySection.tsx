import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EXPORTS } from '#shared/domain/exports.ts'
import type { EffectiveSettings, PolicyProblem } from '#shared/domain/settings.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { Notice } from '../../components/Notice.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './SettingsPage.module.css'

/** What an administrator has decided for this PC: which file says so, what is wrong with it, and what may be written into files. */
export function PolicySection({ settings }: { settings: EffectiveSettings }) {
  const { t } = useTranslation()
  const { policy, sources, locks, values, lockedBy } = settings
  const set = Object.values(sources).filter((source) => source === 'policy').length
  const counts = { set: formatNumber(set), locked: formatNumber(locks.length) }
  const file = policy.file ?? ''
  return (
    <div className={styles['form']}>
      {policy.state === 'none' ? <p className={styles['help']}>{t('workplace.policy.none')}</p> : null}
      {policy.state === 'in-force' ? (
        <p>
          {t('workplace.policy.inForce', { file })}
          <br />
          <span className={styles['help']}>{t('workplace.policy.counts', counts)}</span>
        </p>
      ) : null}
      {policy.state === 'unreadable' || policy.problems.length > 0 ? (
        <Notice tone="medium" isInset>
          {policy.state === 'unreadable' ? <p>{t('workplace.policy.unreadable', { file })}</p> : null}
          <ul>
            {policy.problems.map((problem) => (
              <li key={`${problem.line}:${problem.column}:${problem.message}`}>
                <Problem problem={problem} />
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <h3>{t('workplace.policy.exports')}</h3>
      <p className={styles['help']}>
        {t('settings.item.allowedExports.help')} <code className={styles['key']}>allowedExports</code>
      </p>
      <DescriptionList
        items={EXPORTS.map((what) => ({
          term: t(`workplace.export.${what}`),
          value: values.allowedExports.includes(what) ? (
            t('workplace.policy.allowed')
          ) : (
            <span className={styles['notAllowed']} title={lockedBy ?? undefined}>
              <Lock size={14} strokeWidth={1.5} aria-hidden />
              {t('workplace.policy.notAllowed')}
            </span>
          ),
        }))}
      />
    </div>
  )
}

function Problem({ problem: { line, column, message } }: { problem: PolicyProblem }) {
  const { t } = useTranslation()
  if (line === null) return message
  return t('workplace.policy.problem', { line: formatNumber(line), column: formatNumber(column ?? 1), message })
}
