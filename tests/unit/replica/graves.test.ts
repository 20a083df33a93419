import { describe, expect, it } from 'vitest'
import { Graves } from '../../../src/main/replica/graves.ts'

const alert = (number: number) => ({ entityType: 'alert', entityId: `alr_${number}` }) as const
const CURSOR = { epoch: 'e1', sequence: 10 }

function storedBy(graves: Graves, storedSequence: number): Record<string, string> {
  const [write] = graves.writes(CURSOR, storedSequence)
  return write?.type === 'meta.put' ? { [write.name]: write.value } : {}
}

describe('graves', () => {
  it('are so many at most, however much comes and goes: the newest', () => {
    const graves = new Graves()
    for (let number = 1; number <= 25_000; number++) graves.dig(alert(number), 1, number)
    const kept = Array.from({ length: 25_000 }, (_, index) => index + 1).filter((number) => graves.has(alert(number)))
    expect(kept).toHaveLength(10_000)
    expect(kept[0]).toBe(15_001)
  })

  it('are read back as far as the stored cursor has not passed them', () => {
    const graves = new Graves()
    graves.dig(alert(1), 2, 9)
    graves.dig(alert(2), 3, 11)
    const again = new Graves()
    again.restore(storedBy(graves, 0), CURSOR)
    expect([again.has(alert(1)), again.has(alert(2))]).toEqual([false, true])
    expect(again.covers(alert(2), { version: 3, sequence: 11 })).toBe(true)
    expect(again.covers(alert(2), { version: 4, sequence: 12 })).toBe(false)
  })

  it.each([
    '',
    'no JSON',
    '{}',
    '{"epoch":"e1","graves":[["alert/alr_1","1",12],null,7]}',
    '{"epoch":"e1","graves":4}',
  ])('that are damaged on the disk are left out: %s', (text) => {
    const graves = new Graves()
    graves.restore({ feed_deleted: text }, CURSOR)
    expect(graves.has(alert(1))).toBe(false)
  })

  it('of another epoch say nothing', () => {
    const graves = new Graves()
    graves.dig(alert(1), 1, 50)
    const again = new Graves()
    again.restore(storedBy(graves, 0), { epoch: 'e2', sequence: 1 })
    expect(again.has(alert(1))).toBe(false)
  })
})
