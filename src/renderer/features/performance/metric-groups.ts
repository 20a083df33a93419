import type { IpcResponse } from '#shared/ipc/contract.ts'

/** What the console measures, in the order in which it is shown. */
export const METRIC_GROUPS = [
  'connection',
  'queue',
  'inbound',
  'windows',
  'storage',
  'memory',
  'eventLoop',
  'measuring',
  'other',
] as const
export type MetricGroup = (typeof METRIC_GROUPS)[number]

/** By how the name of a metric begins; the first that fits counts. */
const BEGINNINGS: readonly (readonly [MetricGroup, RegExp])[] = [
  ['measuring', /^metrics_/],
  ['eventLoop', /^event_loop/],
  ['memory', /^memory/],
  ['connection', /^(server_attempt|connection|reconnect|rtt|heartbeat|socket)/],
  ['queue', /^(queue|operation|outbox|delivery|drain|conflict|enqueue|batch)/],
  ['inbound', /^(inbound|feed|event_|sync|resync|apply)/],
  ['storage', /^(sqlite|storage|commit|disk|archive|statement|database)/],
  ['windows', /^(page_|component_|data_|cache_|bundle_|ipc|window|paint|render)/],
]

type Named = IpcResponse<'metrics:names'>['metrics'][number]

export function groupOf(name: string): MetricGroup {
  return BEGINNINGS.find(([, beginning]) => beginning.test(name))?.[0] ?? 'other'
}

/** Groups that have metrics, each with the names of them in their order. */
export function groupedNames(metrics: readonly Named[]): readonly (readonly [MetricGroup, readonly string[]])[] {
  const names = Map.groupBy(
    metrics.map(({ name }) => name),
    groupOf,
  )
  return METRIC_GROUPS.flatMap((group) => {
    const found = names.get(group)
    return found === undefined ? [] : [[group, [...new Set(found)].toSorted()] as const]
  })
}
