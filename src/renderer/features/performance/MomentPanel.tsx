import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useUi } from '../../app/context.tsx'
import { useRequest } from '../../app/hooks/requests.ts'
import type { Span } from '../../app/report-period.ts'
import { now } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatClock, formatMoment } from '../../i18n/format.ts'
import { metricInWords } from '../../i18n/metric-words.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Figures.module.css'
import { useSettledIn } from './use-settled-in.ts'

interface MomentPanelProps {
  readonly span: Span
  readonly onClose: () => void
}

/** What is known of a moment: what the console said, which changes ended, whether the site was in view, what was logged. */
export function MomentPanel({ span, onClose }: MomentPanelProps) {
  const { t } = useTranslation()
  const alerts = useRequest('metrics:alerts', span)
  const moment = useRequest('metrics:moment', span)
  const title = t('performance.moment.title', {
    from: formatMoment(span.fromAt, now()),
    to: formatMoment(span.toAt, now()),
  })
  const error = moment.error ?? alerts.error
  const panel = useRef<HTMLElement>(null)
  // Who asks what happened then reads it there, and Esc leads back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment is another answer.
  useEffect(() => panel.current?.focus(), [span])
  return (
    <SidePanel
      ref={panel}
      label={t('performance.moment.label')}
      closeLabel={t('performance.moment.close')}
      resizeLabel={t('performance.moment.resize')}
      header={<h2>{title}</h2>}
      onClose={onClose}
    >
      {error === null ? null : <p role="alert">{errorSentence(t, error)}</p>}
      <Part title={t('performance.moment.alerts')} isEmpty={alerts.value?.alerts.length === 0}>
        {alerts.value?.alerts.map(({ at, metric, level }) => (
          <li key={`${at} ${metric} ${level}`}>
            <time>{formatClock(at)}</time> {t(`performance.moment.level.${level}`, { name: metricInWords(t, metric) })}
          </li>
        ))}
      </Part>
      <Settled span={span} />
      <Part title={t('performance.moment.connection')} isEmpty={moment.value?.sight.length === 0}>
        {moment.value?.sight.map(({ at, isSeen }) => (
          <li key={`${at} ${isSeen}`}>
            <time>{formatClock(at)}</time> {t(isSeen ? 'performance.moment.seen' : 'performance.moment.unseen')}
          </li>
        ))}
      </Part>
      <Log moment={moment.value} />
    </SidePanel>
  )
}

function Settled({ span }: { span: Span }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { operations, isCut } = useSettledIn(span)
  return (
    <Part title={t('performance.moment.operations')} isEmpty={operations?.length === 0 && !isCut}>
      {operations?.map(({ key, changedAt, state, entityName }) => (
        <li key={key}>
          <time>{formatClock(changedAt)}</time>{' '}
          <Button
            tone="quiet"
            className={styles['open']}
            onClick={() => go('pending', { scope: 'history', operationKey: key })}
          >
            {t('performance.moment.operation', { name: inSentence(entityName), state: t(`operationState.${state}`) })}
          </Button>
        </li>
      ))}
      {isCut ? <li>{t('performance.moment.moreOperations')}</li> : null}
    </Part>
  )
}

function Log({ moment }: { moment: IpcResponse<'metrics:moment'> | null }) {
  const { t } = useTranslation()
  return (
    <Part title={t('performance.moment.log')} isEmpty={moment?.lines.length === 0}>
      {moment?.isCut === true ? <li>{t('performance.moment.moreLines')}</li> : null}
      {moment?.lines.map(({ at, level, scope, text }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a moment that is over never move.
        <li key={place} data-level={level}>
          <time>{formatClock(at)}</time> <code className={styles['line']}>{foreignText(`${scope}: ${text}`)}</code>
        </li>
      ))}
    </Part>
  )
}

function Part({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <section aria-label={title} className={styles['part']}>
      <h3>{title}</h3>
      {isEmpty ? <p className={styles['muted']}>{t('performance.moment.none')}</p> : <ul>{children}</ul>}
    </section>
  )
}
