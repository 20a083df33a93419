import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BreakerState, BreakerStatus } from '#shared/domain/resilience.ts'
import { type BreakerControl, useBreakers } from '../../app/hooks/connection.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import type { StateShape } from '../../components/state-shape.ts'
import { errandOf } from '../../i18n/banner-words.ts'
import { en } from '../../i18n/en/texts.ts'
import { formatExact } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import styles from './Details.module.css'

const REFRESH_MS = 2_000

const SHAPE: Readonly<Record<BreakerState, StateShape>> = {
  closed: 'online',
  open: 'warning',
  'half-open': 'connecting',
  'forced-open': 'stuck',
  'forced-closed': 'warning',
}

/** What each circuit breaker lets through now, why, and what a person may say about it. */
export function Breakers() {
  const { t } = useTranslation()
  const control = useBreakers(REFRESH_MS)
  if (control.breakers === null || control.breakers.length === 0) return null
  return (
    <section aria-label={t('breaker.title')} className={styles['breakers']}>
      <h3>{t('breaker.title')}</h3>
      <p className={styles['muted']}>{t('breaker.help')}</p>
      <ul>
        {control.breakers.map((breaker) => (
          <Breaker key={breaker.name} breaker={breaker} control={control} />
        ))}
      </ul>
    </section>
  )
}

function Breaker({ breaker, control }: { breaker: BreakerStatus; control: BreakerControl }) {
  const { t } = useTranslation()
  const now = useNow()
  const [problem, setProblem] = useState<string | null>(null)
  const { name, state, recentFailures } = breaker
  const run = (act: Promise<void>) => {
    setProblem(null)
    act.catch((error: unknown) => setProblem(t('breaker.failed', { reason: errorSentence(t, toRequestError(error)) })))
  }
  const label = nameInWords(t, breaker)
  return (
    <li className={styles['breaker']} data-breaker-state={state}>
      <div className={styles['sentence']}>
        <StateIcon shape={SHAPE[state]} quiet={state === 'closed'} />
        <span>
          <strong>{label}</strong> {t(`breaker.state.${state}`)}
          <span className={styles['remark']}>{remarks(t, breaker, now)}</span>
        </span>
      </div>
      <fieldset aria-label={t('breaker.actions', { name: label })} className={styles['breakerButtons']}>
        <Button
          className={styles['small']}
          disabled={state === 'forced-open'}
          onClick={() => run(control.force(name, 'open'))}
        >
          {t('breaker.forceOpen')}
        </Button>
        <Button
          className={styles['small']}
          disabled={state === 'forced-closed'}
          onClick={() => run(control.force(name, 'closed'))}
        >
          {t('breaker.forceClosed')}
        </Button>
        <Button
          className={styles['small']}
          disabled={state === 'closed' && recentFailures === 0}
          onClick={() => run(control.reset(name))}
        >
          {t('breaker.reset')}
        </Button>
      </fieldset>
      {problem === null ? null : (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </li>
  )
}

function nameInWords(t: Translate, breaker: BreakerStatus): string {
  const errand = errandOf(breaker)
  return errand in en.breaker.errand ? t(`breaker.errand.${errand as 'operations'}`) : breaker.name
}

function remarks(t: Translate, breaker: BreakerStatus, now: number): string {
  const { state, since, recentFailures, nextProbeAt, lastFailure } = breaker
  const isPassing = state === 'closed'
  return [
    isPassing ? t('breaker.recent', { count: recentFailures }) : t('breaker.since', { time: formatExact(since, now) }),
    ...(nextProbeAt === null ? [] : [t('breaker.nextProbe', { time: formatExact(nextProbeAt, now) })]),
    ...(lastFailure === null
      ? []
      : [
          t('breaker.lastFailure', {
            time: formatExact(lastFailure.at, now),
            message: lastFailure.message,
            severity: t(`breaker.severity.${lastFailure.severity}`),
          }),
        ]),
  ].join(' ')
}
