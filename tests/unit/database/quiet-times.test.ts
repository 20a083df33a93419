import { beforeEach, describe, expect, it } from 'vitest'
import { QuietTimes } from '../../../src/main/database/quiet-times.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const QUIET_MS = 250
const MAX_BACKLOG = 20_000

/** Work in pieces of `piece`, and what was asked of it. */
class Work {
  backlog = 0
  piece = 100
  tidied = 0
  checkpoints = 0
  released = 0
  failure: Error | null = null

  tidy(): void {
    if (this.failure !== null) throw this.failure
    this.tidied++
    this.backlog = Math.max(0, this.backlog - this.piece)
  }

  releaseMemory(): void {
    this.released++
  }

  checkpoint(): void {
    this.checkpoints++
  }
}

let clock: ManualClock
let work: Work
let quietTimes: QuietTimes

beforeEach(() => {
  clock = new ManualClock()
  work = new Work()
  quietTimes = new QuietTimes(work, clock)
})

describe('quiet times', () => {
  it('give back what reading all of it took, once', async () => {
    quietTimes.disturb()
    await clock.advance(QUIET_MS)
    expect(work.released).toBe(0)
    quietTimes.muchIsRead()
    for (let times = 0; times < 2; times++) {
      quietTimes.disturb()
      await clock.advance(QUIET_MS)
    }
    expect(work.released).toBe(1)
  })

  it('are not looked for before anybody has asked for anything', async () => {
    work.backlog = 500
    await clock.advance(10_000)
    expect([work.tidied, clock.pending]).toEqual([0, 0])
  })

  it('begin when nobody has asked for a while; then all is done, the log is emptied, and nothing goes on', async () => {
    work.backlog = 500
    quietTimes.disturb()
    await clock.advance(QUIET_MS - 1)
    expect(work.tidied).toBe(0)
    await clock.advance(1)
    expect(work).toMatchObject({ tidied: 5, backlog: 0, checkpoints: 1 })
    expect(clock.pending).toBe(0)
  })

  it('wait as long as somebody keeps asking', async () => {
    work.backlog = 500
    for (let times = 0; times < 100; times++) {
      quietTimes.disturb()
      await clock.advance(QUIET_MS - 50)
    }
    expect(work).toMatchObject({ tidied: 0, checkpoints: 0 })
    expect(clock.pending).toBe(1)
    await clock.advance(50)
    expect(work).toMatchObject({ backlog: 0, checkpoints: 1 })
  })

  it('end between two pieces when somebody asks', async () => {
    work.backlog = 500
    const tidy = work.tidy.bind(work)
    work.tidy = () => {
      tidy()
      if (work.tidied === 2) quietTimes.disturb()
    }
    quietTimes.disturb()
    await clock.advance(QUIET_MS)
    expect(work.tidied).toBe(2)
    await clock.advance(QUIET_MS)
    expect(work).toMatchObject({ tidied: 5, checkpoints: 1 })
  })

  it('are not waited for when too much is left undone, only until it is bounded again', async () => {
    work.backlog = MAX_BACKLOG + 250
    for (let times = 0; times < 10; times++) {
      quietTimes.disturb()
      await clock.advance(QUIET_MS - 50)
    }
    expect(work.tidied).toBe(3)
    expect(work.backlog).toBeLessThan(MAX_BACKLOG)
  })

  it('give up on what fails, and on what does not get less, until somebody asks again', async () => {
    work.backlog = 500
    work.failure = new Error('database or disk is full')
    quietTimes.disturb()
    await clock.advance(10_000)
    expect([work.tidied, clock.pending]).toEqual([0, 0])
    work.failure = null
    work.piece = 0
    quietTimes.disturb()
    await clock.advance(10_000)
    expect([work.tidied, clock.pending]).toEqual([1, 0])
    work.piece = 100
    quietTimes.disturb()
    await clock.advance(QUIET_MS)
    expect(work).toMatchObject({ backlog: 0, checkpoints: 1 })
  })

  it('are over when it is stopped', async () => {
    work.backlog = 500
    quietTimes.disturb()
    quietTimes.stop()
    expect(clock.pending).toBe(0)
    await clock.advance(10_000)
    expect(work).toMatchObject({ tidied: 0, checkpoints: 0 })
  })
})
