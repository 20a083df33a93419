import type { Page } from '#shared/domain/window-route.ts'
import type { MetricSeriesRead } from '#shared/ipc/metric-requests.ts'
import { en } from './en/texts.ts'
import { formatBytes, formatDecimal, formatMs } from './format.ts'
import type { Translate } from './setup.ts'

/** What a metric is called; of one that nobody has named its own name, which is told in words. */
export function metricInWords(t: Translate, name: string): string {
  const [base = name, ...rest] = name.split(/[.:]/)
  const known = en.performance.metric
  if (name in known) return t(`performance.metric.${name as keyof typeof known}`)
  const word = base in known ? t(`performance.metric.${base as keyof typeof known}`) : plain(base)
  return rest.length === 0 ? word : t('performance.metricOf', { metric: word, of: partInWords(t, rest.join(' ')) })
}

/** A page, or a part of one. */
function partInWords(t: Translate, part: string): string {
  if (Object.hasOwn(en.nav, part)) return t(`nav.${part as Page}`)
  return Object.hasOwn(en.languages.part, part) ? t(`languages.part.${part as 'asked'}`) : plain(part)
}

function plain(name: string): string {
  const words = name.replace(/[_-]+/g, ' ')
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}

export function valueInUnit(t: Translate, unit: MetricSeriesRead['unit'], value: number | null): string {
  if (value === null) return '–'
  if (unit === 'bytes') return formatBytes(t, value)
  if (unit === 'ms') return formatMs(t, value)
  return formatDecimal(Math.round(value * 100) / 100)
}

/** A value of a metric that has limits, where nobody says its unit. */
export function valueOfMetric(t: Translate, name: string, value: number): string {
  if (/^(memory_|bundle_size)/.test(name)) return valueInUnit(t, 'bytes', value)
  return valueInUnit(t, name === 'error_rate' ? 'count' : 'ms', value)
}
