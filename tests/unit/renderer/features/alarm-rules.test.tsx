import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Settings } from '#shared/domain/settings.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { ownRules } from '../../../../src/renderer/features/health/alarm-rules.ts'
import { DEFAULTS } from '../../../../tools/preview/fake-state.ts'
import type { ScenarioName } from '../../../../tools/preview/scenarios.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

async function openView(
  view: 'Rules' | 'Report',
  scenario: ScenarioName = 'alarms',
  settings: Partial<Settings> = {},
  prepare: (opened: Opened) => void = () => undefined,
): Promise<Opened> {
  const opened = open(<App />, { scenario, deviceCount: 400, settings })
  prepare(opened)
  fireEvent.click(screen.getByRole('link', { name: 'Health & alarms' }))
  await screen.findByRole('tab', { name: view })
  fireEvent.click(screen.getByRole('tab', { name: view }))
  return opened
}

const tableOf = (name: RegExp) => screen.findByRole('table', { name })
const lineOf = (table: HTMLElement, name: RegExp) => within(table).getByRole('row', { name })
const textsOf = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    // What sets a name apart from the direction around it is not seen.
    .map(({ textContent }) => textContent.replaceAll(/[\u2066-\u2069]/g, ''))

describe('the rules of alarms', () => {
  it('are told by the server with priority, delays, what to do, state and how many alarms stand now', async () => {
    await openView('Rules')
    const table = await tableOf(/^Alarms of devices/)
    await waitFor(() =>
      expect(textsOf(lineOf(table, /^Overheating The temperature/))).toEqual([
        'Critical',
        'Raised: 1 minOver: 5 min',
        expect.stringMatching(/^The device switches itself off, .*Do: Have the ventilation/),
        'EnabledSuppressed: The device is offline.',
        '21 set aside',
      ]),
    )
    expect(textsOf(lineOf(table, /^Clock drift/))[3]).toMatch(/^Disabled at the server/)
    expect(textsOf(lineOf(table, /^Offline/)).at(-1)).toBe('41')
  })

  it('include the kinds of alarms of which the server tells no rule', async () => {
    await openView('Rules')
    const table = await tableOf(/^Alarms of devices/)
    expect(lineOf(table, /^Weak network The server tells no rule for it\./)).toBeDefined()
  })

  it('lead to the alarms that stand', async () => {
    await openView('Rules')
    await screen.findByRole('button', { name: 'Show the 3 alarms “Storage full”' })
    press('Show the 3 alarms “Storage full”')
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search alarms' }).value).toBe('Storage full')
    const rows = within(await screen.findByRole('grid', { name: 'Alarms' }))
      .getAllByRole('row')
      .slice(1)
    expect(rows).toHaveLength(3)
    expect(rows.every((row) => row.getAttribute('aria-label')?.includes(': Storage full, '))).toBe(true)
  })

  it('say how alarms are put together, and to how many lines that applies now', async () => {
    await openView('Rules')
    const table = await tableOf(/^How the console/)
    const standing = (name: RegExp) => textsOf(lineOf(table, name)).at(-1)
    await waitFor(() => expect(standing(/^Flood The same alarm of 10 devices or more .* 10 min\./)).toBe('1'))
    expect(standing(/^Chatter The same alarm of one device, 3 times or more within 10 min\./)).toBe('1')
    expect(standing(/^Stale An alarm that is active for longer than 1 day/)).toBe('2')
  })

  it('lead to the settings that hold the limits', async () => {
    await openView('Rules', 'alarms', { pageRenderWarningMs: 750 })
    const table = await tableOf(/^Warnings of this console/)
    expect(lineOf(table, /^Showing a page Warns from 750 ms, critical from 1,000 ms\./)).toBeDefined()
    press('Change the limits of “Showing a page” in the settings')
    expect(await screen.findByRole('textbox', { name: 'Showing a page: warn from' })).toBeDefined()
  })

  it('are not asked for without a connection, and the kinds that are known are listed', async () => {
    const { fake } = await openView('Rules', 'offline')
    expect(await screen.findByText(/^No connection: the rules are read when the server is back\./)).toBeDefined()
    expect(lineOf(await tableOf(/^Alarms of devices/), /^Overheating The server tells no rule/)).toBeDefined()
    expect(fake.requests.some(({ name }) => name === 'server:alarm-rules')).toBe(false)
  })

  it('say that the server tells none', async () => {
    await openView('Rules', 'alarms', {}, ({ fake }) => {
      fake.answers['server:alarm-rules'] = () => ({ rules: null })
    })
    expect(await screen.findByText(/^This server does not tell its rules\./)).toBeDefined()
  })

  it('say why they could not be read, and are asked for again', async () => {
    let fails = true
    await openView('Rules', 'alarms', {}, ({ fake }) => {
      fake.answers['server:alarm-rules'] = () => {
        if (fails) throw new Error('broken')
        return { rules: [] }
      }
    })
    expect(await screen.findByText(/^The rules could not be read: /)).toBeDefined()
    fails = false
    press('Try again')
    expect(await screen.findByText(/^The server says that it has no rules\./)).toBeDefined()
  })

  it('of the console itself are on only where something is measured and warnings are wanted', () => {
    const measured = [{ name: 'page_render.devices' }, { name: 'data_fetcher' }]
    const alerts = [{ metric: 'page_render.health' }, { metric: 'page_render.devices' }]
    const states = (change: Partial<Settings>) =>
      Object.fromEntries(
        ownRules({ ...DEFAULTS, ...change }, measured, alerts).map(({ metric, state }) => [metric, state]),
      )
    expect(states({})).toMatchObject({ page_render: 'on', data_fetch: 'idle', bundle_size: 'idle' })
    expect(new Set(Object.values(states({ performanceAlerts: false })))).toEqual(new Set(['off']))
    expect(ownRules(DEFAULTS, measured, alerts)[0]?.warnings).toBe(2)
  })
})

describe('the report about alarms', () => {
  const figure = async (name: RegExp) => textsOf(lineOf(await tableOf(/^For each operator/), name))

  it('holds each figure against what is recommended, in words', async () => {
    await openView('Report')
    expect(await figure(/^Alarms in the busiest 10 minutes/)).toEqual(['47', 'at most 10', 'Too many'])
    expect(await figure(/^Alarms in an hour/)).toEqual(['11', '6, at most 12', 'Manageable'])
    expect(await figure(/^Stale alarms/)).toEqual(['2', 'at most 4', 'Acceptable'])
    expect(await figure(/^Chattering/)).toEqual(['1', 'none', 'Too many'])
    const top = await tableOf(/^What comes most often/)
    // The devices may be read after the alarms.
    await waitFor(() => expect(textsOf(lineOf(top, /^Weak network/))).toEqual(['Hall 1 menu board', '5', '9.1 %']))
  })

  it('divides by the operators who share the alarms, and leads to where that is set', async () => {
    await openView('Report', 'alarms', { alarmOperators: 5 })
    expect(await figure(/^Alarms in the busiest 10 minutes/)).toEqual(['9.4', 'at most 10', 'Acceptable'])
    expect(screen.getByText(/Rates are for each of 5 operators who share them\./)).toBeDefined()
    press('Change…')
    expect(await screen.findByRole('textbox', { name: 'Operators who share the alarms' })).toBeDefined()
  })

  it('names who acknowledged', async () => {
    await openView('Report')
    expect(textsOf(lineOf(await tableOf(/^Who acknowledged/), /^Control room North/))).toEqual(['2', '5 min'])
    expect(screen.getByText('53 of them are not acknowledged.')).toBeDefined()
  })

  it('says that there is nothing to count', async () => {
    await openView('Report', 'online')
    expect(await screen.findByText('No alarms are known')).toBeDefined()
  })
})
