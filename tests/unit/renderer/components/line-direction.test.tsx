import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { SidePanel } from '../../../../src/renderer/components/SidePanel.tsx'

afterEach(() => {
  cleanup()
  document.documentElement.style.direction = ''
})

function widthAfter(direction: 'ltr' | 'rtl', key: string): number {
  render(
    <SidePanel label="Details" closeLabel="Close" resizeLabel="Width" header={null} onClose={() => undefined}>
      text
    </SidePanel>,
  )
  const handle = screen.getByRole('separator')
  handle.style.direction = direction
  const before = Number(handle.getAttribute('aria-valuenow'))
  fireEvent.keyDown(handle, { key })
  return Number(handle.getAttribute('aria-valuenow')) - before
}

describe('the panel beside a list', () => {
  it.each([
    { direction: 'ltr', key: 'ArrowLeft', wider: true },
    { direction: 'ltr', key: 'ArrowRight', wider: false },
    { direction: 'rtl', key: 'ArrowLeft', wider: false },
    { direction: 'rtl', key: 'ArrowRight', wider: true },
  ] as const)('grows towards its list, on whichever side that is: $direction, $key', ({ direction, key, wider }) => {
    expect(Math.sign(widthAfter(direction, key))).toBe(wider ? 1 : -1)
  })

  it('keeps its width at other keys', () => {
    expect(widthAfter('ltr', 'j')).toBe(0)
  })
})
