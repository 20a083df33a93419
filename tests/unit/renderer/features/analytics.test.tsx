import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { withOneStop } from '../../../../src/renderer/features/analytics/analytics-words.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

type Fleet = IpcResponse<'analytics:fleet'>
type Asked = IpcRequest<'analytics:fleet'>

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const figure = (name: string) => document.querySelector(`[data-figure="${name}"] dd`)?.textContent
const table = (name: string) => screen.getByRole('table', { name })
const asked = ({ fake }: Opened, name: 'analytics:fleet' | 'analytics:export' = 'analytics:fleet'): Asked[] =>
  fake.requests.filter((one) => one.name === name).map(({ request }) => request as Asked)

async function openAnalytics(
  options: Parameters<typeof open>[1] = {},
  prepare: (opened: Opened) => void = () => undefined,
): Promise<Opened> {
  const opened = open(<App />, options)
  prepare(opened)
  opened.outpost.ui.getState().go('analytics')
  await screen.findByRole('heading', { name: 'Analytics' })
  return opened
}

const DAY = 86_400_000
const HOUR = 3_600_000

/** Three days: one that was up but for a moment, one that nobody saw, one with an outage. */
function knownFigures({ period }: Asked): Fleet {
  const span = (day: number) => ({ fromAt: period.fromAt + day * DAY, toAt: period.fromAt + (day + 1) * DAY })
  const whole = { devices: 4, upMs: 99_996, downMs: 4, availability: 0.9999999, outages: 3 }
  return {
    ...whole,
    ...{ observedShare: 2 / 3, recordedFrom: period.fromAt + HOUR },
    timeline: [
      { ...span(0), upMs: 99_996, downMs: 4, availability: 0.9999999 },
      { ...span(1), upMs: 0, downMs: 0, availability: null },
      { ...span(2), upMs: 1, downMs: 1, availability: 0.5 },
    ],
    before: { ...whole, availability: null, upMs: 0, downMs: 0, outages: 0, observedShare: 0 },
    places: [
      { name: 'North', ...whole, before: null, timeline: [0.9999999, null, 0.5] },
      { name: null, ...whole, devices: 1, availability: null, before: null, timeline: [null, null, null] },
    ],
    placesInAll: 2,
    worst: [
      {
        id: 'dev-0001',
        name: 'Gate 1',
        place: 'North',
        downMs: HOUR,
        availability: 0.5,
        outages: 2,
        longestOutageMs: HOUR,
      },
      { id: 'gone', name: 'Gate 9', place: null, downMs: HOUR, availability: 0, outages: 1, longestOutageMs: HOUR },
    ],
    downInAll: 2,
  }
}
const withKnown = ({ fake }: Opened): void => {
  fake.answers['analytics:fleet'] = knownFigures
}

describe('the page Analytics', () => {
  it('never rounds an availability up to all of it, and calls what was not seen not known', async () => {
    await openAnalytics({}, withKnown)
    await waitFor(() => expect(figure('availability')).toMatch(/^99\.99 %/))
    expect(figure('availability')).toContain('before: not known')
    const [, north, gone] = within(table('Sites')).getAllByRole('row')
    expect(north?.textContent).toContain('99.99 %')
    expect(gone?.textContent).toContain('Devices that are gone')
    expect(gone?.textContent).toContain('not known')
    expect(screen.getByText(/It saw the site for 66.66 % of the time; of the rest nothing is counted/)).toBeTruthy()
    expect(screen.getByText(/Of the same length of time before it saw nothing/)).toBeTruthy()
  })

  it('reads a chart with the arrow keys, and shows the same as a table', async () => {
    await openAnalytics({}, withKnown)
    const chart = await screen.findByRole('slider', { name: /^Time down, of the time that was seen/ })
    fireEvent.keyDown(chart, { key: 'End' })
    expect(chart.getAttribute('aria-valuetext')).toMatch(/: 50\.00 %$/)
    fireEvent.keyDown(chart, { key: 'ArrowLeft' })
    expect(chart.getAttribute('aria-valuetext')).toMatch(/: not known$/)
    fireEvent.click(button('Show as a table Time down, of the time that was seen'))
    const rows = within(table('Time down, of the time that was seen')).getAllByRole('row').slice(1)
    expect(rows.map((row) => within(row).getAllByRole('cell')[0]?.textContent)).toEqual([
      '50.00 %',
      'not known',
      '99.99 %',
    ])
  })

  it('leads from a site to its devices, and from a device to its detail; not to one that is gone', async () => {
    const { outpost } = await openAnalytics({}, withKnown)
    fireEvent.click(await screen.findByRole('button', { name: /^Show the devices of .*North/ }))
    expect(outpost.ui.getState()).toMatchObject({ page: 'devices', target: { site: 'North' } })
    outpost.ui.getState().go('analytics')
    const worst = await screen.findByRole('table', { name: 'Devices that were down the longest' })
    expect(within(worst).queryByRole('button', { name: 'Gate 9' })).toBeNull()
    fireEvent.click(within(worst).getByRole('button', { name: 'Gate 1' }))
    expect(outpost.ui.getState()).toMatchObject({ page: 'devices', target: { deviceId: 'dev-0001' } })
  })

  it('asks for the time and the part of the fleet that are chosen', async () => {
    const opened = await openAnalytics()
    await screen.findByRole('table', { name: 'Sites' })
    fireEvent.click(button('30 days'))
    const part = await screen.findByRole('combobox', { name: 'Part of the fleet' })
    const [site] = await within(part).findAllByRole<HTMLOptionElement>('option', { name: /^Site: / })
    fireEvent.change(part, { target: { value: site?.value } })
    await waitFor(() => expect(asked(opened).at(-1)?.part.kind).toBe('site'))
    const { period } = asked(opened).at(-1) as Asked
    expect(Math.round((period.toAt - period.fromAt) / DAY)).toBeGreaterThanOrEqual(29)
    fireEvent.click(button('Other…'))
    expect(screen.getByText('Choose both days.')).toBeTruthy()
  })

  it('says what is missing where there is not enough data, and shows no figure', async () => {
    await openAnalytics({ scenario: 'empty' })
    expect(await screen.findByText(/This PC has seen nothing of this site so far/)).toBeTruthy()
    expect(document.querySelector('[data-figure]')).toBeNull()
  })

  it('without a connection shows what this PC saw, and says that plays are with the server', async () => {
    await openAnalytics({ scenario: 'offline', deviceCount: 100 })
    expect(await screen.findByRole('table', { name: 'Sites' })).toBeTruthy()
    expect(await screen.findByText(/What was played is kept by the server, which cannot be asked now/)).toBeTruthy()
    expect(figure('plays')).toContain('not known')
  })

  it('draws time from left to right in every language, and ends a sentence with one stop', async () => {
    await openAnalytics({}, withKnown)
    const chart = await screen.findByRole('slider', { name: /^Time down/ })
    expect(chart.getAttribute('dir')).toBe('ltr')
    expect(chart.nextElementSibling?.getAttribute('dir')).toBe('ltr')
    expect(withOneStop('Von Mo., 16. Nov. bis So., 22. Nov..')).toBe('Von Mo., 16. Nov. bis So., 22. Nov.')
  })

  it('lists nothing where nothing was played', async () => {
    await openAnalytics({ scenario: 'empty' })
    expect(await screen.findByText(/^Nothing was played/)).toBeTruthy()
    expect(screen.queryByRole('table', { name: 'By content' })).toBeNull()
  })

  it('says that a server keeps no plays, and takes that for no zero', async () => {
    await openAnalytics({}, ({ fake }) => {
      fake.answers['analytics:plays'] = () => ({ answer: null, stretches: [], before: null })
    })
    expect(await screen.findByText(/This server does not keep what was played/)).toBeTruthy()
    expect(figure('plays')).toMatch(/^not known/)
  })

  it('says when what was recorded cannot be read, and tries again', async () => {
    let isBroken = true
    await openAnalytics({}, ({ fake }) => {
      fake.answers['analytics:fleet'] = (request) => {
        if (isBroken) throw new Error('broken')
        return knownFigures(request)
      }
    })
    expect((await screen.findByRole('alert')).textContent).toContain('What was recorded could not be read')
    isBroken = false
    fireEvent.click(button('Try again'))
    expect(await screen.findByRole('table', { name: 'Sites' })).toBeTruthy()
  })

  it('opens the rest of 200 sites when it is wanted', async () => {
    await openAnalytics({ deviceCount: 5_000 })
    const sites = await screen.findByRole('table', { name: 'Sites' })
    expect(within(sites).getAllByRole('row')).toHaveLength(26)
    fireEvent.click(button('Show all 200 Sites'))
    expect(within(table('Sites')).getAllByRole('row')).toHaveLength(201)
  })

  it('writes what is shown into a file, and says when the plays are missing in it', async () => {
    const opened = await openAnalytics({}, ({ fake }) => {
      fake.answers['analytics:export'] = () => ({ outcome: 'written', fileName: 'figures.csv', hasPlays: false })
    })
    await screen.findByRole('table', { name: 'Sites' })
    fireEvent.keyDown(document.body, { key: 'e' })
    expect(await screen.findByText(/figures\.csv.* is written. It has no plays/)).toBeTruthy()
    expect(asked(opened, 'analytics:export').at(-1)?.part).toEqual({ kind: 'all' })
  })

  it('shows sites as the trial says, and the hours of the week to who has them', async () => {
    await openAnalytics({ settings: { flagSiteTrend: 'strip', flagHoursMap: 'on' } }, withKnown)
    const sites = await screen.findByRole('table', { name: 'Sites' })
    const strip = await within(sites).findByRole('img', { name: /^North: .* at least 50\.00 %/ })
    expect(strip.tagName).toBe('SPAN')
    expect(strip.querySelectorAll('[data-unknown]')).toHaveLength(1)
    const map = await screen.findByRole('img', { name: /^By hour of the week/ })
    expect(map.querySelectorAll('[title]')).toHaveLength(168)
    fireEvent.click(button('Show as a table By hour of the week'))
    expect(within(table('By hour of the week')).getAllByRole('row')).toHaveLength(169)
  })

  it('shows lines and no hours to others', async () => {
    await openAnalytics({ settings: { flagSiteTrend: 'line', flagHoursMap: 'off' } }, withKnown)
    const sites = await screen.findByRole('table', { name: 'Sites' })
    expect(
      within(sites)
        .getByRole('img', { name: /^North/ })
        .tagName.toLowerCase(),
    ).toBe('svg')
    await screen.findByRole('table', { name: 'By content' })
    expect(screen.queryByRole('img', { name: /^By hour of the week/ })).toBeNull()
  })
})
