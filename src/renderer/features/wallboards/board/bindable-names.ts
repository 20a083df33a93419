import type { BindingSource } from '#shared/board/document.ts'
import { METRIC_FIGURES, namesOf } from '#shared/board/names.ts'

/** Metrics that a wall is made for; docs/metrics.md names the others, which can be typed. */
const METRICS = [
  ...['connection_rtt', 'inbound_lag', 'event_painted', 'queue_wait', 'event_loop_delay_p99', 'memory_total'],
  ...['page_render', 'data_fetch', 'sqlite.commit', 'error_rate'],
]

/** Names that stand for themselves, as they are offered. Those that end with a name or an id are begun, to be typed on. */
export function bindableNames(source: BindingSource): readonly string[] {
  if (source === 'metrics') return METRICS.flatMap((metric) => METRIC_FIGURES.map((figure) => `${metric}.${figure}`))
  return namesOf(source).map(({ path, end }) => (end === 'none' ? path : `${path}.`))
}
