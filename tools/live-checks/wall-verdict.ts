import type { Violations } from './violation.ts'

/** One look at a wall. Sizes in megabytes, after a collection of garbage. */
export interface WallSample {
  readonly atMs: number
  /** What the scripts of the wall's page hold. */
  readonly heapMb: number
  /** What the process of the wall's page has in memory, and how much of it is its own. 0 where the system does not tell. */
  readonly residentMb: number
  readonly privateMb: number
  readonly nodes: number
  readonly listeners: number
  readonly mainHeapMb: number
  /** Since the look before. */
  readonly frames: WallFrames
  /** Milliseconds in a second that the main thread of the wall's page worked, since the look before. */
  readonly workMsPerSecond: WallWork
}

export interface WallFrames {
  readonly count: number
  readonly slow: number
  readonly longestMs: number
}

export interface WallWork {
  readonly all: number
  readonly script: number
  readonly style: number
  readonly layout: number
}

const SIZES = ['heapMb', 'mainHeapMb', 'privateMb', 'residentMb'] as const
type Size = (typeof SIZES)[number]

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const WARM_UP_SHARE = 0.25
/** Ten minutes: the buffers of the widgets are full after one, the code of all of them is compiled after a few. */
const MAX_WARM_UP_MS = 10 * MINUTE_MS
/** In a shorter time a slope is mostly noise, multiplied. */
const MIN_JUDGED_MS = 20 * MINUTE_MS

/**
 * Megabytes an hour that are no growth yet. The heap of the wall's page: looks at a flat one differ by half a megabyte, so
 * that the slope through fifty of them in fifty minutes is known to about 0.3 MB an hour; three times that. The main
 * process holds 50,000 devices that change 5,000 times a second: its floor is that of the long day, 0.5 MB in a million
 * events. What a process has in memory is rounded by its allocators to whole blocks of several megabytes; its floor only
 * finds what the heaps do not see, such as pictures and canvases.
 */
const MAX_MB_PER_HOUR: Partial<Record<Size, number>> = { heapMb: 1, mainHeapMb: 9, privateMb: 12 }
/**
 * Sizes of the process are judged over the second half of a run: with heaps that stay as they are, its allocators go on taking
 * blocks for half an hour, ever fewer (16 MB an hour from the tenth minute on, 10 from the twentieth, 5 from the thirtieth, 3 from
 * the fortieth). What leaks goes on.
 */
const LATE: readonly Size[] = ['privateMb', 'residentMb']

/** Rows of events and of lost devices come and go with what the fleet does; a leak goes far beyond that in an hour. */
const NODE_SLACK = { share: 0.1, count: 50 }
const LISTENER_SLACK = { share: 0.1, count: 5 }
export const MAX_SLOW_SHARE = 0.01

export interface WallVerdict {
  readonly warmUpMinutes: number
  readonly judgedMinutes: number
  /** False for a run in which growth can not be told from noise. */
  readonly isGrowthJudged: boolean
  readonly mbPerHour: Readonly<Record<Size, number>>
  readonly nodes: Held
  readonly listeners: Held
  readonly frames: WallFrames & { readonly slowPercent: number }
  /** The median of the looks. */
  readonly workMsPerSecond: WallWork
}

/** Medians of the first and the last third behind the warm-up. */
interface Held {
  readonly before: number
  readonly after: number
}

/** Looks at a whole run; what is wrong is added to `violations`. */
export function judgeWall(samples: readonly WallSample[], violations: Violations): WallVerdict {
  const lastMs = samples.at(-1)?.atMs ?? 0
  const warmUpMs = Math.min(MAX_WARM_UP_MS, lastMs * WARM_UP_SHARE)
  const warm = samples.filter(({ atMs }) => atMs >= warmUpMs)
  const judgedMs = lastMs - (warm[0]?.atMs ?? lastMs)
  const isGrowthJudged = judgedMs >= MIN_JUDGED_MS
  const late = warm.filter(({ atMs }) => atMs >= lastMs / 2)
  const mbPerHour = slopesOf(warm, late)
  if (isGrowthJudged) judgeSlopes(mbPerHour, violations)
  const nodes = heldIn(warm.map((sample) => sample.nodes))
  const listeners = heldIn(warm.map((sample) => sample.listeners))
  judgeHeld('elements of the page', nodes, NODE_SLACK, violations)
  judgeHeld('listeners of the page', listeners, LISTENER_SLACK, violations)
  return {
    warmUpMinutes: rounded(warmUpMs / MINUTE_MS),
    judgedMinutes: rounded(judgedMs / MINUTE_MS),
    ...{ isGrowthJudged, mbPerHour, nodes, listeners },
    frames: judgeFrames(warm, violations),
    workMsPerSecond: workOf(warm),
  }
}

function slopesOf(warm: readonly WallSample[], late: readonly WallSample[]): Record<Size, number> {
  const slope = (size: Size): number => {
    const samples = LATE.includes(size) ? late : warm
    return rounded(theilSen(samples.map((sample) => [sample.atMs, sample[size]] as const)) * HOUR_MS)
  }
  return {
    heapMb: slope('heapMb'),
    mainHeapMb: slope('mainHeapMb'),
    privateMb: slope('privateMb'),
    residentMb: slope('residentMb'),
  }
}

function judgeSlopes(mbPerHour: Readonly<Record<Size, number>>, violations: Violations): void {
  for (const size of SIZES) {
    const limit = MAX_MB_PER_HOUR[size]
    if (limit === undefined || mbPerHour[size] <= limit) continue
    violations.add('growth', `${size} grows by ${mbPerHour[size]} MB an hour; ${limit} are allowed`)
  }
}

function heldIn(counts: readonly number[]): Held {
  const third = Math.max(1, Math.floor(counts.length / 3))
  return { before: median(counts.slice(0, third)), after: median(counts.slice(-third)) }
}

function judgeHeld(
  name: string,
  { before, after }: Held,
  slack: { readonly share: number; readonly count: number },
  violations: Violations,
): void {
  if (after <= before * (1 + slack.share) + slack.count) return
  violations.add('growth', `${name}: ${before} after the warm-up, ${after} at the end`)
}

function judgeFrames(samples: readonly WallSample[], violations: Violations): WallVerdict['frames'] {
  const total = (part: 'count' | 'slow'): number => samples.reduce((sum, { frames }) => sum + frames[part], 0)
  const count = total('count')
  const slow = total('slow')
  const share = slow / Math.max(1, count)
  const slowPercent = rounded(share * 100)
  if (count > 0 && share >= MAX_SLOW_SHARE) violations.add('slow', `${slowPercent} % of ${count} frames were slow`)
  return { count, slow, longestMs: Math.max(0, ...samples.map(({ frames }) => frames.longestMs)), slowPercent }
}

function workOf(samples: readonly WallSample[]): WallWork {
  const of = (part: keyof WallWork): number =>
    rounded(median(samples.map(({ workMsPerSecond }) => workMsPerSecond[part])))
  return { all: of('all'), script: of('script'), style: of('style'), layout: of('layout') }
}

/**
 * The slope of a line through points as the median of the slopes of all pairs (Theil 1950, Sen 1968): up to a quarter
 * of the points may lie anywhere without moving it much. 0 for fewer than two points.
 */
export function theilSen(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x, y], index) =>
    points.slice(index + 1).flatMap(([otherX, otherY]) => (otherX === x ? [] : [(otherY - y) / (otherX - x)])),
  )
  return median(slopes)
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
