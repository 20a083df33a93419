import type { IpcRequest } from '#shared/ipc/contract.ts'
import type { Client } from '../ipc/client.ts'
import { collect } from './time.ts'

type Sample = IpcRequest<'metrics:record'>['samples'][number]

const SEND_EVERY_MS = 5_000
const MAX_SAMPLES = 200

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
