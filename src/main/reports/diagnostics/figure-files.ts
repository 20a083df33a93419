import { percentileOf } from '#shared/domain/distribution.ts'
import { HOUR_MS, MINUTE_MS } from '../../archive/records.ts'
import { type BundleFile, jsonFile, linesFile } from './bundle-file.ts'
import type { Cleaner } from './clean.ts'
import type { DiagnosticsSource } from './source.ts'

export const FIGURES_BACK_MS = 24 * HOUR_MS

/** The console's own figures: since the start, and minute by minute of the last day. */
export function figureFiles(source: DiagnosticsSource, now: number, cleaner: Cleaner): BundleFile[] {
  const span = { fromAt: now - FIGURES_BACK_MS, toAt: now }
  return [
    jsonFile('figures/since-start.json', 'figures', () => source.summaries(), cleaner),
    linesFile('figures/last-24-hours.ndjson', 'figures', () => pointLines(source, now), cleaner),
    jsonFile('figures/alerts.json', 'figures', () => source.alerts(span), cleaner),
  ]
}

/** An hour at a time: a day of all metrics never lies in memory together. */
async function* pointLines({ points }: DiagnosticsSource, now: number): AsyncGenerator<unknown> {
  for (let fromAt = now - FIGURES_BACK_MS; fromAt < now; fromAt += HOUR_MS) {
    const toAt = Math.min(now, fromAt + HOUR_MS)
    for (const point of await points({ step: MINUTE_MS, fromAt, toAt, names: null })) {
      const { at, name, unit, count, sum, min, max } = point
      const [p50, p95, p99] = [50, 95, 99].map((percent) => percentileOf(point, percent))
      yield { at, name, unit, count, sum, min, p50, p95, p99, max }
    }
  }
}
