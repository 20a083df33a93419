import { act, fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Toasts } from '../../../../src/renderer/components/Toasts.tsx'
import { layOut } from '../support.tsx'

layOut()

const notice = (id: number, action: { label: string; run: () => void } | null = null) => ({
  id,
  tone: 'neutral' as const,
  text: `Notice ${id}`,
  count: 1,
  isCountShown: false,
  action,
})

describe('notices that are looked at', () => {
  function show(ids: readonly number[]) {
    const held: boolean[] = []
    const node = (shown: readonly number[]) => (
      <>
        <input aria-label="Before" />
        <main>
          <section aria-label="Rows" tabIndex={-1} data-grid>
            <button type="button">Head</button>
          </section>
          <button type="button">Beside</button>
        </main>
        <Toasts
          label="Notices"
          dismissLabel="Dismiss"
          toasts={shown.map((id) => notice(id, { label: 'Undo', run: () => undefined }))}
          onDismiss={() => undefined}
          onHold={(isHeld) => held.push(isHeld)}
        />
      </>
    )
    const view = render(node(ids))
    return { held, shows: (shown: readonly number[]) => view.rerender(node(shown)) }
  }

  it('are held no longer when the one with the focus leaves, and give the focus back', () => {
    const { held, shows } = show([1, 2])
    const before = screen.getByRole('textbox', { name: 'Before' })
    before.focus()
    act(() => screen.getAllByRole('button', { name: 'Undo' })[1]?.focus())
    expect(held).toEqual([true])
    shows([1])
    expect(held).toEqual([true, false])
    expect(document.activeElement).toBe(before)
  })

  it('lead whoever came by Tab, past buttons, to the rows', () => {
    const { shows } = show([1])
    for (const [id, name] of ['Beside', 'Head'].entries()) {
      shows([id])
      screen.getByRole('button', { name }).focus()
      act(() => screen.getByRole('button', { name: 'Undo' }).focus())
      shows([])
      expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Rows' }))
    }
  })

  it('stay held while the focus is on another one', () => {
    const { held, shows } = show([1, 2])
    act(() => screen.getAllByRole('button', { name: 'Undo' })[0]?.focus())
    shows([1])
    expect(held).toEqual([true])
    expect(document.activeElement?.textContent).toBe('Undo')
  })

  it('give the focus back also when another one takes the place', () => {
    const { held, shows } = show([1])
    const before = screen.getByRole('textbox', { name: 'Before' })
    before.focus()
    act(() => screen.getByRole('button', { name: 'Undo' }).focus())
    shows([2])
    expect(held).toEqual([true, false])
    expect(document.activeElement).toBe(before)
  })

  it('are not held by a pointer under which one left', () => {
    const { held, shows } = show([1])
    fireEvent.pointerMove(screen.getByText('Notice 1'))
    expect(held).toEqual([true])
    shows([])
    expect(held).toEqual([true, false])
  })
})
