import { describe, expect, it } from 'vitest'
import { createPressPairs } from '../../../../src/renderer/features/shell/press-pairs.ts'

describe('a press that is told of twice', () => {
  it('counts once, whoever tells it first, and also when presses follow each other fast', () => {
    let at = 0
    const isOwn = createPressPairs(() => at)
    expect([isOwn(-1, 'page'), isOwn(-1, 'system')]).toEqual([true, false])
    expect([isOwn(-1, 'system'), isOwn(-1, 'page')]).toEqual([true, false])
    expect([isOwn(-1, 'page'), isOwn(-1, 'page'), isOwn(-1, 'system'), isOwn(-1, 'system')]).toEqual([
      true,
      true,
      false,
      false,
    ])
    at = 5_000
    expect(isOwn(-1, 'page')).toBe(true)
  })

  it('is another one in the other direction, and a while later', () => {
    let at = 0
    const isOwn = createPressPairs(() => at)
    expect([isOwn(-1, 'page'), isOwn(1, 'system')]).toEqual([true, true])
    at = 2_000
    expect(isOwn(-1, 'system')).toBe(true)
  })
})
