import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { keepFocus } from '../../../../src/renderer/app/focus-keeper.ts'
import { afterPaint } from '../../../../src/renderer/app/time.ts'
import { Toasts } from '../../../../src/renderer/components/Toasts.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const sent = ({ fake }: Opened, name: string) => fake.requests.filter((request) => request.name === name)
/** As the browser has it: keys go to what has the focus. */
const key = (name: string, options: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...options })
const focused = () => document.activeElement?.id

describe('the focus', () => {
  let end = (): void => undefined
  beforeEach(() => {
    document.body.innerHTML = `
      <nav><button id="rail"></button></nav>
      <main id="main"><div id="page"><h1 id="heading">Page</h1>
        <div id="bar"><button id="in-bar"></button></div>
        <div data-grid tabindex="0" id="grid"></div>
        <section id="panel" tabindex="-1" aria-label="Detail"><div id="acts"><button id="act"></button></div></section>
      </div></main>
      <div id="overlay"><div role="dialog" tabindex="-1"><button id="in-dialog"></button></div></div>`
    end = keepFocus()
  })
  afterEach(() => {
    end()
    document.body.innerHTML = ''
  })

  const element = (id: string): HTMLElement => document.getElementById(id) as HTMLElement
  /** As a browser does it when an element goes away. */
  const remove = async (id: string): Promise<void> => {
    const hadFocus = element(id).contains(document.activeElement)
    element(id).remove()
    if (hadFocus) expect(document.activeElement).toBe(document.body)
    await settled()
  }
  const settled = async (): Promise<void> => {
    await afterPaint()
    await afterPaint()
  }

  it('goes to the panel when the button in it has done its work', async () => {
    element('act').focus()
    await remove('act')
    expect(focused()).toBe('panel')
  })

  it('goes to the list when the bar of its selection is gone', async () => {
    element('in-bar').focus()
    await remove('bar')
    expect(focused()).toBe('grid')
  })

  it('goes to the heading when the list itself is gone', async () => {
    element('grid').focus()
    await remove('grid')
    expect(focused()).toBe('heading')
  })

  it('goes to the heading of the page that came in place of the one that had it', async () => {
    element('grid').focus()
    element('page').remove()
    element('main').innerHTML = '<h1 id="other">Another page</h1><div data-grid tabindex="0" id="other-grid"></div>'
    await settled()
    // Not into the list: that would hold its order, and nobody reads it yet.
    expect(focused()).toBe('other')
  })

  it('goes to the detail that a new page was asked to show', async () => {
    element('grid').focus()
    element('page').remove()
    element('main').innerHTML = '<h1>Another page</h1><section id="shown" tabindex="-1"></section>'
    await settled()
    expect(focused()).toBe('shown')
  })

  it('goes around what opened a dialog when both are gone', async () => {
    element('act').focus()
    element('in-dialog').focus()
    element('act').remove()
    await remove('overlay')
    expect(focused()).toBe('panel')
  })

  it('goes back to what it came from when a notice is gone', async () => {
    element('grid').focus()
    element('in-dialog').focus()
    await remove('overlay')
    expect(focused()).toBe('grid')
  })

  it('is not taken from what has it', async () => {
    element('act').focus()
    element('rail').focus()
    await remove('acts')
    expect(focused()).toBe('rail')
  })

  it('is not given back to where somebody has left it on purpose', async () => {
    element('act').focus()
    element('act').blur()
    await settled()
    await remove('act')
    expect(document.activeElement).toBe(document.body)
  })
})

describe('the keys of a page', () => {
  it('reach the list from anywhere on it, on every page with a list', async () => {
    open(<App />, { scenario: 'alarms', deviceCount: 80 })
    await screen.findByRole('grid', { name: 'Devices' })
    fireEvent.keyDown(document.body, { code: 'Digit3', altKey: true })
    const alarms = await screen.findByRole('grid', { name: 'Alarms' })
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Health & alarms' })).toBe(document.activeElement))
    key('j')
    expect(document.activeElement).toBe(alarms)
    expect(alarms.querySelectorAll('[data-active]')).toHaveLength(1)
    key('Enter')
    await screen.findByRole('region', { name: 'Alarm details' })
    // One step back, wherever the focus is.
    screen.getByRole('link', { name: 'Help' }).focus()
    key('Escape')
    expect(screen.queryByRole('region', { name: 'Alarm details' })).toBeNull()
  })

  it('leave Enter with Ctrl to the page, which decides the conflict', async () => {
    const opened = open(<App />, { scenario: 'conflicts', deviceCount: 80 })
    await screen.findByRole('grid', { name: 'Devices' })
    fireEvent.keyDown(document.body, { code: 'Digit5', altKey: true })
    await screen.findByRole('grid', { name: 'Conflicts' })
    key('j')
    await screen.findByRole('region', { name: 'Conflict details' })
    key('m')
    key('Enter', { ctrlKey: true })
    await waitFor(() => expect(sent(opened, 'conflicts:resolve')).toHaveLength(1))
  })
})

describe('Ctrl+Z', () => {
  /** Gate 1 is given another place, which waits. */
  async function change(): Promise<Opened> {
    const opened = open(<App />)
    const grid = await screen.findByRole('grid', { name: 'Devices' })
    grid.focus()
    key('j')
    key('Enter')
    fireEvent.change(await screen.findByRole('textbox', { name: 'Location' }), { target: { value: 'roof' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByRole('button', { name: 'Undo' })
    return opened
  }

  it('undoes what the newest notice tells of', async () => {
    const opened = await change()
    screen.getByRole('grid', { name: 'Devices' }).focus()
    key('z', { ctrlKey: true })
    await waitFor(() => expect(sent(opened, 'operations:rollback')).toHaveLength(1))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('is the field’s own where something is typed', async () => {
    const opened = await change()
    screen.getByRole('textbox', { name: 'Location' }).focus()
    key('z', { ctrlKey: true })
    await act(async () => undefined)
    expect(sent(opened, 'operations:rollback')).toEqual([])
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy()
  })

  it('leaves alone a notice that only shows something', async () => {
    const run = vi.fn<() => void>()
    const { outpost } = open(<App />)
    await screen.findByRole('grid', { name: 'Devices' })
    act(() => void outpost.toasts.getState().add({ text: 'Refused', action: { label: 'Show', run } }))
    key('z', { ctrlKey: true })
    expect(run).not.toHaveBeenCalled()
    expect(screen.getByText('Refused')).toBeTruthy()
  })
})

describe('Esc right after Enter', () => {
  it('saves and leaves, and asks nobody whether to give up what is being saved', async () => {
    const opened = open(<App />)
    const grid = await screen.findByRole('grid', { name: 'Devices' })
    grid.focus()
    key('j')
    key('Enter')
    const location = await screen.findByRole('textbox', { name: 'Location' })
    fireEvent.change(location, { target: { value: 'roof' } })
    fireEvent.submit(location)
    fireEvent.keyDown(location, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Device details' })).toBeNull())
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(sent(opened, 'operations:enqueue')).toHaveLength(1)
  })
})

describe('notices', () => {
  const toast = { id: 1, tone: 'neutral', text: 'Saved', count: 1, isCountShown: false, action: null } as const

  it('are not held for ever by the focus of one that is gone', () => {
    const onHold = vi.fn<(isHeld: boolean) => void>()
    const shown = (toasts: readonly (typeof toast)[]) => (
      <Toasts label="Notices" dismissLabel="Dismiss" toasts={toasts} onDismiss={() => undefined} onHold={onHold} />
    )
    const { rerender } = render(shown([toast]))
    fireEvent.focus(screen.getByRole('button', { name: 'Dismiss' }))
    expect(onHold.mock.calls).toEqual([[true]])
    rerender(shown([]))
    expect(onHold.mock.calls).toEqual([[true], [false]])
  })
})
