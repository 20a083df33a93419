import { useTranslation } from 'react-i18next'
import type { BindingState } from '../../../app/board/use-bindings.ts'
import { useNow } from '../../../app/time.ts'
import { Button } from '../../../components/Button.tsx'
import { StateIcon } from '../../../components/StateIcon.tsx'
import type { StateShape } from '../../../components/state-shape.ts'
import { formatAge, formatNumber } from '../../../i18n/format.ts'
import styles from './Board.module.css'
import type { WidgetValues } from './widget-types.ts'

/** Worst first: a widget is as current as the worst of what it shows. */
const BY_TRUST: readonly BindingState[] = ['error', 'connecting', 'stale', 'live']
const SHAPES: Readonly<Record<BindingState, StateShape>> = {
  error: 'unreadable',
  connecting: 'connecting',
  stale: 'stale',
  live: 'done',
}

interface Trust {
  readonly state: BindingState
  readonly lastAt: number | null
  readonly problem: string | null
}

export function trustOf(values: WidgetValues): Trust | null {
  const all = Object.values(values)
  const state = BY_TRUST.find((one) => all.some((value) => value.state === one))
  if (state === undefined) return null
  const times = all.map(({ lastAt }) => lastAt)
  const known = times.filter((time) => time !== null)
  return {
    state,
    lastAt: known.length < times.length ? null : Math.min(...known),
    problem: all.find(({ problem }) => problem !== null)?.problem ?? null,
  }
}

/** How far a widget may be trusted. Hardly seen while all is well; what is old says how old, what failed says why. */
export function SyncMark({ values, unconfirmed = 0 }: { values: WidgetValues; unconfirmed?: number }) {
  const { t } = useTranslation()
  const now = useNow(5_000)
  const trust = trustOf(values)
  if (trust === null) return null
  const { state, problem, lastAt } = trust
  const age = lastAt === null ? null : formatAge(t, now - lastAt)
  const words = inWords()
  return (
    <span className={styles['mark']} data-state={state} title={problem ?? words}>
      {unconfirmed === 0 ? null : (
        <span className={styles['waiting']}>
          <StateIcon shape="waiting" />
          <span className={styles['words']} data-figure={formatNumber(unconfirmed)}>
            {t('widget.optimistic', { count: unconfirmed, n: formatNumber(unconfirmed) })}
          </span>
        </span>
      )}
      <StateIcon shape={SHAPES[state]} quiet={state === 'live'} />
      <span className={state === 'live' ? 'visually-hidden' : styles['words']} data-figure={age ?? ''}>
        {words}
      </span>
      {state === 'error' ? (
        <Button
          tone="quiet"
          onClick={() => {
            for (const value of Object.values(values)) if (value.state === 'error') value.retry()
          }}
        >
          {t('action.tryAgain')}
        </Button>
      ) : null}
    </span>
  )

  function inWords(): string {
    switch (state) {
      case 'error':
        return age === null ? t('boardWidgets.mark.failed') : t('boardWidgets.mark.failedSince', { age })
      case 'connecting':
        return t('boardWidgets.connecting')
      case 'stale':
        return age === null ? t('boardWidgets.mark.old') : t('boardWidgets.mark.oldSince', { age })
      case 'live':
        return age === null ? t('widget.current') : t('widget.synced', { age })
    }
  }
}
