import { useTranslation } from 'react-i18next'
import { type LimitedFigure, REPORT_LIMITS } from '#shared/domain/alarm-report.ts'
import { formatDecimal, formatNumber } from '../../i18n/format.ts'

const SHARES: ReadonlySet<LimitedFigure> = new Set(['floodShare', 'topShare', 'critical', 'high', 'medium'])

/** The figures of the report and their limits, as they are said. */
export function useReportWords() {
  const { t } = useTranslation()
  const percent = (share: number): string =>
    t('alarmReport.percent', { n: formatDecimal(Math.round(share * 1_000) / 10) })
  const inWords = (figure: LimitedFigure, value: number): string =>
    SHARES.has(figure) ? percent(value) : formatDecimal(Math.round(value * 10) / 10)
  const limitOf = (figure: LimitedFigure): string => {
    const { good, most } = REPORT_LIMITS[figure]
    const said = (limit: number): string => (SHARES.has(figure) ? percent(limit) : formatNumber(limit))
    if (most === 0) return t('alarmReport.limitNone')
    if (good === most) return t('alarmReport.limit', { most: said(most) })
    return t('alarmReport.limits', { good: said(good), most: said(most) })
  }
  return { percent, inWords, limitOf }
}
