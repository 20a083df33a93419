// One series of rounds in a thread of its own, so that looking at files does not hold up the kills of another series.
import { parentPort, workerData } from 'node:worker_threads'
import { playSeries, type SeriesPlan, type SeriesProgress, type SeriesResult } from './series.ts'

export type SeriesMessage =
  | { readonly type: 'round'; readonly progress: SeriesProgress }
  | { readonly type: 'result'; readonly result: SeriesResult }

const tell = (message: SeriesMessage): void => parentPort?.postMessage(message)
const result = await playSeries(workerData as SeriesPlan, (progress) => tell({ type: 'round', progress }))
tell({ type: 'result', result })
