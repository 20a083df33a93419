import { act, fireEvent, screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

describe('Ctrl+Z', () => {
  const undone = (name: string) => ({ label: 'Undo', isUndo: true as const, run: vi.fn<() => void>().mockName(name) })

  async function openConsole() {
    const opened = open(<App />)
    await screen.findByRole('grid', { name: 'Devices' })
    return opened
  }

  it('takes back the newest change that can be taken back, and its notice leaves', async () => {
    const { outpost } = await openConsole()
    const [first, second] = [undone('first'), undone('second')]
    act(() => {
      outpost.toasts.getState().add({ text: 'First', action: first })
      outpost.toasts.getState().add({ text: 'Second', action: second })
      outpost.toasts.getState().add({ text: 'Third', action: { label: 'Show', run: () => undefined } })
    })
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
    expect([first.run.mock.calls.length, second.run.mock.calls.length]).toEqual([0, 1])
    expect(outpost.toasts.getState().toasts.map(({ text }) => text)).toEqual(['First', 'Third'])
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
    expect(first.run).toHaveBeenCalledOnce()
  })

  it('leaves the key to the field that is typed into, and to an open dialog', async () => {
    const { outpost } = await openConsole()
    const action = undone('change')
    act(() => void outpost.toasts.getState().add({ text: 'Changed', action }))
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'z', ctrlKey: true })
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true, shiftKey: true })
    expect(action.run).not.toHaveBeenCalled()
    fireEvent.keyDown(document.body, { key: '?' })
    const keys = await screen.findByRole('dialog', { name: 'Keyboard' })
    expect(within(keys).getByText('Take back the newest change that a notice offers to undo')).toBeTruthy()
    fireEvent.keyDown(keys, { key: 'z', ctrlKey: true })
    expect(action.run).not.toHaveBeenCalled()
  })

  it('says when no notice offers to undo anything', async () => {
    await openConsole()
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
    const region = screen.getByRole('region', { name: 'Notices' })
    expect(region.getAttribute('aria-live')).toBe('polite')
    expect(region.textContent).toContain('No notice offers to undo anything.')
  })
})
