import { useTranslation } from 'react-i18next'
import type { Span } from '../../app/report-period.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatAge, formatDay, formatFixed, formatMoment, formatNumber } from '../../i18n/format.ts'
import { isByHour, middleOf } from './analytics-time.ts'

const HUNDREDTHS = 10_000
/** What numbers with a point are off by: 0.57 is not quite 57 of 100. */
const NEARLY = 1e-9

/** Shares, lengths and times, as they are said on this page. */
export function useAnalyticsWords() {
  const { t } = useTranslation()
  /** Rounded down: 99.996 % is not said to be all of it. As many decimals in every row: points stand below each other. */
  const share = (value: number | null): string =>
    value === null ? t('analytics.unknown') : t('analytics.percent', { n: formatFixed(down(value), 2) })
  const age = (ms: number): string => formatAge(t, ms)
  const seconds = (value: number): string => formatAge(t, value * 1_000)
  const placeName = (name: string | null): string =>
    name === null ? t('analytics.gone') : name === '' ? t('analytics.noSite') : foreignText(name)
  return { t, share, age, seconds, placeName, number: formatNumber }
}

function down(value: number): number {
  return Math.floor(value * HUNDREDTHS + NEARLY) / (HUNDREDTHS / 100)
}

/** When a stretch was: by the hour where they are hours, else by the day. */
export function stretchInWords(stretch: Span, stretches: readonly Span[]): string {
  const end = stretches.at(-1)?.toAt ?? stretch.toAt
  return isByHour(stretches) ? formatMoment(stretch.fromAt, end) : formatDay(middleOf(stretch), end)
}

/** One stop where a short name of a month, which has its own, ends the sentence. */
export function withOneStop(sentence: string): string {
  return sentence.replaceAll('..', '.')
}

/** The first and the last of them. */
export function edgesInWords(stretches: readonly Span[]): { readonly from: string; readonly to: string } {
  const inWords = (stretch: Span | undefined): string =>
    stretch === undefined ? '' : stretchInWords(stretch, stretches)
  return { from: inWords(stretches[0]), to: inWords(stretches.at(-1)) }
}
