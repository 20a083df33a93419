import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { Refusal } from '../../../../tools/preview/fake-queue.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Devices' })
const rows = () => within(grid()).getAllByRole('row').slice(1)
const key = (name: string, more: object = {}) => fireEvent.keyDown(grid(), { key: name, ...more })
const activeName = () => grid().querySelector('[data-active]')?.getAttribute('aria-label')
const sent = ({ fake }: Opened) =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: unknown[] }).intents)

async function openDevices(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, options)
  await waitFor(() => expect(rows().length).toBeGreaterThan(5))
  return opened
}

async function openPanel(row = 0): Promise<HTMLElement> {
  fireEvent.click(rows()[row] as HTMLElement)
  return screen.findByRole('region', { name: 'Device details' })
}

describe('the list of devices', () => {
  it('is a grid that names its rows by device and carries their ids', async () => {
    await openDevices()
    expect(rows()[0]?.getAttribute('aria-label')).toBe('Block 1 ticker, Online')
    expect(rows()[0]?.dataset['entityId']).toMatch(/^dev-/)
    expect(grid().getAttribute('aria-rowcount')).toBe('41')
  })

  it('moves with j, k, arrows, Home and End', async () => {
    await openDevices()
    for (const name of ['j', 'ArrowDown', 'j', 'k']) key(name)
    expect(activeName()).toBe(rows()[1]?.getAttribute('aria-label'))
    key('End')
    expect(activeName()).toMatch(/^Stop 5/)
    key('Home')
    expect(activeName()).toBe('Block 1 ticker, Online')
  })

  it('selects with Space, a range with Shift, all with Ctrl+A, and lets go with Esc', async () => {
    await openDevices()
    key('j')
    key(' ')
    expect(screen.getByRole('toolbar').textContent).toContain('1 selected')
    key('j', { shiftKey: true })
    key('j', { shiftKey: true })
    expect(screen.getByRole('toolbar').textContent).toContain('3 selected')
    key('a', { ctrlKey: true })
    expect(screen.getByRole('toolbar').textContent).toContain('40 selected')
    key('Escape')
    expect(screen.queryByRole('toolbar')).toBeNull()
  })

  it('opens the detail with Enter and steps back with Esc, keeping the row', async () => {
    await openDevices()
    key('j')
    key('j')
    const before = activeName()
    key('Enter')
    const panel = await screen.findByRole('region', { name: 'Device details' })
    fireEvent.keyDown(panel, { key: 'Escape' })
    expect(screen.queryByRole('region', { name: 'Device details' })).toBeNull()
    expect(activeName()).toBe(before)
    await waitFor(() => expect(document.activeElement).toBe(grid()))
  })

  it('searches with / and says how many were found', async () => {
    await openDevices()
    fireEvent.keyDown(document.body, { key: '/' })
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search devices' }), { target: { value: 'gate' } })
    expect(rows()).toHaveLength(5)
    expect(screen.getByText('5 of 40')).toBeTruthy()
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search devices' }), { target: { value: 'nowhere' } })
    expect(screen.getByText('No device matches')).toBeTruthy()
  })

  it('closes the open detail with Esc in the empty search box', async () => {
    await openDevices()
    await openPanel()
    const box = screen.getByRole('searchbox', { name: 'Search devices' })
    fireEvent.change(box, { target: { value: 'gate' } })
    fireEvent.keyDown(box, { key: 'Escape' })
    expect(screen.getByRole('region', { name: 'Device details' })).toBeTruthy()
    fireEvent.keyDown(box, { key: 'Escape' })
    expect(screen.queryByRole('region', { name: 'Device details' })).toBeNull()
  })

  it('holds its order while the keyboard is in it and offers to renew it', async () => {
    const { fake } = await openDevices()
    act(() => grid().focus())
    const first = rows()[0]?.dataset['entityId'] ?? ''
    await act(() =>
      fake.bridge.request('operations:enqueue', {
        intents: [{ kind: 'update', entityType: 'device', entityId: first, fields: { name: 'Zebra' } }],
      }),
    )
    await waitFor(() => expect(rows()[0]?.getAttribute('aria-label')).toBe('Zebra, Online'))
    fireEvent.click(await screen.findByRole('button', { name: '1 update waiting – refresh order' }))
    await waitFor(() => expect(rows()[0]?.getAttribute('aria-label')).not.toBe('Zebra, Online'))
  })
})

describe('the detail of a device', () => {
  it('sends only the changed field and marks it as not confirmed', async () => {
    const opened = await openDevices()
    const panel = await openPanel()
    const id = rows()[0]?.dataset['entityId']
    fireEvent.change(within(panel).getByRole('textbox', { name: 'Name' }), { target: { value: 'Block 1 new' } })
    fireEvent.click(within(panel).getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(sent(opened)).toEqual([
        { kind: 'update', entityType: 'device', entityId: id, fields: { name: 'Block 1 new' } },
      ]),
    )
    await waitFor(() => expect(grid().querySelector('[data-pending="waiting"]')).not.toBeNull())
    expect(await screen.findByRole('button', { name: 'Undo' })).toBeTruthy()
  })

  it('calls a change queued while it is, and changed once the server has confirmed it', async () => {
    const { fake } = await openDevices()
    const panel = await openPanel()
    const before = within(panel).getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value
    fireEvent.change(within(panel).getByRole('textbox', { name: 'Location' }), { target: { value: 'roof' } })
    fireEvent.click(within(panel).getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(`Change of ${before} queued`)).toBeTruthy()
    expect(screen.queryByText(/changed/)).toBeNull()
    act(() => fake.take(fake.queue.operations.map(({ key }) => key)))
    expect(await screen.findByText(`${before} changed, confirmed by the server`)).toBeTruthy()
    expect(screen.queryByText(/queued/)).toBeNull()
  })

  it('takes a still-queued edit back with Undo', async () => {
    const { fake } = await openDevices()
    const panel = await openPanel()
    fireEvent.change(within(panel).getByRole('textbox', { name: 'Location' }), { target: { value: 'roof' } })
    fireEvent.keyDown(within(panel).getByRole('textbox', { name: 'Location' }), { key: 'Enter', ctrlKey: true })
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(fake.requests.some(({ name }) => name === 'operations:rollback')).toBe(true))
    await waitFor(() => expect(grid().querySelector('[data-pending]')).toBeNull())
  })

  it('says that there are no changes only once that is known', async () => {
    const { fake } = await openDevices()
    let answer: () => void = () => undefined
    const request = fake.bridge.request.bind(fake.bridge)
    const held = new Promise<void>((go) => {
      answer = go
    })
    vi.spyOn(fake.bridge, 'request').mockImplementation(async (name, query) => {
      if (name === 'operations:list') await held
      return request(name, query)
    })
    const panel = await openPanel()
    const changes = await within(panel).findByRole('region', { name: 'Changes of this device' })
    expect(changes.textContent).toBe('Changes of this device')
    answer()
    expect(await within(changes).findByText('No pending and no recent changes.')).toBeTruthy()
  })

  it('says why its changes could not be read, and reads them again', async () => {
    const { fake } = await openDevices()
    fake.answers['operations:list'] = () => {
      throw new Refusal('storage-failed', 'The queue on this PC could not be read.')
    }
    const panel = await openPanel()
    const changes = await within(panel).findByRole('region', { name: 'Changes of this device' })
    const alert = await within(changes).findByRole('alert')
    expect(alert.textContent).toContain('Its changes could not be read. The queue on this PC could not be read.')
    delete fake.answers['operations:list']
    fireEvent.click(within(alert).getByText('Try again'))
    expect(await within(changes).findByText('No pending and no recent changes.')).toBeTruthy()
    expect(within(changes).queryByRole('alert')).toBeNull()
  })

  it('says how the device is, how that went since, and what happened, by whom', async () => {
    const { fake } = await openDevices()
    const panel = await openPanel()
    const id = rows()[0]?.dataset['entityId'] ?? ''
    fireEvent.click(within(panel).getByRole('button', { name: 'Reload' }))
    await waitFor(() => expect(fake.queue.operations.filter(({ entityId }) => entityId === id)).not.toEqual([]))
    const keys = fake.queue.operations.filter(({ entityId }) => entityId === id).map(({ key }) => key)
    act(() => fake.take(keys))
    const changes = within(panel).getByRole('region', { name: 'Changes of this device' })
    expect(
      await within(changes).findByText(/Accepted by the server at .*; the device has not confirmed it yet/),
    ).toBeTruthy()
    act(() => fake.confirm(keys))
    expect(await within(changes).findByText(/Confirmed by the device at /)).toBeTruthy()
    const activity = within(panel).getByRole('region', { name: 'Activity' })
    expect(await within(activity).findByText(/^Reload ‘.*’: .* \(operator\)$/)).toBeTruthy()
    const healthOf = within(panel).getByRole('region', { name: 'Health' })
    expect(within(healthOf).getByRole('img', { name: /^Processor: \d+ %$/ })).toBeTruthy()
  })

  it('leads to each of its parts by keyboard', async () => {
    await openDevices()
    const panel = await openPanel()
    const links = within(panel).getByRole('navigation', { name: 'Parts of the details' })
    fireEvent.click(within(links).getByRole('button', { name: 'Health' }))
    expect(document.activeElement).toBe(within(panel).getByRole('region', { name: 'Health' }))
  })

  it('does not save what the schema refuses', async () => {
    const opened = await openDevices()
    const panel = await openPanel()
    fireEvent.change(within(panel).getByRole('textbox', { name: 'Name' }), { target: { value: ' ' } })
    expect(within(panel).getByText('Needed')).toBeTruthy()
    expect(within(panel).getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true')
    expect(sent(opened)).toEqual([])
  })

  it('asks before unsaved changes are left, and keeps them when told to', async () => {
    await openDevices()
    const panel = await openPanel()
    fireEvent.change(within(panel).getByRole('textbox', { name: 'Location' }), { target: { value: 'roof' } })
    fireEvent.keyDown(panel, { key: 'Escape' })
    const question = await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
    fireEvent.click(within(question).getByRole('button', { name: 'Keep editing' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Location' }).value).toBe('roof')
    fireEvent.keyDown(screen.getByRole('region', { name: 'Device details' }), { key: 'Escape' })
    fireEvent.click(await screen.findByRole('button', { name: 'Discard changes' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Device details' })).toBeNull())
  })

  it('reloads at once and asks once before a reboot', async () => {
    const opened = await openDevices()
    const panel = await openPanel()
    fireEvent.click(within(panel).getByRole('button', { name: 'Reload' }))
    await waitFor(() => expect(sent(opened)).toMatchObject([{ kind: 'command', command: 'reload' }]))
    fireEvent.click(within(panel).getByRole('button', { name: 'Reboot' }))
    expect(sent(opened)).toHaveLength(1)
    fireEvent.click(await screen.findByRole('button', { name: 'Reboot 1 device' }))
    await waitFor(() => expect(sent(opened)).toMatchObject([{}, { kind: 'command', command: 'reboot' }]))
  })
})

describe('several devices at once', () => {
  it('are deleted after one question that names what and how many', async () => {
    const opened = await openDevices()
    key('j')
    key(' ')
    key('j', { shiftKey: true })
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }))
    const question = await screen.findByRole('alertdialog', { name: 'Delete 2 devices?' })
    expect(question.textContent).toContain('Block 1 ticker')
    fireEvent.click(within(question).getByRole('button', { name: 'Delete 2 devices' }))
    await waitFor(() => expect(sent(opened)).toMatchObject([{ kind: 'delete' }, { kind: 'delete' }]))
    expect(screen.queryByRole('toolbar')).toBeNull()
  })
})

describe('a new device', () => {
  it('is asked for what it needs and shown at once as new', async () => {
    const opened = await openDevices()
    fireEvent.click(screen.getByRole('button', { name: 'New device' }))
    const dialog = await screen.findByRole('dialog', { name: 'New device' })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Create device' }))
    expect(within(dialog).getAllByText('Needed')).toHaveLength(2)
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: 'Aardvark' } })
    fireEvent.change(within(dialog).getByLabelText('Site'), { target: { value: 'Central' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Create device' }))
    await waitFor(() => expect(sent(opened)).toMatchObject([{ kind: 'create', fields: { name: 'Aardvark' } }]))
    await waitFor(() => expect(rows()[0]?.getAttribute('aria-label')).toBe('Aardvark, New'))
  })
})

describe('a list that can not be shown', () => {
  it('says what happened, what is safe and offers to try again', async () => {
    open(<App />, { scenario: 'error' })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('nothing queued is lost')
    expect(within(alert).getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  it('says so when there are no devices yet', async () => {
    open(<App />, { scenario: 'empty' })
    expect(await screen.findByText('No devices yet')).toBeTruthy()
  })
})
