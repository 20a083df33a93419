import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { type Box, placeBeside, TOUR_STEPS } from '../../../../src/renderer/features/welcome/tour-steps.ts'
import { Refusal } from '../../../../tools/preview/fake-queue.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const WELCOME = { name: 'Welcome to Outpost Console' }

async function openFirst(): Promise<Opened> {
  const opened = open(<App />, { isFirstRun: true })
  await screen.findByRole('region', WELCOME)
  return opened
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const changes = ({ fake }: Opened) =>
  fake.requests
    .filter(({ name }) => name === 'settings:update')
    .map(({ request }) => (request as { changes: object }).changes)

describe('the welcome', () => {
  it('stands beside the work of a first start, takes no focus and blocks nothing', async () => {
    const { outpost } = await openFirst()
    expect(document.activeElement).toBe(document.body)
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(await screen.findByRole('grid', { name: 'Devices' })).toBeTruthy()
    fireEvent.keyDown(window, { key: '?' })
    expect(outpost.ui.getState().areKeysShown).toBe(true)
  })

  it('does not offer to connect elsewhere as if that could be done where the administrator has locked the server', async () => {
    open(<App />, { isFirstRun: true, locks: ['serverUrl', 'tenant', 'sites'] })
    await screen.findByRole('region', WELCOME)
    const connect = screen.getByRole('button', { name: 'Connect to your server…' })
    await waitFor(() => expect(connect.getAttribute('aria-disabled')).toBe('true'))
    expect(connect.title).toBe('Locked by your administrator')
    fireEvent.click(connect)
    expect(screen.queryByRole('textbox', { name: 'Server address' })).toBeNull()
  })

  it.each([
    ['a profile that was used or prepared', {}],
    ['one where it was answered', { isFirstRun: true, settings: { welcome: 'done' } }],
  ] as const)('is not shown in %s', async (_what, options) => {
    open(<App />, options)
    await screen.findByRole('grid', { name: 'Devices' })
    expect(screen.queryByRole('region', WELCOME)).toBeNull()
  })

  it('goes away for good with “Not now”, in all windows', async () => {
    const opened = await openFirst()
    press('Not now')
    await waitFor(() => expect(screen.queryByRole('region', WELCOME)).toBeNull())
    expect(changes(opened)).toEqual([{ welcome: 'done' }])
    await waitFor(() => expect(opened.outpost.app.getState().settings?.values.welcome).toBe('done'))
  })

  it('goes away in this window also when the answer cannot be stored', async () => {
    const opened = await openFirst()
    opened.fake.answers['settings:update'] = () => {
      throw new Refusal('storage-failed', '')
    }
    press('Not now')
    await waitFor(() => expect(screen.queryByRole('region', WELCOME)).toBeNull())
  })
})

describe('connecting to the own server', () => {
  const fill = (values: Readonly<Record<string, string>>) => {
    for (const [label, value] of Object.entries(values))
      fireEvent.change(screen.getByLabelText(label), { target: { value } })
  }

  it('changes the site first and hands the token over only when the window looks at it', async () => {
    const opened = await openFirst()
    press('Connect to your server…')
    expect(document.activeElement).toBe(screen.getByLabelText('Server address'))
    fill({ 'Server address': 'https://fleet.example.com', Token: 't-1' })
    press('Connect')
    const site = { serverUrl: 'https://fleet.example.com', tenant: 'main', welcome: 'tour' }
    await waitFor(() => expect(changes(opened)).toEqual([site]))
    expect(opened.fake.requests.some(({ name }) => name === 'connection:token')).toBe(false)
    act(() => opened.fake.emit('sites:switched', { siteId: 'main', isRenewed: true }))
    await waitFor(() =>
      expect(opened.fake.requests).toContainEqual({ name: 'connection:token', request: { token: 't-1' } }),
    )
  })

  it('offers the tour afterwards, once', async () => {
    const opened = open(<App />, { settings: { welcome: 'tour' } })
    await screen.findByRole('region', { name: 'Your server is set' })
    press('Start the tour')
    expect(await screen.findByRole('region', { name: 'Tour' })).toBeTruthy()
    expect(changes(opened)).toEqual([{ welcome: 'done' }])
  })

  it('tests the address without changing anything, and refuses one that is not safe', async () => {
    const opened = await openFirst()
    press('Connect to your server…')
    fill({ 'Server address': 'http://fleet.example.com' })
    expect(screen.getByText(/An address starts with https/)).toBeTruthy()
    press('Connect')
    fill({ 'Server address': 'https://fleet.example.com' })
    press('Test connection')
    expect(await screen.findByText(/The server answers \(14 ms\)/)).toBeTruthy()
    expect(changes(opened)).toEqual([])
  })

  it('says why it could not, and stays', async () => {
    const opened = await openFirst()
    opened.fake.answers['settings:update'] = () => {
      throw new Refusal('invalid-setting', '“serverUrl” is locked by your administrator and was not changed.')
    }
    press('Connect to your server…')
    fill({ 'Server address': 'https://fleet.example.com' })
    press('Connect')
    expect((await screen.findByRole('alert')).textContent).toContain('locked by your administrator')
  })
})

describe('the tour', () => {
  async function startTour(): Promise<Opened> {
    const opened = await openFirst()
    press('Try the demo site')
    await screen.findByRole('region', { name: 'Tour' })
    return opened
  }
  const tour = () => screen.getByRole('region', { name: 'Tour' })

  it('leads through every station by its button alone, each of which is on screen, and ends', async () => {
    const opened = await startTour()
    expect(changes(opened)).toEqual([{ welcome: 'done' }])
    for (const [index, step] of TOUR_STEPS.entries()) {
      expect(document.querySelectorAll(`[data-tour="${step}"]`)).toHaveLength(1)
      expect(tour().textContent).toContain(`Step ${index + 1} of ${TOUR_STEPS.length}`)
      expect(document.activeElement).toBe(
        within(tour()).getByRole('button', { name: index === TOUR_STEPS.length - 1 ? 'Finish' : 'Next' }),
      )
      fireEvent.click(document.activeElement as HTMLElement)
    }
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Tour' })).toBeNull())
    expect(screen.queryByRole('region', WELCOME)).toBeNull()
  })

  it.each(TOUR_STEPS.map((step, index) => [step, index] as const))('can be left at %s', async (_step, index) => {
    const { outpost } = await startTour()
    for (let at = 0; at < index; at += 1) press('Next')
    fireEvent.keyDown(document.activeElement as HTMLElement, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Tour' })).toBeNull())
    expect(outpost.ui.getState().isTourShown).toBe(false)
  })

  it('blocks nothing: pages are changed under it', async () => {
    const { outpost } = await startTour()
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    expect(outpost.ui.getState().page).toBe('settings')
    expect(tour()).toBeTruthy()
  })

  it('is started again from the help, and gives the focus back', async () => {
    const { outpost } = open(<App />)
    act(() => outpost.ui.getState().go('help', { topic: 'about' }))
    const button = await screen.findByRole('button', { name: 'Start the tour' })
    button.focus()
    fireEvent.click(button)
    await screen.findByRole('region', { name: 'Tour' })
    fireEvent.keyDown(document.activeElement as HTMLElement, { key: 'Escape' })
    await waitFor(() => expect(document.activeElement).toBe(button))
  })

  it('puts its note wholly in sight, and not over what it is about where there is room', () => {
    const view = { width: 1_366, height: 768 }
    const note = { width: 340, height: 170 }
    const side = fc.integer({ min: 0, max: 2_000 })
    fc.assert(
      fc.property(fc.record({ left: side, top: side, width: side, height: side }), (target) => {
        const { left, top } = placeBeside(target, note, view)
        expect([left >= 0, top >= 0]).toEqual([true, true])
        expect([left + note.width <= view.width, top + note.height <= view.height]).toEqual([true, true])
      }),
    )
    const frame: Readonly<Record<string, Box>> = {
      strip: { left: 84, top: 0, width: 1_282, height: 40 },
      rail: { left: 0, top: 0, width: 84, height: 768 },
      pending: { left: 570, top: 5, width: 90, height: 30 },
      find: { left: 1_186, top: 6, width: 64, height: 28 },
      help: { left: 6, top: 712, width: 72, height: 48 },
    }
    for (const target of Object.values(frame)) {
      const { left, top } = placeBeside(target, note, view)
      const isApart =
        left >= target.left + target.width ||
        left + note.width <= target.left ||
        top >= target.top + target.height ||
        top + note.height <= target.top
      expect([target, isApart]).toEqual([target, true])
    }
  })
})
