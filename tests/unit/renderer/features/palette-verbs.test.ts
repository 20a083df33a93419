import { describe, expect, it } from 'vitest'
import { verbsIn } from '../../../../src/renderer/features/shell/palette-verbs.ts'

const VERBS = [
  ['reload', 'Reload'],
  ['restart', 'Restart'],
  ['reboot', 'Reboot'],
  ['clear-cache', 'Clear cache'],
  ['push-content', 'Push content'],
] as const

describe('a verb in the palette', () => {
  const meant = (query: string) => verbsIn<string>(query, VERBS)

  it('stands before the name or after it, and may be typed in part', () => {
    expect(meant('reboot gate 1')).toEqual([{ verb: 'reboot', rest: 'gate 1' }])
    expect(meant(' Gate 1  REB')).toEqual([{ verb: 'reboot', rest: 'gate 1' }])
  })

  it('takes all of its words from the name', () => {
    expect(meant('clear cache hall')).toEqual([{ verb: 'clear-cache', rest: 'hall' }])
    expect(meant('hall clear ca')).toEqual([{ verb: 'clear-cache', rest: 'hall' }])
    expect(meant('clear hall')).toEqual([{ verb: 'clear-cache', rest: 'hall' }])
  })

  it('is nothing without something to do it to, nor with fewer than three letters', () => {
    expect(meant('reboot')).toEqual([])
    expect(meant('re gate 1')).toEqual([])
    expect(meant('gate 1')).toEqual([])
  })
})
