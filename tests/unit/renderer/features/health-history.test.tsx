import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { HealthSample } from '#shared/protocol/device-health.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { joined, scorePicture, stretchesOf } from '../../../../src/renderer/features/devices/health-history.ts'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { layOut, type Opened, open } from '../support.tsx'

const MINUTE_MS = 60_000
const sample = (at: number, score = 50): HealthSample => ({
  ...{ at, score, cpu: 1, memory: 2, storage: 3, temperature: 4 },
})

describe('the samples of a device', () => {
  it('are those of the server, then what was seen here since: in order, and none twice', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 1_000 })).map((all) => all.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(times, times, (history, seen) => {
        const ats = joined(
          history.map((at) => sample(at)),
          seen.map((at) => sample(at)),
        ).map(({ at }) => at)
        expect(ats).toEqual([...new Set(ats)].toSorted((a, b) => a - b))
        expect(ats.slice(0, history.length)).toEqual(history)
      }),
    )
  })

  it('are not joined by a line over a time in which the device did not report', () => {
    const before = [0, 1, 2, 3].map((minute) => sample(minute * MINUTE_MS))
    const after = [40, 41].map((minute) => sample(minute * MINUTE_MS))
    expect(stretchesOf([...before, ...after]).map(({ length }) => length)).toEqual([4, 2])
    const rare = [0, 20, 40, 85].map((minute) => sample(minute * MINUTE_MS))
    expect(stretchesOf(rare).map(({ length }) => length)).toEqual([4])
  })

  it('are drawn from the first one to now, the best score at the top', () => {
    const picture = scorePicture([sample(0, 100), sample(50, 0)], 100)
    expect(picture).toEqual({
      lines: [
        [
          [0, 0],
          [50, 100],
        ],
      ],
      low: 0,
      high: 100,
    })
    expect(scorePicture([], 100)).toBeNull()
  })
})

describe('the health of a device in its detail', () => {
  layOut()
  beforeEach(() => {
    location.hash = ''
  })

  async function openDevice(scenario: ScenarioName, prepare: (opened: Opened) => void = () => undefined) {
    const opened = open(<App />, { scenario, deviceCount: 400 })
    prepare(opened)
    opened.outpost.ui.getState().go('devices', { deviceId: 'dev-0003' })
    const history = await screen.findByRole('region', { name: 'Health of the last day' })
    return { opened, history }
  }
  const said = (history: HTMLElement) => within(history).getByRole('status').textContent

  it('is read from the server when it is opened, and once for as long as it is fresh', async () => {
    const { opened, history } = await openDevice('online')
    await waitFor(() => expect(said(history)).toMatch(/^From the server since .*, and live\./))
    expect(within(history).getByRole('img', { name: /^Score between \d+ and \d+ since / })).toBeDefined()
    const asked = () => opened.fake.requests.filter(({ name }) => name === 'device:health')
    expect(asked()).toEqual([{ name: 'device:health', request: { deviceId: 'dev-0003' } }])
    opened.outpost.ui.getState().go('health')
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Health of the last day' })).toBeNull())
    opened.outpost.ui.getState().go('devices', { deviceId: 'dev-0003' })
    const again = await screen.findByRole('region', { name: 'Health of the last day' })
    await waitFor(() => expect(said(again)).toMatch(/^From the server/))
    expect(asked()).toHaveLength(1)
  })

  it('can be read as a table', async () => {
    const { history } = await openDevice('online')
    await waitFor(() => expect(said(history)).toMatch(/^From the server/))
    fireEvent.click(within(history).getByRole('button', { name: 'Show as a table' }))
    const table = within(history).getByRole('region', { name: 'Samples of the health' })
    expect(within(table).getAllByRole('columnheader')).toHaveLength(6)
    expect(within(table).getAllByRole('rowheader').length).toBeGreaterThan(100)
  })

  it('says without a connection that it shows what this window has seen, and asks nothing', async () => {
    const { opened, history } = await openDevice('offline')
    expect(said(history)).toMatch(/^No connection to the server, which keeps the history\. Shown is what this window/)
    expect(opened.fake.requests.some(({ name }) => name === 'device:health')).toBe(false)
  })

  it('says why it could not be read, and is asked for again', async () => {
    let fails = true
    const { history } = await openDevice('online', ({ fake }) => {
      fake.answers['device:health'] = () => {
        if (fails) throw new Error('broken')
        return { samples: [sample(Date.now() - MINUTE_MS)] }
      }
    })
    await waitFor(() => expect(said(history)).toMatch(/^The history could not be read: /))
    fails = false
    fireEvent.click(within(history).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(said(history)).toMatch(/^From the server/))
  })

  it.each([
    [null, /^This server keeps no history\. Shown is what this window has seen/],
    [[], /^The server has no samples of this device yet\./],
  ])('says where the server has nothing: %j', async (samples, words) => {
    const { history } = await openDevice('online', ({ fake }) => {
      fake.answers['device:health'] = () => ({ samples })
    })
    await waitFor(() => expect(said(history)).toMatch(words))
  })
})
