import type { Span } from '../../app/report-period.ts'
import { formatDay, formatMoment } from '../../i18n/format.ts'

const DAY_MS = 86_400_000

/** What stands below a chart: the time of day where days are not what matters, else the day. */
export function axisTimes(times: readonly number[], { fromAt, toAt }: Span, now: number): string[] {
  if (toAt - fromAt > 2 * DAY_MS) return times.map((at) => formatDay(at, now))
  return times.map((at) => formatMoment(at, at))
}
