import type { METRIC_NAMES_EN } from './metrics/en.ts'

/** What the figures of the console are called in any language: the keys of the English names. */
export type MetricNames = Readonly<Record<keyof typeof METRIC_NAMES_EN, string>>
