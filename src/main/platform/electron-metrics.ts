import { app } from 'electron'

/** What the app's processes use now. */
export interface ProcessUsage {
  /** Bytes of physical memory: this process, all page processes, and everything together. */
  readonly mainBytes: number
  readonly pageBytes: number
  readonly totalBytes: number
  /** Of every other kind of process: `gpu`, `utility` and the like. */
  readonly otherBytes: Readonly<Record<string, number>>
  /** Per cent of one processor, all processes together, since the last call. */
  readonly processorPercent: number
}

const BYTES_PER_KILOBYTE = 1_024

export function readProcessUsage(): ProcessUsage {
  const processes = app.getAppMetrics()
  const bytesOf = (kind: string | null): number =>
    processes
      .filter(({ type }) => kind === null || type === kind)
      .reduce((sum, { memory }) => sum + memory.workingSetSize * BYTES_PER_KILOBYTE, 0)
  return {
    mainBytes: bytesOf('Browser'),
    pageBytes: bytesOf('Tab'),
    totalBytes: bytesOf(null),
    otherBytes: Object.fromEntries(
      [...new Set(processes.map(({ type }) => type))]
        .filter((type) => type !== 'Browser' && type !== 'Tab')
        .map((type) => [type.toLowerCase().replaceAll(' ', '_'), bytesOf(type)]),
    ),
    processorPercent: processes.reduce((sum, { cpu }) => sum + cpu.percentCPUUsage, 0),
  }
}
