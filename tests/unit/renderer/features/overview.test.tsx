import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { QueueStatus } from '#shared/domain/queue.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { needsOfQueue } from '../../../../src/renderer/features/overview/needs.ts'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { layOut, open } from '../support.tsx'

layOut()

async function openOverview(scenario: ScenarioName, deviceCount = 1_000) {
  const opened = open(<App />, { scenario, deviceCount })
  opened.outpost.ui.getState().go('overview')
  await screen.findByRole('heading', { name: 'Overview', level: 1 })
  return opened
}

const needs = () => screen.findByRole('region', { name: 'Needs you' })

describe('the overview', () => {
  it('is quiet when nothing needs a person, and says what that means', async () => {
    await openOverview('online')
    await screen.findByText('Nothing needs you')
    const status = within(await needs()).getByRole('status')
    expect(status.textContent).toMatch(/^Nothing needs you.*1,000 devices, \d+ online\.$/)
  })

  it('lists what waits for a decision, and leads there', async () => {
    const { outpost } = await openOverview('busy')
    const line = await within(await needs()).findByRole('button', { name: /2 conflicts to decide/ })
    fireEvent.click(line)
    expect(outpost.ui.getState()).toMatchObject({ page: 'conflicts' })
  })

  it('moves between its lines by the arrow keys', async () => {
    await openOverview('busy')
    const lines = await within(await needs()).findAllByRole('button')
    expect(lines.length).toBeGreaterThan(1)
    lines[0]?.focus()
    fireEvent.keyDown(lines[0] as HTMLElement, { key: 'j' })
    expect(document.activeElement).toBe(lines[1])
    fireEvent.keyDown(lines[1] as HTMLElement, { key: 'ArrowUp' })
    expect(document.activeElement).toBe(lines[0])
  })

  it('shows where devices are down, and leads to exactly those', async () => {
    const { outpost } = await openOverview('online')
    const [place] = await screen.findAllByRole('button', { name: /: \d+ of \d+ devices offline$/ })
    const [, site = '', offline = ''] = /^(.*): (\d+) of/.exec(place?.getAttribute('aria-label') ?? '') ?? []
    fireEvent.click(place as HTMLElement)
    expect(outpost.ui.getState()).toMatchObject({ page: 'devices', target: { site, status: 'offline' } })
    await waitFor(() => expect(screen.getByText(new RegExp(`^${offline} of `))).toBeTruthy())
  })

  it('does not call it quiet when it cannot know', async () => {
    await openOverview('disconnected')
    const status = await within(await needs()).findByText(/^Nothing needed you at \d\d:\d\d$/)
    expect(status.parentElement?.textContent).toContain('is not known until the server is back.')
    expect(screen.queryByText('Nothing needs you')).toBeNull()
  })

  it('says first that the alarms could not be read, and reads them again', async () => {
    const opened = open(<App />, { scenario: 'online', deviceCount: 50 })
    const { bridge } = opened.fake
    const request = bridge.request.bind(bridge)
    let isBroken = true
    const broken: typeof request = async (name, asked, site) => {
      if (isBroken && name === 'replica:snapshot' && JSON.stringify(asked).includes('alert')) throw new Error('no')
      return request(name, asked, site)
    }
    Object.assign(bridge, { request: broken })
    opened.outpost.ui.getState().go('overview')
    const failed = await within(await needs()).findByRole('alert')
    expect(failed.textContent).toContain('The alarms of this site could not be read')
    expect(screen.queryByText('Nothing needs you')).toBeNull()
    isBroken = false
    fireEvent.click(within(failed).getByRole('button', { name: 'Try again' }))
    await screen.findByText('Nothing needs you')
  })

  it('marks how current each part is, and what of it is not confirmed', async () => {
    await openOverview('busy')
    const fleet = await screen.findByRole('region', { name: 'Devices' })
    await waitFor(() => expect(fleet.textContent).toMatch(/\d+ not confirmed/))
    expect(fleet.textContent).toMatch(/Current, confirmed .* ago/)
  })

  it('says as of when each part is while nothing is kept current', async () => {
    await openOverview('disconnected')
    const fleet = await screen.findByRole('region', { name: 'Devices' })
    await waitFor(() => expect(fleet.textContent).toMatch(/As of |Never confirmed/))
  })

  it('calls nothing quiet before the alarms are read', async () => {
    const opened = open(<App />, { scenario: 'online', deviceCount: 50 })
    const { bridge } = opened.fake
    const request = bridge.request.bind(bridge)
    let readAlarms: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      readAlarms = resolve
    })
    const slow: typeof request = async (name, asked, site) => {
      if (name === 'replica:snapshot' && JSON.stringify(asked).includes('alert')) await gate
      return request(name, asked, site)
    }
    Object.assign(bridge, { request: slow })
    opened.outpost.ui.getState().go('overview')
    await screen.findByRole('button', { name: /devices offline$/ })
    expect(within(await needs()).getByRole('status', { name: 'The fleet is being read' })).toBeTruthy()
    expect(screen.queryByText('Nothing needs you')).toBeNull()
    readAlarms()
    expect(await screen.findByText('Nothing needs you')).toBeTruthy()
  })

  it('shows what needs somebody while the fleet is still being read', async () => {
    await openOverview('reading', 2_000)
    expect(await screen.findByText('The fleet is being read')).toBeTruthy()
    expect(screen.queryByText('Nothing needs you')).toBeNull()
    expect(screen.getByRole('region', { name: 'This PC' })).toBeTruthy()
  })

  it('holds its lines while the pointer or the focus is among them, and offers to renew them', async () => {
    const { fake } = await openOverview('alarms', 400)
    const first = await within(await needs()).findByRole('button', { name: /^Overheating/ })
    const list = first.closest('ul')?.parentElement as HTMLElement
    const lines = () => within(list).getAllByRole('button')
    const before = lines()
    const end = (clearedAt: number | null) => {
      const alarm = fake.served('alert-0001') as EntityView
      const version = alarm.version + 1
      act(() => fake.serve({ ...alarm, version, reported: { ...alarm.reported, clearedAt } }))
    }
    fireEvent.pointerEnter(list)
    end(Date.now())
    await waitFor(() => expect(first.textContent).toContain('needs nobody any more'))
    expect(lines()).toEqual(before)
    fireEvent.pointerLeave(list)
    expect(lines()).not.toContain(first)

    const second = lines()[0] as HTMLElement
    act(() => second.focus())
    end(null)
    const offer = await screen.findByRole('button', { name: '1 update waiting. Show it' })
    expect(lines()[0]).toBe(second)
    fireEvent.click(offer)
    expect(lines()[0]?.textContent).toContain('Overheating')
    expect(lines()[1]).toBe(second)
  })

  it('keeps the line of a flood when the oldest of its alarms is over', async () => {
    const { fake } = await openOverview('alarms', 400)
    const flood = await within(await needs()).findByRole('button', { name: /^41 devices offline/ })
    const oldest = fake.served('alert-0015') as EntityView
    const reported = { ...oldest.reported, clearedAt: Date.now() }
    act(() => fake.serve({ ...oldest, version: oldest.version + 1, reported }))
    await waitFor(() => expect(flood.textContent).toContain('40 devices offline'))
    expect(flood.isConnected).toBe(true)
  })

  it('says what to do where there are no devices', async () => {
    const { outpost } = await openOverview('empty')
    fireEvent.click(await within(await needs()).findByRole('button', { name: 'Go to Devices' }))
    expect(outpost.ui.getState().page).toBe('devices')
  })
})

describe('what of the queue needs a person', () => {
  const t = setUpTexts()
  const counts = { queued: 9, stale: 0, sending: 3, unknown: 2, accepted: 1, conflicted: 0, quarantined: 0 }
  const queue = { counts, stall: null } as unknown as QueueStatus

  it('is not what goes by itself', () => {
    expect(needsOfQueue(t, queue)).toEqual([])
    expect(needsOfQueue(t, null)).toEqual([])
  })

  it('comes with commands that are too old first', () => {
    const all = { ...counts, quarantined: 1, conflicted: 5_000, stale: 27 }
    const stall = { since: 7, message: 'Nothing has moved for 2 min.' }
    const found = needsOfQueue(t, { ...queue, counts: all, stall })
    expect(found.map(({ title }) => title)).toEqual([
      '27 commands or changes waited too long',
      '5,000 conflicts to decide',
      '1 change was refused by the server',
      'The queue stands still',
    ])
    expect(found.map(({ target }) => target)).toEqual([
      { state: 'stale' },
      { scope: 'pending' },
      { state: 'quarantined' },
      { scope: 'pending' },
    ])
  })
})
