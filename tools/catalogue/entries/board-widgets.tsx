import type { ComponentType } from 'react'
import { WidgetFrame } from '../../../src/renderer/features/wallboards/board/WidgetFrame.tsx'
import { UnknownWidget, WidgetFailed } from '../../../src/renderer/features/wallboards/board/WidgetStand.tsx'
import {
  WIDGET_TYPES,
  WIDGETS,
  type WidgetType,
} from '../../../src/renderer/features/wallboards/board/widget-catalogue.ts'
import type { WidgetProps } from '../../../src/renderer/features/wallboards/board/widget-types.ts'
import { AlarmTicker } from '../../../src/renderer/features/wallboards/board/widgets/AlarmTicker.tsx'
import { BarChart } from '../../../src/renderer/features/wallboards/board/widgets/BarChart.tsx'
import { Clock } from '../../../src/renderer/features/wallboards/board/widgets/Clock.tsx'
import { Conflicts } from '../../../src/renderer/features/wallboards/board/widgets/Conflicts.tsx'
import { Countdown } from '../../../src/renderer/features/wallboards/board/widgets/Countdown.tsx'
import { EventFeed } from '../../../src/renderer/features/wallboards/board/widgets/EventFeed.tsx'
import { Gauge } from '../../../src/renderer/features/wallboards/board/widgets/Gauge.tsx'
import { HeatMap } from '../../../src/renderer/features/wallboards/board/widgets/HeatMap.tsx'
import { Image } from '../../../src/renderer/features/wallboards/board/widgets/Image.tsx'
import { Log } from '../../../src/renderer/features/wallboards/board/widgets/Log.tsx'
import { MetricBadge } from '../../../src/renderer/features/wallboards/board/widgets/MetricBadge.tsx'
import { Progress } from '../../../src/renderer/features/wallboards/board/widgets/Progress.tsx'
import { Queue } from '../../../src/renderer/features/wallboards/board/widgets/Queue.tsx'
import { SiteBoard } from '../../../src/renderer/features/wallboards/board/widgets/SiteBoard.tsx'
import { Sla } from '../../../src/renderer/features/wallboards/board/widgets/Sla.tsx'
import { Sparkline } from '../../../src/renderer/features/wallboards/board/widgets/Sparkline.tsx'
import { StatusGrid } from '../../../src/renderer/features/wallboards/board/widgets/StatusGrid.tsx'
import { SyncState } from '../../../src/renderer/features/wallboards/board/widgets/SyncState.tsx'
import { Table } from '../../../src/renderer/features/wallboards/board/widgets/Table.tsx'
import { Text } from '../../../src/renderer/features/wallboards/board/widgets/Text.tsx'
import { TimeSeries } from '../../../src/renderer/features/wallboards/board/widgets/TimeSeries.tsx'
import { TopList } from '../../../src/renderer/features/wallboards/board/widgets/TopList.tsx'
import { WIDGET_SAMPLES } from '../board-samples.ts'
import { type Entry, nothing } from '../entry.tsx'

const PARTS: Readonly<Record<WidgetType, ComponentType<WidgetProps>>> = {
  'metric-badge': MetricBadge,
  gauge: Gauge,
  progress: Progress,
  sla: Sla,
  sparkline: Sparkline,
  'time-series': TimeSeries,
  'bar-chart': BarChart,
  'heat-map': HeatMap,
  'status-grid': StatusGrid,
  'site-board': SiteBoard,
  'alarm-ticker': AlarmTicker,
  'top-list': TopList,
  table: Table,
  'event-feed': EventFeed,
  log: Log,
  queue: Queue,
  'sync-state': SyncState,
  conflicts: Conflicts,
  clock: Clock,
  countdown: Countdown,
  text: Text,
  image: Image,
}
/** They tell the time or an age. */
const MOVING: ReadonlySet<WidgetType> = new Set([
  'alarm-ticker',
  'clock',
  'countdown',
  'event-feed',
  'log',
  'queue',
  'sync-state',
])
const HEIGHT = 190

function Sample({ type }: { type: WidgetType }) {
  const { title, options, values } = WIDGET_SAMPLES[type]
  const Part = PARTS[type]
  return (
    <WidgetFrame name={title} title={title} values={values}>
      <Part title={title} options={options} values={values} size={WIDGETS[type].size} />
    </WidgetFrame>
  )
}

/** All kinds of widgets of a wallboard, with values of a good day. */
export const boardWidgetEntries: readonly Entry[] = [
  {
    name: 'BoardWidgets',
    components: [],
    specimens: [
      ...WIDGET_TYPES.map((type) => ({
        state: type,
        height: HEIGHT,
        isMoving: MOVING.has(type),
        draw: () => <Sample type={type} />,
      })),
      {
        state: 'not known',
        height: HEIGHT,
        draw: () => (
          <WidgetFrame name="Weather" title="Weather" values={{}}>
            <UnknownWidget type="weather-of-2031" />
          </WidgetFrame>
        ),
      },
      {
        state: 'failed',
        height: HEIGHT,
        draw: () => (
          <WidgetFrame name="Weather" title="Weather" values={{}}>
            <WidgetFailed title="Weather" error={new Error('no such thing')} onRetry={nothing} />
          </WidgetFrame>
        ),
      },
    ],
  },
]
