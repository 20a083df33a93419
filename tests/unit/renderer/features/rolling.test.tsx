import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

async function openMinutes(scenario: ScenarioName = 'busy') {
  const opened = open(<App />, { scenario, deviceCount: scenario === 'empty' ? 0 : 80 })
  act(() => opened.outpost.ui.getState().go('performance', { topic: 'now' }))
  await screen.findByRole('tab', { name: 'Last minutes' })
  const asked = () =>
    opened.fake.requests.filter(({ name }) => name === 'metrics:rolling').map(({ request }) => request)
  return { ...opened, asked }
}

describe('the last minutes', () => {
  it('are told in figures with names that people know, by kind', async () => {
    const { asked } = await openMinutes()
    const table = await screen.findByRole('table', { name: 'Connection' })
    const row = within(table).getByRole('row', { name: /^Answers of the server/ })
    expect(
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    ).toEqual(['30', '14 ms', '42 ms', '126 ms', '139 ms'])
    expect(within(screen.getByRole('table', { name: 'Memory' })).getByText('Memory of the main process')).toBeTruthy()
    expect(asked()).toEqual([{ minutes: 5 }])
  })

  it('are those that were chosen, and never those of another time', async () => {
    const { asked, fake } = await openMinutes()
    await screen.findByRole('table', { name: 'Connection' })
    const answer = Promise.withResolvers<never>()
    fake.answers['metrics:rolling'] = () => answer.promise
    fireEvent.click(screen.getByRole('button', { name: '60 minutes' }))
    await waitFor(() => expect(asked()).toContainEqual({ minutes: 60 }))
    expect(screen.queryByRole('table', { name: 'Connection' })).toBeNull()
    answer.resolve({
      minutes: 60,
      metrics: [{ name: 'memory_main', unit: 'bytes', count: 360, p50: 1, p95: 2, p99: 3, max: 4 }],
    } as never)
    expect(within(await screen.findByRole('table', { name: 'Memory' })).getByText('360')).toBeTruthy()
  })

  it('say when nothing was measured in them', async () => {
    await openMinutes('empty')
    expect(await screen.findByText('Nothing was measured in this time')).toBeTruthy()
  })

  it('that cannot be read say so, and are read again by a button', async () => {
    const { fake } = await openMinutes('error')
    expect(await screen.findByText('The last minutes cannot be read')).toBeTruthy()
    fake.answers['metrics:rolling'] = () => ({
      minutes: 5,
      metrics: [{ name: 'memory_main', unit: 'bytes', count: 1, p50: 1, p95: 1, p99: 1, max: 1 }],
    })
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('table', { name: 'Memory' })).toBeTruthy()
  })
})
