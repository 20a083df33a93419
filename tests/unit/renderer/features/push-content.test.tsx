import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Devices' })
const rows = () => within(grid()).getAllByRole('row').slice(1)
const press = (key: string, more: object = {}) => fireEvent.keyDown(grid(), { key, ...more })
const box = () => screen.findByRole('combobox', { name: 'Content' })
const choices = () => within(screen.getByRole('listbox', { name: 'Content that can be pushed' })).getAllByRole('option')
const optionsShown = () => choices().map((option) => option.textContent)
const sent = ({ fake }: Opened): Intent[] =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: Intent[] }).intents)

async function openDevices(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, options)
  await waitFor(() => expect(rows().length).toBeGreaterThan(5))
  return opened
}

describe('pushing content', () => {
  it('goes from the detail: found by a few letters, chosen with the arrows, pushed with Enter', async () => {
    const opened = await openDevices()
    fireEvent.click(rows()[0] as HTMLElement)
    const panel = await screen.findByRole('region', { name: 'Device details' })
    fireEvent.click(within(panel).getByRole('button', { name: 'Push content' }))
    const dialog = await screen.findByRole('dialog', { name: 'Push content to Block 1 ticker' })
    const input = await box()
    fireEvent.change(input, { target: { value: 'video' } })
    expect(optionsShown()).toEqual(['EvacuationVideo · 45 s · 36.4 MB', 'WelcomeVideo · 12 s · 9.2 MB'])
    fireEvent.keyDown(input, { key: 'ArrowDown' })
    fireEvent.keyDown(input, { key: 'ArrowDown' })
    expect(choices().find((option) => option.getAttribute('aria-selected') === 'true')?.textContent).toContain(
      'Welcome',
    )
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    await waitFor(() =>
      expect(sent(opened)).toMatchObject([{ kind: 'command', command: 'push-content', contentId: 'con-5' }]),
    )
    await screen.findByText(/^Push of ‘Welcome’ to Block 1 ticker queued/)
    await within(panel).findByText('Push ‘Welcome’ to ‘Block 1 ticker’')
  })

  it('pushes nothing that nobody chose, also after another search', async () => {
    const opened = await openDevices()
    press('j')
    press('u')
    const input = await box()
    const dialog = screen.getByRole('dialog')
    const submit = within(dialog).getByRole('button', { name: 'Push to 1 device' })
    expect(submit.getAttribute('aria-disabled')).toBe('true')
    fireEvent.click(choices()[0] as HTMLElement)
    expect(submit.getAttribute('aria-disabled')).not.toBe('true')
    fireEvent.change(input, { target: { value: 'w' } })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    expect(screen.getByRole('dialog')).toBe(dialog)
    expect(sent(opened)).toEqual([])
  })

  it('goes to all that are selected, by key', async () => {
    const opened = await openDevices()
    press('j')
    press(' ')
    press('j', { shiftKey: true })
    press('u')
    await box()
    fireEvent.click(screen.getByText('Evacuation'))
    fireEvent.click(screen.getByRole('button', { name: 'Push to 2 devices' }))
    await waitFor(() => expect(sent(opened)).toHaveLength(2))
    expect(new Set(sent(opened).map(({ entityId }) => entityId)).size).toBe(2)
    expect(sent(opened).every((intent) => 'contentId' in intent && intent.contentId === 'con-3')).toBe(true)
  })

  it('is found in the palette, and says so where no device is chosen', async () => {
    await openDevices()
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    const finder = await screen.findByRole('combobox', { name: 'Find a page, device or action' })
    fireEvent.change(finder, { target: { value: 'push content' } })
    fireEvent.keyDown(finder, { key: 'Enter' })
    expect(await screen.findByText('No device is chosen')).toBeTruthy()
  })

  it('says that there is no content, and offers nothing to push', async () => {
    await openDevices({ contentCount: 0 })
    press('j')
    press('u')
    await screen.findByText('No content yet')
    expect(screen.queryByRole('combobox', { name: 'Content' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Push to 1 device' }).getAttribute('aria-disabled')).toBe('true')
  })

  it('says that the command waits while the server cannot be reached', async () => {
    await openDevices({ scenario: 'offline', deviceCount: 400 })
    press('j')
    press('u')
    expect(await screen.findByText(/The command waits on this PC/)).toBeTruthy()
  })

  it('shows a hundred of very many, and counts the rest', async () => {
    await openDevices({ contentCount: 600 })
    press('j')
    press('u')
    fireEvent.change(await box(), { target: { value: 'weather' } })
    expect(optionsShown()).toHaveLength(100)
    screen.getByText('and 20 more: search for them by name')
  })
})
