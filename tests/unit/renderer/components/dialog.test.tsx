import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Dialog } from '../../../../src/renderer/components/Dialog.tsx'
import { layOut } from '../support.tsx'

layOut()

function show() {
  const onClose = vi.fn<() => void>()
  render(
    <Dialog title="New device" onClose={onClose} actions={null}>
      <input aria-label="Name" />
    </Dialog>,
  )
  const clickBeside = () => {
    for (const type of ['pointerDown', 'mouseDown', 'pointerUp', 'mouseUp', 'click'] as const) {
      fireEvent[type](document.body, { button: 0 })
    }
  }
  return { onClose, clickBeside }
}

it('a click beside a dialog closes it while nothing was typed', () => {
  const { onClose, clickBeside } = show()
  clickBeside()
  expect(onClose).toHaveBeenCalledOnce()
})

it('a click beside a dialog does not lose what was typed; Esc still closes it', () => {
  const { onClose, clickBeside } = show()
  fireEvent.input(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Gate 1' } })
  clickBeside()
  expect(onClose).not.toHaveBeenCalled()
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'Name' }), { key: 'Escape' })
  expect(onClose).toHaveBeenCalledOnce()
})
