import { beforeEach, describe, expect, it } from 'vitest'
import { type AnnounceOptions, announceReadiness, type PageProbe } from '../../../src/main/windows/first-picture.ts'
import { ManualClock } from '../../support/manual-clock.ts'

let clock: ManualClock
let lines: string[]
let pictures: string[]
let isReady: boolean
let isFleetThere: boolean
let ending: AbortController

beforeEach(() => {
  clock = new ManualClock()
  lines = []
  pictures = []
  isReady = false
  isFleetThere = true
  ending = new AbortController()
})

const page: PageProbe = {
  evaluate: async (script) => {
    if (script.includes('dataset.ready')) return isReady
    return true
  },
  capture: async () => Buffer.from('png'),
}

function announce(difference: Partial<AnnounceOptions> = {}, probe = page): Promise<boolean> {
  return announceReadiness(
    { page: probe, clock, signal: ending.signal },
    {
      printsReadyLine: true,
      picturePath: '/pictures/first.png',
      print: (line) => lines.push(line),
      writePicture: async (path) => void pictures.push(path),
      isPictureWorthIt: () => isFleetThere,
      ...difference,
    },
  )
}

describe('announcing readiness', () => {
  it('waits for the page, then prints a line of JSON for each fact', async () => {
    const announced = announce()
    await clock.advance(1_000)
    expect(lines).toEqual([])
    isReady = true
    await clock.advance(1_000)
    expect(await announced).toBe(true)
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { event: 'ready' },
      { event: 'first-paint', picture: '/pictures/first.png' },
    ])
    expect(pictures).toEqual(['/pictures/first.png'])
  })

  it('does neither unless it was asked for', async () => {
    isReady = true
    expect(await announce({ printsReadyLine: false, picturePath: null })).toBe(true)
    expect([lines, pictures]).toEqual([[], []])
  })

  it('takes the picture without a fleet rather than never', async () => {
    isReady = true
    isFleetThere = false
    const announced = announce()
    await clock.advance(10_000)
    expect(pictures).toEqual([])
    await clock.advance(10_000)
    expect(await announced).toBe(true)
    expect(pictures).toHaveLength(1)
  })

  it('gives up after half a minute', async () => {
    const announced = announce()
    await clock.advance(31_000)
    expect(await announced).toBe(false)
    expect(lines).toEqual([])
  })

  it('goes on asking while the page reloads', async () => {
    let asked = 0
    const reloading: PageProbe = {
      ...page,
      evaluate: (script) => {
        asked += 1
        return asked < 5 ? Promise.reject(new Error('the frame was disposed')) : page.evaluate(script)
      },
    }
    isReady = true
    const announced = announce({ picturePath: null }, reloading)
    await clock.advance(1_000)
    expect(await announced).toBe(true)
  })

  it('is not held up for ever by a page that crashed before it answered', async () => {
    let asked = 0
    const crashing: PageProbe = {
      ...page,
      evaluate: (script) => {
        asked += 1
        return asked === 1 ? new Promise(() => undefined) : page.evaluate(script)
      },
    }
    isReady = true
    const announced = announce({ picturePath: null }, crashing)
    await clock.advance(3_000)
    expect(await announced).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('ends with the app', async () => {
    const announced = announce()
    await clock.advance(100)
    ending.abort()
    expect(await announced).toBe(false)
    expect(clock.pending).toBe(0)
  })
})
