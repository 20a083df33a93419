import type { IpcRequest } from '#shared/ipc/contract.ts'
import type { Client } from '../ipc/client.ts'
import type { OnBound } from '../stores/entity-reader.ts'
import { after, collect, measure, now } from './time.ts'

type Sample = IpcRequest<'metrics:record'>['samples'][number]

const SEND_EVERY_MS = 5_000
const MAX_SAMPLES = 200
/** Of what is drawn frame by frame, one frame in so long is measured. */
const BINDING_EVERY_MS = 250

export interface MetricsRecorder {
  /** `unit`: milliseconds when left out. */
  readonly record: (name: string, value: number, unit?: Sample['unit']) => void
  readonly stop: () => void
}

/** Sends the renderer's own times to the main process, a few at a time. Losing some is harmless. */
export function createMetricsRecorder(client: Client): MetricsRecorder {
  let samples: Sample[] = []
  const send = collect(SEND_EVERY_MS, () => {
    const batch = samples
    samples = []
    client.request('metrics:record', { samples: batch }).catch(() => undefined)
  })
  return {
    record(name, value, unit = 'ms') {
      if (samples.length >= MAX_SAMPLES || !Number.isFinite(value)) return
      samples.push({ name, unit, value: Math.max(0, value) })
      send.call()
    },
    stop: send.cancel,
  }
}

/**
 * Records how long what comes takes until it is painted: from reaching this window (`data_binding.feed`), and from reaching
 * this PC (`event_painted`). Nobody waits for what a hidden window draws.
 */
export function recordBinding(metrics: MetricsRecorder): OnBound {
  let nextAt = 0
  return (arrivedAt, at) => {
    if (document.hidden || arrivedAt < nextAt) return
    nextAt = arrivedAt + BINDING_EVERY_MS
    // The task after the frame: it has then been painted.
    after(0, () => {
      metrics.record('data_binding.feed', measure() - arrivedAt)
      if (at !== undefined) metrics.record('event_painted', now() - at)
    })
  }
}
