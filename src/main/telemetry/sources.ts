import type { MetricUnit } from './metric-series.ts'

export type RecordMetric = (name: string, unit: MetricUnit, value: number) => void

/** What reads or writes so much that it may take its time: nobody is warned of it. */
const BULK: ReadonlySet<string> = new Set(['load', 'load-part', 'inspect', 'ledger', 'audit', 'close'])
/** From here on a read or write of the storage, or a request of a window, is recorded once more, under its own name. */
const SLOW_STORAGE_MS = 50
const SLOW_REQUEST_MS = 100
/** Requests that are answered from this PC alone. Others wait for a server, or for a person who chooses a file. */
const OWN_REQUESTS: ReadonlySet<string> = new Set(
  'app replica operations conflicts settings metrics alarms sites windows'.split(' '),
)

/** @param times what the storage did, and how many milliseconds each took */
export function recordStorage(record: RecordMetric, times: readonly (readonly [work: string, ms: number])[]): void {
  for (const [work, ms] of times) {
    record(BULK.has(work) ? `sqlite_bulk.${work}` : `sqlite.${work}`, 'ms', ms)
    if (ms > SLOW_STORAGE_MS) record(`sqlite_slow.${work}`, 'ms', ms)
  }
}

/** @param request its name, such as `operations:list` */
export function recordRequest(record: RecordMetric, request: string, ms: number): void {
  const kind = request.split(':', 1)[0] ?? request
  record(`ipc.${kind}`, 'ms', ms)
  if (ms > SLOW_REQUEST_MS && OWN_REQUESTS.has(kind)) record(`ipc_slow.${request}`, 'ms', ms)
}
