import { fireEvent, screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { layOut } from '../support.tsx'
import { openSettings, rowOf, search } from './open-settings.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const DSN = 'https://abc123@errors.example.org/7'

async function openSection(settings = {}) {
  const opened = await openSettings({ settings })
  search('error reports')
  return { opened, section: screen.getByRole('region', { name: 'Error reports' }) }
}

describe('error reports in the settings', () => {
  it('are off as delivered, with the defaults of the product', async () => {
    const { section } = await openSection()
    expect(rowOf('telemetryDsn').textContent).toContain('Default: none')
    expect(rowOf('telemetrySampleRate').textContent).toContain('Default: 1')
    expect(rowOf('telemetryEnvironment').textContent).toContain('Default: production')
    for (const name of ['telemetrySendsUser', 'keepCrashDumps'] as const)
      expect(rowOf(name).textContent).toContain('Default: Off')
    const button = within(section).getByRole('button', { name: 'Send a test report' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
  })

  it('take no address that leads off this PC without security, and say why', async () => {
    await openSection()
    const field = within(rowOf('telemetryDsn')).getByRole('textbox')
    fireEvent.change(field, { target: { value: 'http://k@errors.example.org/7' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    expect((await within(rowOf('telemetryDsn')).findByRole('alert')).textContent).toContain('https://key@host/project')
  })

  it('say what became of a test report', async () => {
    const { section } = await openSection({ telemetryDsn: DSN })
    fireEvent.click(within(section).getByRole('button', { name: 'Send a test report' }))
    const outcome = await within(section).findByText(/waits on this PC/)
    expect(outcome.textContent).toContain('The receiver cannot be reached.')
  })
})

describe('error reports under Diagnostics', () => {
  it('say that nothing is collected while they are off', async () => {
    await openSettings()
    expect(await screen.findByText('Off: nothing is collected')).toBeTruthy()
    expect(screen.queryByText('Waiting on this PC')).toBeNull()
  })

  it('say where they go, what waits, what was left out and why, and where dumps lie', async () => {
    await openSettings({ settings: { telemetryDsn: DSN, keepCrashDumps: true } })
    const receiver = await screen.findByText(/Sent to/)
    const list = receiver.closest('dl')?.textContent ?? ''
    expect(list).toContain('errors.example.org')
    expect(list).not.toContain('abc123')
    for (const text of ['4 repeated', '1 ignored, as set', 'The receiver cannot be reached.', 'crash-dumps', '1 kept'])
      expect(list).toContain(text)
  })
})
