import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { OperationView } from '#shared/domain/queue.ts'
import type { IpcRequest } from '#shared/ipc/contract.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { settledIn } from '../../../../src/renderer/features/performance/use-settled-in.ts'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const DAY_MS = 86_400_000
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

function openPage(scenario: ScenarioName = 'busy'): Opened & { asked: () => IpcRequest<'metrics:points'>[] } {
  const opened = open(<App />, { scenario, deviceCount: scenario === 'empty' ? 0 : 80 })
  act(() => opened.outpost.ui.getState().go('performance'))
  const asked = () =>
    opened.fake.requests
      .filter(({ name }) => name === 'metrics:points')
      .map(({ request }) => request as IpcRequest<'metrics:points'>)
  return { ...opened, asked }
}

async function openFigures(scenario?: ScenarioName) {
  const opened = openPage(scenario)
  const chart = await screen.findByRole('slider', { name: 'Chart over time: Answers of the server' })
  return { ...opened, chart }
}

describe('the figures of the console', () => {
  it('are told in a sentence, as a chart that can be read point by point, and as a table', async () => {
    const { chart } = await openFigures()
    const group = screen.getByRole('region', { name: 'Connection' })
    expect(group.textContent).toMatch(/samples: half within 14 ms, 95 % within .* largest/)
    const last = chart.getAttribute('aria-valuetext')
    fireEvent.keyDown(chart, { key: 'Home' })
    expect(chart.getAttribute('aria-valuenow')).toBe('0')
    fireEvent.keyDown(chart, { key: 'ArrowRight' })
    expect(chart.getAttribute('aria-valuenow')).toBe('1')
    // It depends on the hour whether the console ran at the beginning of the day that is shown.
    const told = () => chart.getAttribute('aria-valuetext') ?? ''
    for (let steps = 0; steps < 23 * 60 && told().endsWith('nothing measured'); steps += 1)
      fireEvent.keyDown(chart, { key: 'ArrowRight' })
    expect(told()).toMatch(/half within .* ms, 95 % within .* ms, largest .* ms/)
    expect(told()).not.toBe(last)
    fireEvent.click(within(group).getByRole('button', { name: /^Show as a table/ }))
    const table = within(group).getByRole('table', { name: 'Answers of the server' })
    expect(within(table).getAllByRole('row').length).toBeGreaterThan(300)
  })

  it('say their limits, and how often the console has warned', async () => {
    await openFigures()
    const group = screen.getByRole('region', { name: 'Windows and pages' })
    await waitFor(() => expect(group.textContent).toContain('Warns at 500 ms, critical at 1,000 ms. 1 alert.'))
  })

  it('are compared with the time before, when that is wanted', async () => {
    const { asked } = await openFigures()
    press('7 days')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Compare with the time before' }))
    await screen.findAllByText(/The time before \(dashed\): 95 % within/)
    const spans = asked().map(({ fromAt, toAt }) => [fromAt, toAt])
    const now = spans.findLast(([from = 0, to = 0]) => to - from === 7 * DAY_MS && to > Date.now() - DAY_MS)
    expect(spans).toContainEqual([(now?.[0] ?? 0) - 7 * DAY_MS, now?.[0]])
  })

  it('are zoomed by key around the point, read anew more finely, and shown whole again', async () => {
    const { chart, asked } = await openFigures()
    fireEvent.keyDown(chart, { key: '+' })
    await waitFor(() => expect(asked().at(-1)?.toAt ?? 0).toBeLessThanOrEqual(Date.now() + 60_000))
    await waitFor(() => {
      const { fromAt = 0, toAt = 0 } = asked().at(-1) ?? {}
      expect(toAt - fromAt).toBe(DAY_MS / 2)
    })
    press('Show all of the time')
    await waitFor(() => expect((asked().at(-1)?.toAt ?? 0) - (asked().at(-1)?.fromAt ?? 0)).toBe(DAY_MS))
    expect(screen.queryByRole('button', { name: 'Show all of the time' })).toBeNull()
  })

  it('ask never for more points than a chart shows', async () => {
    const { asked } = await openFigures()
    press('30 days')
    await waitFor(() => expect(asked().length).toBeGreaterThan(7))
    for (const { most } of asked()) expect(most).toBeLessThanOrEqual(1_500)
  })

  it('lead to what happened at a point, by key, and back', async () => {
    const { chart } = await openFigures()
    act(() => chart.focus())
    fireEvent.keyDown(chart, { key: 'Enter' })
    const panel = await screen.findByRole('region', { name: 'What happened' })
    await within(panel).findByText(/the server does not answer/)
    expect(panel.textContent).toContain('The site went out of view.')
    expect(panel.textContent).toContain('There were more lines before these')
    expect(document.activeElement).toBe(panel)
    fireEvent.keyDown(panel, { key: 'Escape' })
    expect(screen.queryByRole('region', { name: 'What happened' })).toBeNull()
  })

  it('say that there are none yet, and why', async () => {
    openPage('empty')
    expect(await screen.findByText('Nothing was measured yet')).toBeTruthy()
  })

  it('that cannot be read say so, and are read again by a button', async () => {
    const { fake } = openPage('error')
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be read')
    fake.answers['metrics:names'] = () => ({ metrics: [{ name: 'memory_main', unit: 'bytes' }] })
    press('Try again')
    expect(await screen.findByRole('region', { name: 'Memory' })).toBeTruthy()
  })
})

describe('changes that ended in a moment', () => {
  it('are found in a long history in few reads, and none besides', async () => {
    const history = Array.from({ length: 5_000 }, (_none, place) => ({
      key: `k${place}`,
      changedAt: 1_000_000 - place * 10,
    }))
    let reads = 0
    const request = async (_name: string, { offset, limit }: IpcRequest<'operations:list'>) => {
      reads += 1
      return { total: history.length, operations: history.slice(offset, offset + limit) as unknown as OperationView[] }
    }
    const found = await settledIn({ request: request as never }, { fromAt: 970_000, toAt: 970_100 })
    expect(found.operations?.map(({ key }) => key)).toEqual(
      Array.from({ length: 10 }, (_none, place) => `k${2_991 + place}`),
    )
    expect(found.isCut).toBe(false)
    expect(reads).toBeLessThan(20)
    const many = await settledIn({ request: request as never }, { fromAt: 0, toAt: 2_000_000 })
    expect(many.operations).toHaveLength(50)
    expect(many.isCut).toBe(true)
  })
})
