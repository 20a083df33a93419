// The package as a whole brings a WebAssembly variant, a compressor and a log writer, which every start would read.
import { constructorFromBucketSize } from 'hdr-histogram-js/dist/JsHistogramFactory.js'

const Histogram = constructorFromBucketSize(32)

/** Values in constant memory, below 40 KB (HDR histogram): whole numbers from 1 on, percentiles right to 1 %. */
export type Percentiles = InstanceType<typeof Histogram>

/** @param highest it grows by itself for what is larger. */
export function newPercentiles(highest = 2): Percentiles {
  const made = new Histogram(1, highest, 2)
  made.autoResize = true
  return made
}
