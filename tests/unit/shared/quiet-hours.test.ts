import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isQuietAt } from '../../../src/shared/domain/notice-settings.ts'

const at = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

describe('quiet hours', () => {
  it.each([
    ['22:00', '06:00', '23:59', true],
    ['22:00', '06:00', '00:00', true],
    ['22:00', '06:00', '05:59', true],
    ['22:00', '06:00', '06:00', false],
    ['22:00', '06:00', '12:00', false],
    ['12:00', '13:00', '12:30', true],
    ['12:00', '13:00', '13:00', false],
    ['12:00', '12:00', '12:00', false],
  ])('from %s to %s: at %s', (from, to, now, isQuiet) => {
    expect(isQuietAt(at(now), { from, to })).toBe(isQuiet)
  })

  it('are none when one end is missing', () => {
    expect(isQuietAt(0, { from: '22:00', to: '' })).toBe(false)
    expect(isQuietAt(0, { from: '', to: '06:00' })).toBe(false)
  })

  it('and the hours from their end to their beginning make a whole day', () => {
    fc.assert(
      fc.property(time, time, fc.integer({ min: 0, max: 1_439 }), (from, to, minute) => {
        fc.pre(from !== to)
        expect(isQuietAt(minute, { from, to })).toBe(!isQuietAt(minute, { from: to, to: from }))
      }),
    )
  })
})
