import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { layOut } from '../support.tsx'
import { openSettings } from './open-settings.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const MIB = 1_048_576
const at = 1_750_000_000_000

describe('alerts of the console itself, on the page of the settings', () => {
  it('name what was slow or large as people do, with values in its unit', async () => {
    const { fake } = await openSettings()
    await screen.findByRole('heading', { name: 'Performance alerts' })
    const raised = [
      { metric: 'page_render.devices', value: 640, threshold: 500 },
      { metric: 'sqlite.operations', value: 250, threshold: 200 },
      { metric: 'memory_total', value: 1_100 * MIB, threshold: 1_024 * MIB },
      { metric: 'error_rate', value: 12, threshold: 10 },
    ]
    for (const [place, alert] of raised.entries())
      act(() => fake.emit('performance:alert', { ...alert, level: 'warning', at: at + place }))
    await waitFor(() => expect(screen.getByText(/^Errors in a minute/)).toBeTruthy())
    const shown = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(shown.filter((text) => text?.includes(', threshold '))).toEqual([
      'Errors in a minute: 12, threshold 10',
      'Memory of all processes: 1.1 GB, threshold 1 GB',
      'Reading and writing the storage: Operations: 250 ms, threshold 200 ms',
      'Showing a page: Devices: 640 ms, threshold 500 ms',
    ])
  })
})
