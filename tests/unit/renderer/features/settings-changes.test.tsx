import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { layOut } from '../support.tsx'
import { openSettings, rowOf, updates } from './open-settings.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

describe('a value that is typed', () => {
  const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Request timeout' })

  it('stays as it was typed when it is not possible, with the reason beside it, until Esc gives it up', async () => {
    const opened = await openSettings()
    const before = field().value
    fireEvent.change(field(), { target: { value: '1' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    await waitFor(() => expect(within(rowOf('requestTimeoutMs')).getByRole('alert')).toBeTruthy())
    fireEvent.blur(field())
    expect(field().value).toBe('1')
    expect(field().getAttribute('aria-invalid')).toBe('true')
    expect(updates(opened)).toEqual([])
    fireEvent.keyDown(field(), { key: 'Escape' })
    expect(field().value).toBe(before)
    expect(within(rowOf('requestTimeoutMs')).queryByRole('alert')).toBeNull()
  })

  it('is saved once, though Enter takes it and the field is left right after', async () => {
    const opened = await openSettings()
    fireEvent.change(field(), { target: { value: '9000' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    fireEvent.blur(field())
    await waitFor(() => expect(rowOf('requestTimeoutMs').textContent).toContain('Changed'))
    expect(updates(opened)).toEqual([{ requestTimeoutMs: 9_000 }])
  })

  it('as a span of time is saved once, too', async () => {
    const opened = await openSettings()
    const span = within(rowOf('readKeptForMs')).getByRole<HTMLInputElement>('textbox')
    fireEvent.change(span, { target: { value: '45' } })
    fireEvent.keyDown(span, { key: 'Enter' })
    fireEvent.blur(span)
    await waitFor(() => expect(rowOf('readKeptForMs').textContent).toContain('Changed'))
    expect(updates(opened)).toEqual([{ readKeptForMs: 2_700_000 }])
  })
})

describe('a change of a setting', () => {
  it('is marked, said, and undone in one step to what was in force', async () => {
    const opened = await openSettings()
    const flip = () => fireEvent.click(within(rowOf('retryJitter')).getByRole('switch'))
    flip()
    await waitFor(() => expect(rowOf('retryJitter').textContent).toContain('Changed'))
    expect(screen.getByText('Spread the waits changed')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(await screen.findByText('Spread the waits is as it was before')).toBeTruthy()
    expect(updates(opened)).toEqual([{ retryJitter: false }, { retryJitter: { inherit: true } }])
    expect(rowOf('retryJitter').textContent).not.toContain('Changed')
  })

  it('is undone to the value that was set here before, not to the default', async () => {
    const opened = await openSettings()
    const field = screen.getByRole('textbox', { name: 'Request timeout' })
    for (const value of ['8000', '9000']) {
      fireEvent.change(field, { target: { value } })
      fireEvent.keyDown(field, { key: 'Enter' })
      await waitFor(() => expect(updates(opened)).toContainEqual({ requestTimeoutMs: Number(value) }))
    }
    await screen.findByText('Request timeout changed')
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(updates(opened).at(-1)).toEqual({ requestTimeoutMs: 8_000 }))
  })

  it('goes back to the administrator’s value where there is one, and says so', async () => {
    const opened = await openSettings()
    const field = screen.getByRole('textbox', { name: 'Heartbeat' })
    expect(rowOf('heartbeatIntervalMs').textContent).toContain('set by your administrator')
    fireEvent.change(field, { target: { value: '4000' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    const back = await within(rowOf('heartbeatIntervalMs')).findByRole('button')
    expect(back.textContent).toBe('Back to your administrator’s value')
    fireEvent.click(back)
    await waitFor(() => expect(updates(opened).at(-1)).toEqual({ heartbeatIntervalMs: { inherit: true } }))
  })

  it('is not offered where the administrator has locked it, and the file that did is named', async () => {
    await openSettings({ locks: ['theme', 'retryJitter'] })
    for (const name of ['theme', 'retryJitter'] as const) {
      const row = rowOf(name)
      expect(row.textContent).toContain('locked by your administrator')
      expect(within(row).getByText('locked by your administrator').title).toBe('/etc/outpost-console/policy.json')
      expect(row.querySelectorAll('button, input, select')).toHaveLength(0)
    }
    expect(rowOf('theme').textContent).toContain('As the system')
  })

  it('of a locked theme is there in the palette, with the reason why it cannot be', async () => {
    const opened = await openSettings({ locks: ['theme'] })
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    const box = await screen.findByRole('combobox', { name: 'Find a page, device or action' })
    fireEvent.change(box, { target: { value: 'theme' } })
    const [first, ...others] = await screen.findAllByRole('option', { name: /theme.*Locked by your administrator$/i })
    // Three to choose from, and the setting itself, which can be looked at.
    expect([first, ...others].map((option) => option?.getAttribute('aria-disabled'))).toEqual([
      'true',
      'true',
      'true',
      null,
    ])
    fireEvent.click(first as HTMLElement)
    fireEvent.keyDown(box, { key: 'Enter' })
    expect(screen.getByRole('combobox', { name: 'Find a page, device or action' })).toBe(box)
    expect(updates(opened)).toEqual([])
  })

  it('of the sites is not possible either while the list is locked, and says why', async () => {
    await openSettings({ locks: ['sites', 'serverUrl', 'tenant'] })
    const section = screen.getByRole('region', { name: 'Connection' })
    expect(section.textContent).toContain('Your administrator has fixed the sites of this console.')
    const buttons = within(section).getAllByRole('button', { name: /Add|Change|Remove/ })
    expect(buttons).toHaveLength(3)
    for (const button of buttons) {
      expect(button.getAttribute('aria-disabled')).toBe('true')
      expect(button.title).toBe('Your administrator has fixed the sites of this console.')
      fireEvent.click(button)
    }
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(within(section).queryByRole('button', { name: /fleet server/ })).toBeNull()
  })
})
