import { describe, expect, it } from 'vitest'
import { answerWithRetries } from '../../../src/main/windows/answer-with-retries.ts'
import { type AppResponse, UNREADABLE } from '../../../src/main/windows/app-responses.ts'
import { ManualClock } from '../../support/manual-clock.ts'

function answering(...codes: readonly number[]) {
  const clock = new ManualClock()
  const triedAt: number[] = []
  const answers: number[] = []
  const read = (): AppResponse => {
    const statusCode = codes[triedAt.length] ?? UNREADABLE
    triedAt.push(clock.monotonic())
    return { statusCode, headers: {}, data: Buffer.alloc(0) }
  }
  answerWithRetries(clock, read, ({ statusCode }) => answers.push(statusCode))
  return { clock, triedAt, answers }
}

describe('a file of the pages', () => {
  it.each([200, 404, 405])('is answered at once with %i', (code) => {
    expect(answering(code).answers).toEqual([code])
  })

  it('that cannot be read for a moment is tried again', async () => {
    const { clock, triedAt, answers } = answering(UNREADABLE, UNREADABLE, 200)
    expect(answers).toEqual([])
    await clock.advance(1_000)
    expect(triedAt).toEqual([0, 100, 500])
    expect(answers).toEqual([200])
  })

  it('is given up after three tries', async () => {
    const { clock, triedAt, answers } = answering()
    await clock.advance(60_000)
    expect(triedAt).toHaveLength(3)
    expect(answers).toEqual([UNREADABLE])
  })
})
