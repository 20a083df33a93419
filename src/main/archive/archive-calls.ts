import type { ArchiveDatabase } from './archive-database.ts'
import type { ArchiveCallName, ArchiveCalls } from './archive-protocol.ts'
import { metricSeries } from './metric-series.ts'
import { HOUR_MS } from './records.ts'

/** Everything the archive can be asked, and how it is done. */
export type Calls = { readonly [N in ArchiveCallName]: (...values: Parameters<ArchiveCalls[N]>) => unknown }

export function callsOf(database: ArchiveDatabase): Calls {
  const { writer, reader, tidy } = database
  return {
    addPoints: (points) => writer.addPoints(points),
    addAlert: (alert) => writer.addAlert(alert),
    noteRun: (fromAt, toAt) => writer.noteRun(fromAt, toAt),
    noteObservation: (site, fromAt, toAt) => writer.noteObservation(site, fromAt, toAt),
    addBaseline: (site, at, devices) => writer.addBaseline(site, at, devices),
    addChanges: (site, observedFrom, changes) => writer.addChanges(site, observedFrom, changes),
    tidy: (now, retention) => tidy.step(now, retention),
    metricNames: () => reader.metricNames(),
    points: (query) => [...reader.points(query)],
    series: (query) => {
      const points = query.step === HOUR_MS ? reader.pointsByHour(query) : reader.points(query)
      return [...metricSeries(points, query.fromAt, query.everyMs)]
    },
    runs: (span) => reader.runs(span),
    alerts: (span) => reader.alerts(span),
    observations: (site, span) => reader.observations(site, span),
    backUp: (to) => database.backUp(to),
    sqliteVersion: () => reader.sqliteVersion(),
    close: () => database.close(),
  }
}
