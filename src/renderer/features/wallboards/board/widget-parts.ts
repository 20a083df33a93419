import type { ComponentType } from 'react'
import { type Deferred, deferred } from '../../../app/deferred.tsx'
import type { FetchAnew } from '../../../app/fetch-anew.ts'
import { WidgetMissing, WidgetWaiting } from './WidgetStand.tsx'
import type { WidgetType } from './widget-catalogue.ts'
import type { WidgetProps } from './widget-types.ts'

/** Each kind of widget is a file of its own, fetched when the first of its kind is shown. */
function part(load: (fetchAnew: FetchAnew) => Promise<ComponentType<WidgetProps>>): Deferred<WidgetProps> {
  return deferred(load, { waiting: WidgetWaiting, failed: WidgetMissing })
}

export const WIDGET_PARTS: Readonly<Record<WidgetType, Deferred<WidgetProps>>> = {
  'metric-badge': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/MetricBadge.tsx'))).MetricBadge),
  gauge: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Gauge.tsx'))).Gauge),
  progress: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Progress.tsx'))).Progress),
  sla: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Sla.tsx'))).Sla),
  sparkline: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Sparkline.tsx'))).Sparkline),
  'time-series': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/TimeSeries.tsx'))).TimeSeries),
  'bar-chart': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/BarChart.tsx'))).BarChart),
  'heat-map': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/HeatMap.tsx'))).HeatMap),
  'status-grid': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/StatusGrid.tsx'))).StatusGrid),
  'site-board': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/SiteBoard.tsx'))).SiteBoard),
  'alarm-ticker': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/AlarmTicker.tsx'))).AlarmTicker),
  'top-list': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/TopList.tsx'))).TopList),
  table: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Table.tsx'))).Table),
  'event-feed': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/EventFeed.tsx'))).EventFeed),
  log: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Log.tsx'))).Log),
  queue: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Queue.tsx'))).Queue),
  'sync-state': part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/SyncState.tsx'))).SyncState),
  conflicts: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Conflicts.tsx'))).Conflicts),
  clock: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Clock.tsx'))).Clock),
  countdown: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Countdown.tsx'))).Countdown),
  text: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Text.tsx'))).Text),
  image: part(async (fetchAnew) => (await fetchAnew(() => import('./widgets/Image.tsx'))).Image),
}
