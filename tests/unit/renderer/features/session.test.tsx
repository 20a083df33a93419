import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { Refusal } from '../../../../tools/preview/fake-queue.ts'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

async function openProfile(scenario: ScenarioName = 'chain'): Promise<{ opened: Opened; profile: HTMLElement }> {
  const opened = open(<App />, { scenario, deviceCount: 80 })
  fireEvent.click(await screen.findByRole('button', { name: 'User: operator' }))
  return { opened, profile: await screen.findByRole('dialog', { name: 'User' }) }
}

const press = (within_: HTMLElement, name: string) => fireEvent.click(within(within_).getByRole('button', { name }))
const signOuts = ({ fake }: Opened) =>
  fake.requests.filter(({ name }) => name === 'session:sign-out').map(({ request }) => request)

describe('the user', () => {
  it('is named at all times, with what of theirs and of others waits', async () => {
    const { profile } = await openProfile()
    expect(profile.textContent).toContain('Signed in as operator')
    expect(profile.textContent).toContain('9 changes of operator wait on this PC.')
    expect(profile.textContent).toContain('1 change of somebody else waits until they sign in.')
  })

  it('of the demo cannot sign out, since the demo signs in by itself', async () => {
    const { profile } = await openProfile('busy')
    expect(profile.textContent).toContain('The demo site signs in by itself.')
    expect(within(profile).queryByRole('button')).toBeNull()
  })

  it('is somebody else after another token', async () => {
    const { opened, profile } = await openProfile()
    press(profile, 'Sign in as somebody else…')
    expect(await screen.findByRole('dialog', { name: 'Sign in' })).toBeTruthy()
    const session = opened.outpost.app.getState().session
    if (session === null) throw new Error('no session')
    const user = { id: 'user-2', name: 'night shift' }
    act(() => opened.fake.emit('session:changed', { ...session, user, lastUser: user }))
    expect(opened.outpost.app.getState().session?.user).toEqual(user)
  })
})

describe('signing out', () => {
  it('asks while changes wait, says truthfully what becomes of them, and does nothing until it is meant', async () => {
    const { opened, profile } = await openProfile()
    press(profile, 'Sign out')
    const question = await screen.findByRole('alertdialog', { name: 'Sign out with 9 changes waiting?' })
    expect(question.textContent).toContain('9 changes of operator wait on this PC, and stay here. Nothing is deleted.')
    expect(question.textContent).toContain('Nobody else’s sign-in sends them.')
    expect(question.textContent).toContain('They go on when operator signs in here again.')
    expect(signOuts(opened)).toEqual([{ force: false }])
    press(question, 'Stay signed in')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(signOuts(opened)).toEqual([{ force: false }])
  })

  it('leaves a banner that says whose changes wait, until when, and how to sign in', async () => {
    const { opened, profile } = await openProfile()
    press(profile, 'Sign out')
    press(await screen.findByRole('alertdialog'), 'Sign out')
    const banner = await screen.findByText('Signed out – 9 changes of operator wait until operator signs in.')
    expect(banner).toBeTruthy()
    expect(signOuts(opened)).toEqual([{ force: false }, { force: true }])
    expect(screen.queryByRole('alertdialog')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('dialog', { name: 'Sign in' })).toBeTruthy()
  })

  it('offers to export what waits first, and asks again afterwards', async () => {
    const { opened, profile } = await openProfile()
    press(profile, 'Sign out')
    press(await screen.findByRole('alertdialog'), 'Export them first…')
    press(await screen.findByRole('dialog', { name: 'Export waiting changes' }), 'Choose a place…')
    press(await screen.findByRole('dialog', { name: '27 changes exported' }), 'Close')
    expect(await screen.findByRole('alertdialog', { name: 'Sign out with 9 changes waiting?' })).toBeTruthy()
    expect(signOuts(opened)).toEqual([{ force: false }, { force: false }])
  })

  it('says that nothing waits any more when all was sent while the question stood', async () => {
    const { opened, profile } = await openProfile()
    press(profile, 'Sign out')
    const question = await screen.findByRole('alertdialog')
    const session = opened.outpost.app.getState().session
    if (session === null) throw new Error('no session')
    act(() => opened.fake.emit('session:changed', { ...session, ownWaiting: 0 }))
    expect(question.textContent).toContain('Sign out?')
    expect(question.textContent).toContain('Nothing of operator is waiting any more.')
  })

  it('says why it could not be, and when only the disk does not know of it', async () => {
    const { opened, profile } = await openProfile()
    press(profile, 'Sign out')
    const question = await screen.findByRole('alertdialog')
    const refuse = (code: 'storage-failed' | 'rate-limited', message: string) => {
      opened.fake.answers['session:sign-out'] = () => {
        throw new Refusal(code, message)
      }
      press(question, 'Sign out')
    }
    refuse('rate-limited', 'Too many requests at once.')
    expect((await within(question).findByRole('alert')).textContent).toBe('Not signed out. Too many requests at once.')
    const message = 'You are signed out now, but this could not be stored: a restart may sign you in again.'
    refuse('storage-failed', message)
    await waitFor(() => expect(within(question).getByRole('alert').textContent).toBe(message))
  })

  it('is found in the palette, with the files', async () => {
    const opened = open(<App />, { scenario: 'chain', deviceCount: 80 })
    await screen.findByRole('button', { name: 'User: operator' })
    await screen.findByRole('button', { name: 'More about this list' })
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    const box = await screen.findByRole('combobox', { name: 'Find a page, device or action' })
    fireEvent.change(box, { target: { value: 'export' } })
    const list = within(screen.getByRole('listbox', { name: 'Find' }))
    const found = () => list.getAllByRole('option').map((option) => option.textContent)
    // What can be done comes before where something is told of it.
    await waitFor(() =>
      expect(found().slice(0, 4)).toEqual([
        expect.stringMatching(/^Export the list as CSV/),
        'Export waiting changes…',
        'Export all refused…',
        'Export the ledger…',
      ]),
    )
    expect(
      found()
        .slice(4)
        .every((text) => /^(?:Help|Setting): /.test(text)),
    ).toBe(true)
    fireEvent.change(box, { target: { value: 'sign out' } })
    fireEvent.click(list.getByRole('option', { name: 'Sign out' }))
    expect(await screen.findByRole('alertdialog', { name: /^Sign out with/ })).toBeTruthy()
    expect(signOuts(opened)).toEqual([{ force: false }])
  })
})
