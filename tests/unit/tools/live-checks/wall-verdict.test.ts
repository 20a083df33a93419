import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Violations } from '../../../../tools/live-checks/violation.ts'
import { judgeWall, theilSen, type WallSample } from '../../../../tools/live-checks/wall-verdict.ts'

const MINUTE_MS = 60_000

/** One hour of a flat wall with the noise of real ones: after the garbage is collected, sizes still differ a little. */
function hour(change: (minute: number) => Partial<WallSample> = () => ({}), minutes = 60): WallSample[] {
  return Array.from({ length: minutes }, (_none, index): WallSample => {
    const minute = index + 1
    const noise = Math.sin(minute * 12.9898) * 0.5
    return {
      atMs: minute * MINUTE_MS,
      heapMb: 30 + noise,
      residentMb: 197 + noise * 6,
      privateMb: 88 + noise * 6,
      nodes: 3_100 + Math.round(noise * 300),
      listeners: 233 + Math.round(noise * 15),
      mainHeapMb: 39 + noise,
      frames: { count: 3_600, slow: 12, longestMs: 41 },
      workMsPerSecond: { all: 300, script: 80, style: 10, layout: 30 },
      ...change(minute),
    }
  })
}

function foundIn(samples: readonly WallSample[]): readonly string[] {
  const violations = new Violations()
  judgeWall(samples, violations)
  return violations.kept.map(({ what, detail }) => `${what}: ${detail}`)
}

describe('the verdict on a wall that stood for an hour', () => {
  it('is good when everything stays within its noise', () => {
    expect(foundIn(hour())).toEqual([])
    const verdict = judgeWall(hour(), new Violations())
    expect(verdict).toMatchObject({ isGrowthJudged: true, warmUpMinutes: 10, judgedMinutes: 50 })
    expect(Math.abs(verdict.mbPerHour.heapMb)).toBeLessThan(0.5)
    expect(verdict.workMsPerSecond).toEqual({ all: 300, script: 80, style: 10, layout: 30 })
  })

  it('does not count what fills in the first minutes, nor a few looks at a bad moment', () => {
    const filling = hour((minute) => ({ ...(minute < 8 ? { heapMb: 12 + minute } : {}) }))
    expect(foundIn(filling)).toEqual([])
    expect(foundIn(hour((minute) => ({ ...(minute > 55 ? { heapMb: 48 } : {}) })))).toEqual([])
  })

  it('waits until the allocators of the process have what they need, and finds what goes on after that', () => {
    const filling = (minute: number): number => 99 - 17 * Math.exp(-minute / 16)
    expect(foundIn(hour((minute) => ({ privateMb: filling(minute) })))).toEqual([])
    expect(foundIn(hour((minute) => ({ privateMb: filling(minute) + minute / 4 })))).toHaveLength(1)
  })

  it('finds a leak of two megabytes an hour under the noise', () => {
    const found = foundIn(hour((minute) => ({ heapMb: 30 + Math.sin(minute * 12.9898) * 0.5 + minute / 30 })))
    expect(found).toEqual([
      expect.stringMatching(/^growth: heapMb grows by (1\.[89]|2\.\d)\d* MB an hour; 1 are allowed$/),
    ])
  })

  it.each([
    ['mainHeapMb', (minute: number) => ({ mainHeapMb: 39 + minute / 5 })],
    ['privateMb', (minute: number) => ({ privateMb: 88 + minute / 3 })],
    ['elements', (minute: number) => ({ nodes: 3_100 + minute * 12 })],
    ['listeners', (minute: number) => ({ listeners: 233 + minute })],
  ])('finds that %s grow', (name, change) => {
    expect(foundIn(hour(change))).toEqual([expect.stringMatching(new RegExp(`^growth: ${name}`))])
  })

  it('counts slow frames behind the warm-up', () => {
    const frames = { count: 3_600, slow: 40, longestMs: 400 }
    expect(foundIn(hour(() => ({ frames })))).toEqual(['slow: 1.111 % of 183600 frames were slow'])
    expect(foundIn(hour((minute) => ({ ...(minute < 10 ? { frames } : {}) })))).toEqual([])
  })

  it('says that a short run tells nothing about growth', () => {
    const short = hour((minute) => ({ heapMb: 30 + minute }), 20)
    expect(judgeWall(short, new Violations()).isGrowthJudged).toBe(false)
    expect(foundIn(short)).toEqual([])
    expect(judgeWall([], new Violations())).toMatchObject({ isGrowthJudged: false, nodes: { before: 0, after: 0 } })
  })
})

describe('the slope of Theil and Sen', () => {
  it('is that of any line, whatever a quarter of its points say', () => {
    const whole = fc.integer({ min: -1_000, max: 1_000 })
    fc.assert(
      fc.property(
        whole,
        whole,
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 5, maxLength: 5 }),
        (slope, at, wild) => {
          const points = Array.from({ length: 24 }, (_none, x) => [x, wild[(x - 2) / 5] ?? at + slope * x] as const)
          expect(theilSen(points)).toBeCloseTo(slope, 6)
        },
      ),
    )
  })

  it('is nothing without two points', () => {
    expect(theilSen([])).toBe(0)
    expect(theilSen([[1, 2]])).toBe(0)
  })
})
