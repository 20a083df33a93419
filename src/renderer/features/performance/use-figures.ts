import { useMemo, useState } from 'react'
import { useKept } from '../../app/kept.ts'
import type { OwnDays, PeriodProblem, Span } from '../../app/report-period.ts'
import { useNow } from '../../app/time.ts'
import { moved, zoomed } from './chart-data.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export const FIGURE_PERIODS = ['hour', 'day', 'week', 'month', 'own'] as const
export type FigurePeriod = (typeof FIGURE_PERIODS)[number]
const LENGTH_MS = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const
/** A part of the whole that is moved by. */
const MOVE_SHARE = 0.25
const LEAST_MS = 10 * MINUTE_MS

export interface FiguresTime {
  readonly period: FigurePeriod
  readonly setPeriod: (period: FigurePeriod) => void
  readonly own: OwnDays
  readonly setOwn: (own: OwnDays) => void
  /** What is shown: the period, or the part of it that is zoomed into. Or why there is none. */
  readonly span: Span | PeriodProblem
  readonly isZoomed: boolean
  readonly now: number
  readonly zoomTo: (span: Span) => void
  readonly zoomStep: (around: number, factor: number) => void
  readonly move: (steps: number) => void
  readonly reset: () => void
}

/** Which time the charts show. It goes on with the clock, minute by minute, unless a part of it is looked at. */
export function useFiguresTime(spanOfDays: (own: OwnDays, now: number) => Span | PeriodProblem): FiguresTime {
  const [period, choose] = useKept<FigurePeriod>('performance/figurePeriod', 'day')
  const [own, chooseOwn] = useKept<OwnDays>('performance/figureDays', { from: '', to: '' })
  const [zoom, setZoom] = useState<Span | null>(null)
  const minute = Math.floor(useNow(MINUTE_MS / 4) / MINUTE_MS) * MINUTE_MS
  const now = minute + MINUTE_MS
  const whole = useMemo(
    () => (period === 'own' ? spanOfDays(own, now) : { fromAt: now - LENGTH_MS[period], toAt: now }),
    [period, own, now, spanOfDays],
  )
  const span = typeof whole === 'string' ? whole : (zoom ?? whole)
  const inWhole = (change: (span: Span, whole: Span) => Span): void => {
    if (typeof span === 'string' || typeof whole === 'string') return
    const next = change(span, whole)
    setZoom(next.toAt - next.fromAt >= whole.toAt - whole.fromAt ? null : next)
  }
  return {
    ...{ period, own, span, now, isZoomed: zoom !== null },
    setPeriod: (next) => {
      setZoom(null)
      choose(next)
    },
    setOwn: (next) => {
      setZoom(null)
      chooseOwn(next)
    },
    zoomTo: (to) => inWhole((_span, all) => zoomed(to, all, (to.fromAt + to.toAt) / 2, 1, LEAST_MS)),
    zoomStep: (around, factor) => inWhole((shown, all) => zoomed(shown, all, around, factor, LEAST_MS)),
    move: (steps) => inWhole((shown, all) => moved(shown, all, steps * MOVE_SHARE * (shown.toAt - shown.fromAt))),
    reset: () => setZoom(null),
  }
}
