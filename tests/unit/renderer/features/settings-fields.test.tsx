import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

describe('the settings', () => {
  it('refuse an impossible value at the field and say what is possible', async () => {
    const { fake } = open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    const field = await screen.findByRole('textbox', { name: 'Request timeout' })
    fireEvent.change(field, { target: { value: '5' } })
    fireEvent.blur(field)
    expect((await screen.findByRole('alert')).textContent).toBe('From 500 to 120,000')
    expect(fake.requests.some(({ name }) => name === 'settings:update')).toBe(false)
    fireEvent.change(field, { target: { value: '8000' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() =>
      expect(fake.requests).toContainEqual({
        name: 'settings:update',
        request: { changes: { requestTimeoutMs: 8_000 } },
      }),
    )
  })

  it('show spans of time in their unit; set, cleared and handed back', async () => {
    const { fake } = open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    const section = await screen.findByRole('region', { name: 'Validity of commands' })
    const field = within(section).getByRole<HTMLInputElement>('textbox', { name: 'Ask again about commands after' })
    const unit = within(section).getByRole<HTMLSelectElement>('combobox', { name: /“Ask again about commands after”/ })
    expect([field.value, unit.value]).toEqual(['2', 'minutes'])
    expect(section.textContent).toContain('Default: 2 minutes')
    const changes = () => fake.requests.filter(({ name }) => name === 'settings:update').map(({ request }) => request)
    const change = (value: unknown) => ({ changes: { commandConfirmAfterMs: value } })
    fireEvent.change(field, { target: { value: '1,5' } })
    fireEvent.blur(field, { relatedTarget: unit })
    expect(changes()).toEqual([])
    fireEvent.change(unit, { target: { value: 'hours' } })
    await waitFor(() => expect(changes()).toEqual([change(5_400_000)]))
    await waitFor(() => expect([field.value, unit.value]).toEqual(['90', 'minutes']))
    fireEvent.change(field, { target: { value: '' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(changes()).toEqual([change(5_400_000), change(null)]))
    expect(field.placeholder).toBe('never')
    fireEvent.click(within(section).getByRole('button', { name: 'Back to the default' }))
    await waitFor(() => expect(field.value).toBe('2'))
    expect(changes()[2]).toEqual(change({ inherit: true }))
  })

  it('refuse an impossible span of time in words', async () => {
    const { fake } = open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    const field = await screen.findByRole('textbox', { name: 'Time for a device to confirm' })
    fireEvent.change(field, { target: { value: '' } })
    fireEvent.blur(field)
    expect((await screen.findByRole('alert')).textContent).toBe('1 second or more')
    expect(fake.requests.some(({ name }) => name === 'settings:update')).toBe(false)
  })

  it('say who has set a value, and let the operator set another', async () => {
    open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Heartbeat' })
    expect(field.disabled).toBe(false)
    expect(screen.getByText(/set by your administrator/)).toBeTruthy()
  })

  it('test a server’s address without changing anything', async () => {
    const { fake } = open(<App />)
    fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
    fireEvent.click(await screen.findByRole('button', { name: 'A fleet server' }))
    const address = screen.getByRole('textbox', { name: 'Server address' })
    fireEvent.change(address, { target: { value: 'http://fleet.example.com' } })
    expect(screen.getByText(/An address starts with https/)).toBeTruthy()
    fireEvent.change(address, { target: { value: 'https://fleet.example.com' } })
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    expect(await screen.findByText(/The server answers \(14 ms\)/)).toBeTruthy()
    expect(fake.requests.some(({ name }) => name === 'settings:update')).toBe(false)
  })
})
