import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What a process holds at one moment. Sizes in megabytes. */
export interface MemorySample {
  /** Events taken in so far. */
  readonly events: number
  readonly atMs: number
  readonly heapMb: number
  readonly pssMb: number
}

const BYTES_OF_MB = 1_048_576
const KB_OF_MB = 1_024

/** The shared memory of a process counted in parts, as the kernel tells it; 0 where it does not. */
export function pssOf(pid: number | 'self'): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / KB_OF_MB
  } catch {
    return 0
  }
}

/** What a process has in memory, and how much of that nobody else shares, in megabytes; 0 where the kernel does not tell it. */
export function residentOf(pid: number): { readonly residentMb: number; readonly privateMb: number } {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    const mb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / KB_OF_MB
    return { residentMb: mb('Rss'), privateMb: mb('Private_Clean') + mb('Private_Dirty') }
  } catch {
    return { residentMb: 0, privateMb: 0 }
  }
}

/** A function that collects garbage now, as Node offers it only by a flag. */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  return collect
}

export function heapMb(): number {
  return process.memoryUsage().heapUsed / BYTES_OF_MB
}

/** The slope of the straight line nearest to points (least squares); 0 for fewer than two. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const count = points.length
  if (count < 2) return 0
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  if (spread === 0) return 0
  return points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
}

const HOUR_MS = 3_600_000
const MILLION = 1_000_000

export interface Growth {
  readonly samples: number
  readonly firstMb: number
  readonly lastMb: number
  readonly mbPerHour: number
  readonly mbPerMillionEvents: number
}

export function growthOf(samples: readonly MemorySample[], size: 'heapMb' | 'pssMb'): Growth {
  const round = (value: number): number => Math.round(value * 1_000) / 1_000
  return {
    samples: samples.length,
    firstMb: round(samples[0]?.[size] ?? 0),
    lastMb: round(samples.at(-1)?.[size] ?? 0),
    mbPerHour: round(slopeOf(samples.map((sample) => [sample.atMs, sample[size]] as const)) * HOUR_MS),
    mbPerMillionEvents: round(slopeOf(samples.map((sample) => [sample.events, sample[size]] as const)) * MILLION),
  }
}
