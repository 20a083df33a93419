import { act, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { SelectionBar } from '../../../../src/renderer/components/SelectionBar.tsx'
import { SidePanel } from '../../../../src/renderer/components/SidePanel.tsx'
import { layOut } from '../support.tsx'

layOut()

interface Shown {
  readonly isBarShown?: boolean
  readonly isPanelShown?: boolean
  readonly canAcknowledge?: boolean
}

function page({ isBarShown = false, isPanelShown = false, canAcknowledge = true }: Shown) {
  return (
    <main>
      <section data-grid tabIndex={-1} aria-label="Devices" />
      {isBarShown ? (
        <SelectionBar label="Selected" count="2" clear="Clear" onClear={() => undefined}>
          <button type="button">Restart</button>
        </SelectionBar>
      ) : null}
      {isPanelShown ? (
        <SidePanel label="Detail" closeLabel="Close" resizeLabel="Width" header="Gate 1" onClose={() => undefined}>
          {canAcknowledge ? (
            <button key="acknowledge" type="button">
              Acknowledge
            </button>
          ) : (
            <button key="shelve" type="button">
              Shelve
            </button>
          )}
          <button type="button">Open</button>
        </SidePanel>
      ) : null}
      <button type="button">Elsewhere</button>
    </main>
  )
}

const focus = (name: string) => act(() => screen.getByRole('button', { name }).focus())
const focused = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent
/** What was removed is seen to after the page is drawn. */
const settled = () =>
  act(async () => {
    await Promise.resolve()
  })

describe('the focus', () => {
  it('goes to the list when the bar of what is selected leaves under it', async () => {
    const view = render(page({ isBarShown: true }))
    focus('Restart')
    view.rerender(page({}))
    await settled()
    expect(focused()).toBe('Devices')
  })

  it('goes to the list when the detail is closed under it', async () => {
    const view = render(page({ isPanelShown: true }))
    focus('Close')
    view.rerender(page({}))
    await settled()
    expect(focused()).toBe('Devices')
  })

  it('stays in the detail when the button that was pressed gives way to another', async () => {
    const view = render(page({ isPanelShown: true }))
    focus('Acknowledge')
    view.rerender(page({ isPanelShown: true, canAcknowledge: false }))
    await settled()
    expect(focused()).toBe('Detail')
  })

  it('is left alone where it is elsewhere', async () => {
    const view = render(page({ isBarShown: true, isPanelShown: true }))
    focus('Restart')
    focus('Elsewhere')
    view.rerender(page({ isPanelShown: true }))
    view.rerender(page({}))
    await settled()
    expect(focused()).toBe('Elsewhere')
  })
})
