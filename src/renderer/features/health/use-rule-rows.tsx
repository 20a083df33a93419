import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Severity } from '#shared/domain/entities.ts'
import type { SettingName } from '#shared/domain/settings.ts'
import { useUi } from '../../app/context.tsx'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { kindInWords, PRIORITY_SHAPE } from '../../i18n/alarm-words.ts'
import { formatAge, formatBytes, formatMs, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { ListRule, OwnRule, ServerRule, Standing } from './alarm-rules.ts'
import styles from './Rules.module.css'
import type { RuleRow } from './RuleTable.tsx'

/** Rules as lines of their tables. */
export function useRuleRows() {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)

  const delayOf = (ms: number): string => (ms === 0 ? t('alarmRules.atOnce') : formatAge(t, ms))
  const delays = (onDelayMs: number, offDelayMs: number): ReactNode => (
    <>
      <span className={styles['line']}>{t('alarmRules.onDelay', { delay: delayOf(onDelayMs) })}</span>
      <span className={styles['line']}>{t('alarmRules.offDelay', { delay: delayOf(offDelayMs) })}</span>
    </>
  )
  const guidance = (consequence: string, action: string): ReactNode => (
    <>
      {consequence === '' ? null : <span className={styles['line']}>{consequence}</span>}
      {action === '' ? null : <span className={styles['line']}>{t('alarmRules.act', { action })}</span>}
      {consequence === '' && action === '' ? t('alarmRules.noGuidance') : null}
    </>
  )

  function server(rules: readonly ServerRule[], onShow: (kind: string) => void): RuleRow[] {
    return rules.map(({ kind, priority, rule, standing }) => {
      const name = kindInWords(t, kind)
      const isOff = rule !== null && !rule.isEnabled
      return {
        ...{ id: kind, name, isOff },
        condition: rule === null ? t('alarmRules.server.untold') : rule.condition,
        priority: <Priority priority={priority} />,
        delays: rule === null ? '–' : delays(rule.onDelayMs, rule.offDelayMs),
        guidance: rule === null ? '–' : guidance(rule.consequence, rule.action),
        state: rule === null ? '–' : <State isOff={isOff} suppressedWhile={rule.suppressedWhile} />,
        standing: <ActiveCount name={name} standing={standing} onShow={() => onShow(kind)} />,
      }
    })
  }

  function lists(rules: readonly ListRule[]): RuleRow[] {
    return rules.map(({ name, limit, withinMs, standing }) => ({
      ...{ id: name, name: t(`alarmRules.lists.${name}.name`), isOff: false, priority: '–', delays: '–' },
      condition: t(`alarmRules.lists.${name}.condition`, { n: formatNumber(limit), age: formatAge(t, withinMs) }),
      guidance: guidance(t(`alarmRules.lists.${name}.consequence`), t(`alarmRules.lists.${name}.action`)),
      state: t('alarmRules.fixed'),
      standing: formatNumber(standing),
    }))
  }

  function own(rules: readonly OwnRule[]): RuleRow[] {
    return rules.map(({ metric, unit, warning, critical, setting, state, warnings }) => {
      const inWords = (value: number): string => valueInWords(t, unit, value)
      const name = t(`alarmRules.own.${metric}`)
      return {
        ...{ id: metric, name, isOff: state === 'off' },
        condition: (
          <>
            {t('alarmRules.own.condition', { warning: inWords(warning), critical: inWords(critical) })}{' '}
            <Button
              tone="quiet"
              className={styles['change']}
              aria-label={t('alarmRules.changeOf', { name })}
              onClick={() => go('settings', { topic: setting satisfies SettingName })}
            >
              {t('alarmRules.change')}
            </Button>
          </>
        ),
        priority: t('alarmRules.own.levels'),
        delays: t('alarmRules.own.delays'),
        guidance: guidance(t('alarmRules.own.consequence'), t('alarmRules.own.action')),
        state: t(`alarmRules.own.state.${state}`),
        standing: t('alarmRules.own.warnings', { n: formatNumber(warnings) }),
      }
    })
  }

  return { server, lists, own }
}

function valueInWords(t: Translate, unit: OwnRule['unit'], value: number): string {
  if (unit === 'count') return formatNumber(value)
  return unit === 'ms' ? formatMs(t, value) : formatBytes(t, value)
}

/** Without colour: a rule is no alarm. */
function Priority({ priority }: { priority: Severity }) {
  const { t } = useTranslation()
  return (
    <span className={styles['priorityOf']}>
      <StateIcon shape={PRIORITY_SHAPE[priority]} quiet />
      {t(`health.priority.${priority}`)}
    </span>
  )
}

function State({ isOff, suppressedWhile }: { isOff: boolean; suppressedWhile: string | null }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={styles['line']}>{t(isOff ? 'alarmRules.disabled' : 'alarmRules.enabled')}</span>
      {suppressedWhile === null ? null : (
        <span className={styles['line']}>{t('alarmRules.suppressedWhile', { what: suppressedWhile })}</span>
      )}
    </>
  )
}

interface ActiveCountProps {
  readonly name: string
  readonly standing: Standing
  readonly onShow: () => void
}

function ActiveCount({ name, standing: { active, aside }, onShow }: ActiveCountProps) {
  const { t } = useTranslation()
  if (active === 0) return formatNumber(0)
  const n = formatNumber(active)
  return (
    <>
      <Button tone="quiet" aria-label={t('alarmRules.showOf', { n, name })} onClick={onShow}>
        {n}
      </Button>
      {aside === 0 ? null : <span className={styles['line']}>{t('alarmRules.aside', { n: formatNumber(aside) })}</span>}
    </>
  )
}
