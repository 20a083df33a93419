import { describe, expect, it } from 'vitest'
import { growthOf, slopeOf } from '../../../../tools/live-checks/memory.ts'
import { HELP, parseOptions, UsageError } from '../../../../tools/live-checks/options.ts'

const draw = (): number => 99

describe('the options of the live checks', () => {
  it('have the sizes of the promise when nothing else is said', () => {
    expect(parseOptions(['cuts'], draw)).toEqual({
      ...{ mode: 'cuts', cuts: 100, devices: 50_000, rate: 5_000, seed: 99, plant: null, json: null },
    })
    expect(parseOptions(['soak', '--window', '--json', 'a.json'], draw)).toEqual({
      ...{ mode: 'soak', events: 20_000_000, devices: 50_000, rate: 20_000, seed: 99, hasWindow: true, json: 'a.json' },
    })
    expect(parseOptions(['wall'], draw)).toEqual({
      ...{ mode: 'wall', minutes: 60, devices: 50_000, rate: 5_000, seed: 99, plant: null, json: null },
    })
    expect(parseOptions(['--help'], draw)).toEqual({ mode: 'help' })
  })

  it.each([
    [['cut']],
    [[]],
    [['cuts', '--cuts', '0']],
    [['soak', '--rate', 'fast']],
    [['cuts', '--plant', 'flowers']],
    [['wall', '--minutes', '0']],
    [['wall', '--plant', 'lose']],
    [['cuts', '--unknown']],
  ])('refuse %j with a sentence', (args) => {
    expect(() => parseOptions(args, draw)).toThrow(UsageError)
  })

  it('are all in the help text', () => {
    for (const flag of ['cuts', 'rate', 'devices', 'seed', 'plant', 'json', 'events', 'window', 'minutes']) {
      expect(HELP).toContain(`--${flag}`)
    }
  })
})

describe('the growth of memory', () => {
  it('is the slope of the line through the samples', () => {
    expect(slopeOf([[0, 5]])).toBe(0)
    expect(slopeOf([0, 1, 2, 3].map((x) => [x, 2 * x + 1] as const))).toBeCloseTo(2)
    const samples = [0, 1, 2, 3, 4].map((step) => ({
      events: step * 500_000,
      atMs: step * 60_000,
      heapMb: 80 + step,
      pssMb: step % 2 === 0 ? 100 : 101,
    }))
    expect(growthOf(samples, 'heapMb')).toEqual({
      ...{ samples: 5, firstMb: 80, lastMb: 84, mbPerHour: 60, mbPerMillionEvents: 2 },
    })
    expect(Math.abs(growthOf(samples, 'pssMb').mbPerHour)).toBeLessThan(1)
  })
})
