import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { layOut } from '../support.tsx'
import { openSettings } from './open-settings.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

describe('the account', () => {
  it('says who is signed in and what of whom waits, and leads to it', async () => {
    const { outpost } = await openSettings({ scenario: 'chain', deviceCount: 80 })
    const section = screen.getByRole('region', { name: 'Account' })
    expect(section.textContent).toContain('Signed in as operator')
    expect(section.textContent).toContain('9 changes of operator wait on this PC.')
    expect(section.textContent).toContain('1 change of somebody else waits until they sign in.')
    expect(section.textContent).toContain('it is not sent by anybody else')
    fireEvent.click(within(section).getByRole('button', { name: 'Show what waits' }))
    expect(outpost.ui.getState()).toMatchObject({ page: 'pending', target: { scope: 'pending' } })
  })

  it('takes a token for somebody else, and asks before signing out while changes wait', async () => {
    const opened = await openSettings({ scenario: 'chain', deviceCount: 80 })
    const section = screen.getByRole('region', { name: 'Account' })
    fireEvent.change(within(section).getByLabelText('Token'), { target: { value: ' t-2 ' } })
    fireEvent.keyDown(within(section).getByLabelText('Token'), { key: 'Enter' })
    await waitFor(() =>
      expect(opened.fake.requests).toContainEqual({ name: 'connection:token', request: { token: 't-2' } }),
    )
    fireEvent.click(within(section).getByRole('button', { name: 'Sign out' }))
    expect(await screen.findByRole('alertdialog', { name: 'Sign out with 9 changes waiting?' })).toBeTruthy()
  })

  it('says what to do when the server asks for a sign-in', async () => {
    await openSettings({ scenario: 'needs-auth' })
    const section = screen.getByRole('region', { name: 'Account' })
    expect(section.textContent).toContain('The server asks for a sign-in. What waits stays on this PC until then.')
  })

  it('of the demo needs no token', async () => {
    await openSettings()
    const section = screen.getByRole('region', { name: 'Account' })
    expect(section.textContent).toContain('The demo site signs in by itself.')
    expect(within(section).queryByLabelText('Token')).toBeNull()
  })

  it('tells of the other sites who is signed in there', async () => {
    await openSettings({ scenario: 'sites' })
    const table = within(screen.getByRole('region', { name: 'Account' })).getByRole('table')
    expect(within(table).getAllByRole('row').length).toBeGreaterThan(2)
  })
})

describe('the diagnostics', () => {
  it('tell how many parts of the window have been read, and how many were there when they were shown', async () => {
    await openSettings()
    const figure = (term: string) => screen.getByText(term).nextElementSibling?.textContent ?? ''
    const [read = 0, parts = 0] = figure('Read')
      .split(' of ')
      .map((text) => Number(text.replaceAll(',', '')))
    expect(parts).toBeGreaterThan(20)
    expect(read).toBeGreaterThan(0)
    expect(read).toBeLessThanOrEqual(parts)
    expect(figure('There when shown')).toMatch(/^[\d,]+ of [\d,]+$/)
    expect(figure('Could not be read')).toBe('0')
  })
})
