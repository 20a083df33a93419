import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { EXPORTS } from '#shared/domain/exports.ts'
import type { PolicyStatus } from '#shared/domain/settings.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { DEFAULTS, effectiveOf } from '../../../../tools/preview/fake-state.ts'
import { layOut, open } from '../support.tsx'
import { openSettings, rowOf, updates } from './open-settings.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const FILE = '/etc/outpost-console/policy.json'
const SLIP = { message: '“tennant” is no setting.', name: null, line: 4, column: 3 }
const policyWith = (change: Partial<PolicyStatus>): Partial<PolicyStatus> => ({
  state: 'in-force',
  file: FILE,
  ...change,
})

describe('a policy with mistakes', () => {
  it('is told with file and place until it is put away, and again when the file was changed', async () => {
    const policy = policyWith({ problems: [SLIP] })
    const { fake } = open(<App />, { policy })
    const banner = await screen.findByText(/The policy file has a mistake/)
    expect(banner.textContent).toContain(`${FILE}, line 4, column 3: “tennant” is no setting.`)
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByText(/The policy file has a mistake/)).toBeNull()
    const later = { ...policy, revision: 1, problems: [SLIP, SLIP] }
    act(() => fake.emit('settings:changed', effectiveOf(DEFAULTS, new Set(), [], later)))
    expect(await screen.findByText(/The policy file has 2 mistakes/)).toBeTruthy()
  })

  it('that cannot be read is told for as long as it is so, and leads to what there is to know', async () => {
    const problem = { message: 'it is a folder', name: null, line: null, column: null }
    open(<App />, { policy: policyWith({ state: 'unreadable', problems: [problem] }) })
    const alert = await screen.findByText(/The policy file cannot be read/)
    expect(alert.textContent).toContain(`${FILE}: it is a folder. What it said last counts`)
    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Show' }))
    expect((await screen.findByRole('region', { name: 'Administration' })).textContent).toContain('it is a folder')
  })
})

it('a policy that has changed is told by the names of what is another value now', async () => {
  const { fake } = open(<App />, {})
  await screen.findByRole('link', { name: 'Settings' })
  const policy = policyWith({ revision: 1, changed: ['theme', 'kiosk'] })
  act(() => fake.emit('settings:changed', effectiveOf(DEFAULTS, new Set(), [], policy)))
  expect(await screen.findByText('Your administrator has changed 2 settings: Theme, Kiosk mode')).toBeTruthy()
})

it('what may not be written into files is offered as what it is', async () => {
  await openSettings({ settings: { allowedExports: ['report-csv'] }, locks: ['allowedExports'] })
  const administration = await screen.findByRole('region', { name: 'Administration' })
  expect(within(administration).getAllByText('not allowed')).toHaveLength(EXPORTS.length - 1)
  const write = screen.getByRole('button', { name: 'Export diagnostics…' })
  expect(write.getAttribute('aria-disabled')).toBe('true')
  expect(screen.getByText('Not allowed by your administrator')).toBeTruthy()
})

describe('starting at login', () => {
  it.each([
    [true, 'off', 'the entry on this PC is gone or switched off', 'Set up again'],
    [true, 'foreign', 'starts another installation of the console', 'Set up again'],
    [false, 'on', 'this PC starts the console at login all the same', 'Remove the entry'],
  ] as const)(
    'that is %s and really %s is told, and can be made as it is set',
    async (startAtLogin, state, told, act) => {
      const opened = await openSettings({ settings: { startAtLogin } })
      opened.fake.answers['workplace:autostart'] = () => ({ state, problem: null })
      const section = await screen.findByRole('region', { name: 'This PC' })
      await waitFor(() => expect(section.textContent).toContain(told), { timeout: 5_000 })
      fireEvent.click(within(section).getByRole('button', { name: act }))
      await waitFor(() => expect(opened.fake.requests.map(({ name }) => name)).toContain('workplace:set-up-autostart'))
    },
  )

  it('is switched on in its row', async () => {
    const opened = await openSettings()
    fireEvent.click(within(rowOf('startAtLogin')).getByRole('switch'))
    await waitFor(() => expect(updates(opened)).toEqual([{ startAtLogin: true }]))
  })
})

describe('kiosk mode', () => {
  const press = () => fireEvent.keyDown(window, { code: 'KeyK', key: 'K', ctrlKey: true, altKey: true, shiftKey: true })

  it('is left by its keys and a word, where it is not locked', async () => {
    const opened = open(<App />, { settings: { kiosk: true } })
    await screen.findByRole('link', { name: 'Settings' })
    press()
    const dialog = await screen.findByRole('alertdialog', { name: 'Leave kiosk mode?' })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Leave kiosk mode' }))
    await waitFor(() => expect(updates(opened)).toEqual([{ kiosk: false }]))
  })

  it('that is locked says who can end it', async () => {
    open(<App />, { settings: { kiosk: true }, locks: ['kiosk'] })
    await screen.findByRole('link', { name: 'Settings' })
    press()
    expect((await screen.findByRole('dialog', { name: 'Leave kiosk mode?' })).textContent).toContain(FILE)
  })
})
