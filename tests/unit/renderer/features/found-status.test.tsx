import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FoundStatus } from '../../../../src/renderer/features/shell/PaletteList.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('how many are found', () => {
  it('is said once, when nothing was typed for a while', () => {
    const { rerender } = render(<FoundStatus text="12 found" />)
    const said = () => screen.getByRole('status').textContent
    const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms))
    wait(600)
    rerender(<FoundStatus text="3 found" />)
    wait(600)
    expect(said()).toBe('')
    wait(100)
    expect(said()).toBe('3 found')
    rerender(<FoundStatus text="1 found" />)
    expect(said()).toBe('')
    wait(700)
    expect(said()).toBe('1 found')
  })
})
