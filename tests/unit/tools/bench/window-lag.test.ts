import { describe, expect, it } from 'vitest'
import { agreementOf } from '../../../../tools/bench/live/window-lag.ts'

const reading = (at: number, revision: number, hash = `h${revision}`, isAnew = false) => ({
  ...{ at, revision, hash, isAnew },
  count: 1,
})

describe('how far windows are apart', () => {
  it('is the time from the first window that holds a revision to the last that holds it or a later one', () => {
    const quick = [reading(0, 1), reading(10, 2), reading(20, 3), reading(30, 4)]
    const slow = [reading(0, 1), reading(25, 3), reading(36, 4)]
    expect(agreementOf([quick, slow]).lags).toEqual([15, 5, 6])
  })

  it('leaves out what not all have reached', () => {
    expect(
      agreementOf([
        [reading(0, 1), reading(10, 9)],
        [reading(0, 1), reading(12, 5)],
      ]).lags,
    ).toEqual([2])
  })

  it('does not compare what a window holds that is just reading all of it anew', () => {
    const windows = [
      [reading(0, 1), reading(10, 2)],
      [reading(0, 1), reading(10, 2, 'newer rows', true), reading(11, 3)],
    ]
    expect(agreementOf(windows)).toMatchObject({ compared: 1, different: 0 })
  })

  it('compares revisions that two or more windows held', () => {
    const windows = [
      [reading(0, 1), reading(10, 2), reading(20, 3)],
      [reading(0, 1), reading(10, 2, 'other'), reading(11, 2)],
      [reading(0, 1), reading(20, 3, 'other')],
    ]
    expect(agreementOf(windows)).toMatchObject({ compared: 3, different: 1 })
  })
})
