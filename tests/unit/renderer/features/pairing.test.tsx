import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { codeOf } from '../../../../src/renderer/features/devices/device-form.ts'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const sent = ({ fake }: Opened) =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: unknown[] }).intents)

async function openDialog(scenario: ScenarioName = 'online') {
  const opened = open(<App />, { scenario, deviceCount: 200 })
  await screen.findByRole('grid', { name: 'Devices' })
  fireEvent.keyDown(document.body, { key: 'p' })
  return { ...opened, dialog: await screen.findByRole('dialog', { name: 'Pair a device' }) }
}

function type(dialog: HTMLElement, label: string, value: string): void {
  fireEvent.change(within(dialog).getByLabelText(label), { target: { value } })
}

describe('pairing a device', () => {
  it('queues a new device with the code, as it was typed or not, and shows it as being paired', async () => {
    const { dialog, ...opened } = await openDialog()
    type(dialog, 'Code on the screen', ' k7q-2m9 ')
    type(dialog, 'Name', 'Lobby left')
    type(dialog, 'Site', 'Central')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Pair device' }))
    await waitFor(() =>
      expect(sent(opened)).toEqual([
        {
          kind: 'create',
          entityType: 'device',
          fields: {
            name: 'Lobby left',
            site: 'Central',
            location: '',
            model: '',
            serial: '',
            tags: [],
            playlistId: null,
            pairingCode: 'K7Q2M9',
          },
        },
      ]),
    )
    const panel = await screen.findByRole('region', { name: 'Device details' })
    expect(panel.textContent).toContain('Being paired with the code K7Q2M9: the server has not confirmed it yet')
    expect(await screen.findByText('Pairing of Lobby left queued')).toBeTruthy()
  })

  it('says what is missing and queues nothing', async () => {
    const { dialog, ...opened } = await openDialog()
    type(dialog, 'Code on the screen', 'K7Q')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Pair device' }))
    expect(within(dialog).getByText('Six letters and digits')).toBeTruthy()
    expect(within(dialog).getAllByText('Needed')).toHaveLength(2)
    expect(sent(opened)).toEqual([])
  })

  it('offers a code where the server tells one', async () => {
    const { dialog } = await openDialog()
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Use K7Q2M9' }))
    expect(within(dialog).getByLabelText<HTMLInputElement>('Code on the screen').value).toBe('K7Q2M9')
  })

  it('says offline that it waits and that the code may expire, and asks for no code', async () => {
    const { dialog, fake } = await openDialog('offline')
    expect(within(dialog).getByRole('status').textContent).toContain('sent when the server is back')
    expect(fake.requests.some(({ name }) => name === 'device:codes')).toBe(false)
  })

  it('is found in the palette from any page', async () => {
    open(<App />, { deviceCount: 200 })
    await screen.findByRole('grid', { name: 'Devices' })
    fireEvent.keyDown(document.body, { code: 'Digit7', altKey: true })
    await waitFor(() => expect(screen.queryByRole('grid', { name: 'Devices' })).toBeNull())
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    fireEvent.change(await screen.findByRole('combobox', { name: 'Find a page, device or action' }), {
      target: { value: 'pair a' },
    })
    fireEvent.click(await screen.findByRole('option', { name: /Pair a device/ }))
    expect(await screen.findByRole('dialog', { name: 'Pair a device' })).toBeTruthy()
  })
})

describe('a pairing code', () => {
  it('is taken as people write it, and nothing else is', () => {
    expect([' k7q 2m9', 'K7Q-2M9', 'k7q2m9'].map(codeOf)).toEqual(['K7Q2M9', 'K7Q2M9', 'K7Q2M9'])
    expect(['K7Q2M', 'K7Q2M99', 'Ü7Q2M9', ''].map(codeOf)).toEqual([null, null, null, null])
  })
})
