import { app } from 'electron'

const BYTES_PER_KILOBYTE = 1_024

/** Memory of each of the app's processes, and what the graphics hardware is used for. */
export function readInventory(): unknown {
  return {
    processes: app.getAppMetrics().map(({ pid, type, name, creationTime, cpu, memory }) => ({
      ...{ pid, type, name },
      startedAt: Math.round(creationTime),
      processorPercent: cpu.percentCPUUsage,
      bytes: memory.workingSetSize * BYTES_PER_KILOBYTE,
      mostBytes: memory.peakWorkingSetSize * BYTES_PER_KILOBYTE,
    })),
    graphics: app.getGPUFeatureStatus(),
  }
}

/** The folder that dumps of crashed processes are kept in. */
export function crashFolder(): string {
  return app.getPath('crashDumps')
}
