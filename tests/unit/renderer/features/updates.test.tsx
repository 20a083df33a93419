import { act, fireEvent, screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { updatesOf } from '../../../../tools/preview/updates.ts'
import { layOut } from '../support.tsx'
import { openSettings, rowOf, search } from './open-settings.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

async function openUpdates(feed: string) {
  const opened = await openSettings({ settings: { updateFeed: feed } })
  search('program updates')
  const section = screen.getByRole('region', { name: 'Program updates' })
  await within(section).findByText('Version')
  return { ...opened, section }
}

describe('updates in the settings', () => {
  it('are off as delivered, and say what is missing', async () => {
    const { section } = await openUpdates('')
    expect(within(section).getByText('No updates are looked for.')).toBeTruthy()
    const check = within(section).getByRole('button', { name: 'Check now' })
    expect(check.getAttribute('aria-disabled')).toBe('true')
    expect(rowOf('updateInstall').textContent).toContain('Default: Ask')
  })

  it('show what is new as text, whatever is written in it', async () => {
    const { section } = await openUpdates('/srv/available')
    const notes = within(section).getByRole('region', { name: 'What is new' })
    expect(notes.textContent).toContain('<b>Faster</b>')
    expect(notes.querySelector('b')).toBeNull()
  })

  it('show how much is received, with a way to call it off', async () => {
    const { section, fake } = await openUpdates('/srv/downloading')
    expect(within(section).getByRole('progressbar', { name: 'Received of the new version' })).toBeTruthy()
    fireEvent.click(within(section).getByRole('button', { name: 'Cancel' }))
    expect(fake.requests.some(({ name }) => name === 'updates:cancel')).toBe(true)
  })

  it('say why one was refused, that the present version goes on, and the detail', async () => {
    const { section } = await openUpdates('/srv/idle+wrong-key')
    expect(
      within(section).getByText(/not signed by anybody whom this console knows.*Version 0.1.0 goes on/),
    ).toBeTruthy()
    expect(section.textContent).toContain('latest-linux.yml is signed with a key')
  })

  it('offer no installation where the settings say never', async () => {
    await openSettings({ settings: { updateFeed: '/srv/ready', updateInstall: 'never' } })
    search('program updates')
    const section = screen.getByRole('region', { name: 'Program updates' })
    await within(section).findByText(/is ready to be installed/)
    expect(within(section).queryByRole('button', { name: 'Install when idle' })).toBeNull()
  })

  it('are told where they come from and who may sign them, and nothing here changes that', async () => {
    await openUpdates('/srv/ready')
    for (const name of ['updateFeed', 'updateKeys'] as const) {
      expect(within(rowOf(name)).queryByRole('textbox')).toBeNull()
      expect(rowOf(name).textContent).toContain('Set by an administrator in the policy file')
    }
    expect(rowOf('updateFeed').textContent).toContain('/srv/ready')
  })

  it('take no hours that are none', async () => {
    await openUpdates('')
    const field = within(rowOf('updateWindow')).getByRole('textbox')
    fireEvent.change(field, { target: { value: '2 to 4' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(await within(rowOf('updateWindow')).findByRole('alert')).toBeTruthy()
  })
})

describe('the line about an update', () => {
  const line = () => screen.queryByRole('button', { name: 'Not today' })

  it('is there while a version waits for somebody, and goes when it was put off', async () => {
    const { fake } = await openSettings({ settings: { updateFeed: '' } })
    expect(line()).toBeNull()
    const ready = updatesOf({ updateFeed: '/srv/ready' }, 1_000)
    act(() => fake.emit('updates:changed', ready))
    expect(line()).not.toBeNull()
    act(() => fake.emit('updates:changed', { ...ready, putOffUntil: Date.now() + 60_000 }))
    expect(line()).toBeNull()
  })

  it('says what is awaited also when it was put off before, and what was refused', async () => {
    const { fake } = await openSettings({ settings: { updateFeed: '' } })
    const waiting = updatesOf({ updateFeed: '/srv/waiting' }, 1_000)
    act(() => fake.emit('updates:changed', { ...waiting, putOffUntil: Date.now() + 60_000 }))
    expect(screen.getAllByText(/the answers to 3 operations are awaited/).length).toBeGreaterThan(0)
    act(() => fake.emit('updates:changed', updatesOf({ updateFeed: '/srv/idle+unsigned' }, 1_000)))
    expect(screen.getAllByText(/The update is not signed and was refused/).length).toBeGreaterThan(0)
    act(() => fake.emit('updates:changed', updatesOf({ updateFeed: '/srv/idle+unreachable' }, 1_000)))
    expect(line()).toBeNull()
  })
})
