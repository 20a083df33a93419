import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ownDirection } from '../../../../src/renderer/components/own-direction.ts'
import { PendingText } from '../../../../src/renderer/components/PendingText.tsx'

afterEach(cleanup)

const setOff = (text: string) => `\u2068${text}\u2069`

describe('the direction of a value that stands alone', () => {
  it.each([
    { value: setOff('Gate 7 north'), says: 'a Latin name on a page that runs from right to left', direction: 'ltr' },
    { value: setOff('7 Gates'), says: 'one that begins with a figure', direction: 'ltr' },
    { value: setOff('شاشة 7'), says: 'an Arabic name on such a page', direction: 'rtl' },
    { value: 'שלט 7', says: 'a Hebrew name on any other page', direction: 'rtl' },
    { value: 'Gate 7 north', says: 'a Latin name on any other page', direction: undefined },
    { value: '09:30–16:30', says: 'what has no letters', direction: undefined },
    { value: setOff('50'), says: 'a figure', direction: undefined },
    { value: `${setOff('indoor')}، ${setOff('trial')}`, says: 'several names', direction: undefined },
    { value: `الاثنين (${setOff('Europe/Berlin')})`, says: 'a sentence with a name in it', direction: undefined },
  ])('of $says is $direction', ({ value, direction }) => {
    expect(ownDirection(value)).toBe(direction)
  })

  it('is kept by a value that waits', () => {
    const { container } = render(<PendingText mark="waiting">{setOff('Gate 7')}</PendingText>)
    expect(container.firstElementChild?.getAttribute('dir')).toBe('ltr')
  })
})
