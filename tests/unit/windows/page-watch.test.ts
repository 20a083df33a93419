import { beforeEach, describe, expect, it } from 'vitest'
import { watchPage } from '../../../src/main/windows/page-watch.ts'
import { ManualClock } from '../../support/manual-clock.ts'

let clock: ManualClock
let hangs: number
let answer: () => Promise<unknown>
let isExpected: boolean
beforeEach(() => {
  clock = new ManualClock()
  hangs = 0
  answer = () => Promise.resolve(true)
  isExpected = true
})

const never = () => new Promise<never>(() => undefined)

function watch() {
  return watchPage({
    clock,
    ask: () => answer(),
    isExpected: () => isExpected,
    onHung: () => {
      hangs += 1
    },
  })
}

describe('watching a page', () => {
  it('leaves a page alone that answers, even with an error', async () => {
    watch()
    await clock.advance(60_000)
    answer = () => Promise.reject(new Error('the script failed'))
    await clock.advance(60_000)
    expect(hangs).toBe(0)
  })

  it('notices a hang within a quarter of a minute, and tells it once until the page was asked anew', async () => {
    watch()
    await clock.advance(20_000)
    answer = never
    await clock.advance(15_000)
    expect(hangs).toBe(1)
    answer = () => Promise.resolve(true)
    await clock.advance(60_000)
    expect(hangs).toBe(1)
  })

  it('forgives one late answer', async () => {
    watch()
    answer = () => new Promise((resolve) => clock.schedule(7_000, () => resolve(true)))
    await clock.advance(120_000)
    expect(hangs).toBe(0)
  })

  it('expects nothing of a page that is loading', async () => {
    watch()
    answer = never
    isExpected = false
    await clock.advance(60_000)
    expect(hangs).toBe(0)
  })

  it('ends without a timer left', () => {
    watch()()
    expect(clock.pending).toBe(0)
  })
})
