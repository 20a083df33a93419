import { useTranslation } from 'react-i18next'
import { type Alarm, alarmState } from '#shared/domain/alarms.ts'
import { useUi } from '../../app/context.tsx'
import { useRenderTime } from '../../app/hooks/render-time.ts'
import { Button } from '../../components/Button.tsx'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { PendingText } from '../../components/PendingText.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { deviceInWords, groupInWords, kindInWords, PRIORITY_SHAPE, stateSentence } from '../../i18n/alarm-words.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatExact, formatNumber } from '../../i18n/format.ts'
import { AlarmActs } from './AlarmActs.tsx'
import { AlarmOperations } from './AlarmOperations.tsx'
import styles from './AlarmPanel.module.css'
import type { AlarmLine } from './alarm-lines.ts'
import { whereOf } from './columns.tsx'
import priorities from './priorities.module.css'
import type { AlarmActions } from './use-alarm-actions.tsx'
import type { AlarmsPage } from './use-alarms-page.ts'

/** Alarms of one line that its panel names. */
const MEMBERS_SHOWN = 12

interface AlarmPanelProps {
  readonly line: AlarmLine
  readonly page: AlarmsPage
  readonly actions: AlarmActions
}

/** An alarm and what became of it, or a line of many. */
export function AlarmPanel({ line, page, actions }: AlarmPanelProps) {
  useRenderTime('alarm_panel')
  const { t } = useTranslation()
  const { names, now } = page
  const { group, alarm, alarms, isGroup } = line
  const { priority } = isGroup ? group : alarm
  const what = groupInWords(t, isGroup ? group : { ...group, cause: 'single' }, now)
  return (
    <SidePanel
      label={t('health.detail.label')}
      closeLabel={t('health.detail.close')}
      resizeLabel={t('health.detail.resize')}
      onClose={() => page.open(null)}
      header={
        <>
          <h2 className={styles['heading']}>
            <StateIcon shape={PRIORITY_SHAPE[priority]} className={priorities[priority]} />
            {what}
          </h2>
          <p className={styles['muted']}>
            {t(`health.priority.${priority}`)} · {whereOf(t, line, names)}
          </p>
        </>
      }
    >
      <section className={styles['section']} aria-label={t('health.detail.actions')}>
        {isGroup ? null : <p>{stateSentence(t, alarm, alarmState(alarm, now), now)}</p>}
        {alarm.message === '' ? null : <p className={styles['muted']}>{foreignText(alarm.message)}</p>}
        <div className={styles['acts']}>
          <AlarmActs alarms={alarms} now={now} actions={actions} />
        </div>
      </section>
      {isGroup ? <Members line={line} page={page} /> : <Life alarm={alarm} page={page} />}
      {isGroup ? null : <AlarmOperations id={alarm.id} />}
    </SidePanel>
  )
}

/** What a link led to is not there any more. */
export function GoneAlarmPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <SidePanel
      label={t('health.detail.label')}
      closeLabel={t('health.detail.close')}
      resizeLabel={t('health.detail.resize')}
      onClose={onClose}
      header={<h2 className={styles['heading']}>{t('health.detail.gone')}</h2>}
    >
      <p className={styles['section']}>{t('health.detail.goneText')}</p>
    </SidePanel>
  )
}

/** When what became of it, and where it came from. */
function Life({ alarm, page }: { alarm: Alarm; page: AlarmsPage }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { names, now } = page
  const state = alarmState(alarm, now)
  const reason = state.name === 'shelved' || state.name === 'out-of-service' ? state.reason : ''
  const timeOf = (at: number | null): string => (at === null ? t('health.detail.notYet') : formatExact(at, now))
  const items = [
    { term: t('health.detail.raised'), value: timeOf(alarm.raisedAt) },
    { term: t('health.detail.acknowledged'), value: acknowledgedOf() },
    { term: t('health.detail.cleared'), value: timeOf(alarm.clearedAt) },
    ...(state.name === 'shelved' ? [{ term: t('health.detail.shelvedUntil'), value: timeOf(state.until) }] : []),
    ...(reason === '' ? [] : [{ term: t('health.detail.reason'), value: reason }]),
    ...(alarm.note === '' ? [] : [{ term: t('health.detail.note'), value: <Note alarm={alarm} page={page} /> }]),
    { term: t('health.detail.site'), value: foreignText(names.siteOf(alarm.deviceId) ?? '–') },
  ]
  function acknowledgedOf(): string {
    if (!alarm.acknowledged) return t('health.detail.notYet')
    const { acknowledgedAt, acknowledgedBy } = alarm
    if (acknowledgedAt === null) return t('field.yes')
    const time = formatExact(acknowledgedAt, now)
    return acknowledgedBy === null ? time : t('health.detail.acknowledgedBy', { time, who: acknowledgedBy })
  }
  return (
    <section className={styles['section']} aria-label={t('health.detail.life')}>
      <h3>{t('health.detail.life')}</h3>
      <DescriptionList items={items} />
      <Button
        disabled={names.nameOf(alarm.deviceId) === null}
        onClick={() => go('devices', { deviceId: alarm.deviceId })}
      >
        {t('health.detail.showDevice', { device: deviceInWords(t, alarm.deviceId, names) })}
      </Button>
    </section>
  )
}

/** What was noted when it was acknowledged. While that waits here, it says so. */
function Note({ alarm: { id, note }, page }: { alarm: Alarm; page: AlarmsPage }) {
  const { t } = useTranslation()
  const isPending = page.viewOf(id)?.pending.some(({ fields }) => fields.includes('note')) === true
  return (
    <PendingText mark={isPending ? t('mark.unconfirmed') : null} className={styles['note']}>
      <bdi>{note}</bdi>
    </PendingText>
  )
}

/** Those that a line of many stands for; each leads to its own detail. */
function Members({ line, page }: { line: AlarmLine; page: AlarmsPage }) {
  const { t } = useTranslation()
  const { alarms } = line
  const rest = alarms.length - MEMBERS_SHOWN
  return (
    <section className={styles['section']} aria-label={t('health.detail.members')}>
      <h3>{t('health.detail.members')}</h3>
      <ul className={styles['members']}>
        {alarms.slice(0, MEMBERS_SHOWN).map((alarm) => (
          <li key={alarm.id}>
            <Button tone="quiet" onClick={() => page.open(alarm.id)}>
              {deviceInWords(t, alarm.deviceId, page.names)}
            </Button>
            <span className={styles['muted']}>
              {kindInWords(t, alarm.kind)}, {formatExact(alarm.raisedAt, page.now)}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className={styles['muted']}>{t('health.detail.moreMembers', { n: formatNumber(rest) })}</p> : null}
    </section>
  )
}
