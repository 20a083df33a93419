import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { applyChanges } from '../../../../src/renderer/stores/entity-collection.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

type Options = NonNullable<Parameters<typeof open>[1]>

async function openConsole(options: Options = {}): Promise<Opened> {
  const opened = open(<App />, { deviceCount: 200, ...options })
  await screen.findByRole('grid', { name: 'Devices' })
  return opened
}
const palette = async () => within(await screen.findByRole('dialog', { name: 'Find' }))
const box = async () => (await palette()).getByRole<HTMLInputElement>('combobox')
const options = () => within(screen.getByRole('listbox', { name: 'Find' })).queryAllByRole('option')
const texts = () => options().map((option) => option.firstElementChild?.textContent ?? '')
const press = async (key: string) => fireEvent.keyDown(await box(), { key })

/** Opens the palette and types; answers what it finds. */
async function find(text: string): Promise<readonly string[]> {
  if (screen.queryByRole('listbox', { name: 'Find' }) === null) fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
  fireEvent.change(await box(), { target: { value: text } })
  return texts()
}

describe('a new device', () => {
  it('is found in the palette on any page, and asked for on the Devices page', async () => {
    const { outpost } = await openConsole()
    outpost.ui.getState().go('overview')
    await waitFor(() => expect(screen.queryByRole('grid', { name: 'Devices' })).toBeNull())
    expect(await find('new dev')).toContain('New device')
    await press('Enter')
    const dialog = await screen.findByRole('dialog', { name: 'New device' })
    expect(outpost.ui.getState().page).toBe('devices')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('a device that is found', () => {
  const sent = ({ fake }: Opened) =>
    fake.requests.flatMap(({ name, request }) =>
      name === 'operations:enqueue' ? (request as { intents: object[] }).intents : [],
    )

  it('leads to what can be done with it, and back to what was typed', async () => {
    await openConsole()
    await find('gate 2')
    await press('ArrowRight')
    expect(texts()).toEqual([
      expect.stringMatching(/^Open Gate 2/),
      expect.stringMatching(/^Take a screenshot of Gate 2/),
      expect.stringMatching(/^Reload Gate 2/),
      expect.stringMatching(/^Clear the cache of Gate 2/),
      expect.stringMatching(/^Push content to Gate 2/),
      expect.stringMatching(/^Restart Gate 2/),
      expect.stringMatching(/^Reboot Gate 2/),
      expect.stringMatching(/^Delete Gate 2/),
    ])
    for (const key of ['Backspace', 'ArrowLeft', 'Escape']) {
      await press(key)
      expect((await box()).value).toBe('gate 2')
      await press('Tab')
      expect(texts()[0]).toMatch(/^Open Gate 2/)
    }
  })

  it('is told at once what disturbs nobody, found by a part of its word', async () => {
    const opened = await openConsole()
    await find('gate 2')
    await press('Tab')
    expect(await find('cache')).toHaveLength(1)
    await press('Enter')
    await waitFor(() => expect(sent(opened)).toMatchObject([{ kind: 'command', command: 'clear-cache' }]))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is rebooted only after a question, from a verb before or after its name', async () => {
    const opened = await openConsole()
    expect((await find('reboot gate 2'))[0]).toMatch(/^Reboot Gate 2/)
    expect((await find('gate 2 reb'))[0]).toMatch(/^Reboot Gate 2/)
    await press('Enter')
    const question = await screen.findByRole('alertdialog')
    expect(screen.queryByRole('listbox', { name: 'Find' })).toBeNull()
    expect(sent(opened)).toEqual([])
    fireEvent.click(within(question).getByRole('button', { name: /^Reboot/ }))
    await waitFor(() => expect(sent(opened)).toMatchObject([{ kind: 'command', command: 'reboot' }]))
    await waitFor(() => expect(opened.outpost.ui.getState().isPaletteOpen).toBe(false))
  })

  it('is asked for the content that it is to show, and deleted only after a question', async () => {
    const opened = await openConsole()
    await find('push content gate 2')
    await press('Enter')
    const push = await screen.findByRole('dialog')
    fireEvent.click(await within(push).findByText('Evacuation'))
    fireEvent.submit(push.querySelector('form') as HTMLFormElement)
    await waitFor(() => expect(sent(opened)).toMatchObject([{ command: 'push-content', contentId: 'con-3' }]))
    await find('delete gate 2')
    await press('Enter')
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(opened.outpost.ui.getState().isPaletteOpen).toBe(false))
    expect(sent(opened)).toHaveLength(1)
  })

  it('says why it can be told nothing while it is being deleted', async () => {
    const { outpost } = await openConsole()
    const view = outpost.entities.getState().slices.device?.collection.at(0)
    if (view === undefined) throw new Error('no device')
    outpost.entities.setState(({ slices }) => {
      const slice = slices.device
      if (slice === undefined) throw new Error('no devices')
      const collection = applyChanges(slice.collection, [{ ...view, isDeleting: true }], new Set())
      return { slices: { ...slices, device: { ...slice, collection } } }
    })
    await find(`reload ${view.id}`)
    const option = options()[0] as HTMLElement
    expect(option.getAttribute('aria-disabled')).toBe('true')
    expect(option.textContent).toContain('It is being deleted')
  })
})
