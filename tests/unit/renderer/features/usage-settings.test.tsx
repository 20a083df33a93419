import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { USAGE_KEYS } from '#shared/domain/usage.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { usageInWords, usageRows } from '../../../../src/renderer/features/settings/usage-rows.ts'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

async function openPrivacy(settings: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, settings)
  opened.outpost.ui.getState().go('settings', { topic: 'usage' })
  await screen.findByRole('region', { name: 'Privacy' })
  return opened
}
const privacy = () => within(screen.getByRole('region', { name: 'Privacy' }))
const experiments = () => within(screen.getByRole('region', { name: 'Experiments' }))
const seen = ({ fake }: Opened): unknown[] =>
  fake.requests.filter(({ name }) => name === 'usage:seen').map(({ request }) => request)

describe('what is counted, in words', () => {
  it('has words for every name that can be counted', () => {
    const t = setUpTexts()
    for (const key of USAGE_KEYS) expect(usageInWords(t, key)).toMatch(/^[A-Z][^.{}]+$/)
  })

  it('adds up by week and in all, with the days on which nothing was done', () => {
    const day = (back: number): string => {
      const at = new Date()
      at.setDate(at.getDate() - back)
      return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
    }
    const [help, devices] = usageRows([
      { day: day(20), counts: { 'page.help': 5 } },
      { day: day(3), counts: { 'page.help': 2, 'page.devices': 1 } },
    ])
    expect(help).toMatchObject({ key: 'page.help', all: 7, week: 2, days: 2, most: 5 })
    expect(help?.points).toHaveLength(21)
    expect(devices).toMatchObject({ key: 'page.devices', all: 1, week: 1 })
  })
})

describe('Settings, Privacy', () => {
  it('counts nothing as delivered, and tells the main process of no page', async () => {
    const opened = await openPrivacy()
    expect(await privacy().findByText('Nothing was ever counted on this PC.')).toBeTruthy()
    expect(privacy().getByRole('switch', { name: 'Count which features are used' }).getAttribute('aria-checked')).toBe(
      'false',
    )
    opened.outpost.ui.getState().go('devices')
    await screen.findByRole('heading', { name: 'Devices' })
    expect(seen(opened)).toEqual([])
  })

  it('tells pages by their names once it is switched on, and nothing of what they show', async () => {
    const opened = await openPrivacy()
    fireEvent.click(privacy().getByRole('switch', { name: 'Count which features are used' }))
    await waitFor(() => expect(seen(opened)).toEqual([{ page: 'settings' }]))
    opened.outpost.ui.getState().go('devices', { deviceId: 'dev-0001', search: 'secret' })
    await waitFor(() => expect(seen(opened).at(-1)).toEqual({ page: 'devices' }))
  })

  it('shows what was counted, writes it into a file, and deletes it after one question', async () => {
    await openPrivacy({ settings: { usageAnalytics: true } })
    const table = await screen.findByRole('table', { name: 'How often what was used' })
    expect(within(table).getByRole('row', { name: /^Page opened: Devices/ })).toBeTruthy()
    fireEvent.click(privacy().getByRole('button', { name: 'Export…' }))
    expect(await screen.findByText(/outpost-usage-.*\.csv.* is written\./)).toBeTruthy()
    fireEvent.click(privacy().getByRole('button', { name: 'Delete all counts…' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Delete all counts' }))
    expect(await screen.findByText('All counts are deleted.')).toBeTruthy()
    await waitFor(() => expect(screen.queryByRole('table', { name: 'How often what was used' })).toBeNull())
  })

  it('cannot be switched on where the administrator has locked it', async () => {
    await openPrivacy({ locks: ['usageAnalytics'] })
    expect(privacy().queryByRole('switch')).toBeNull()
    expect(privacy().getByText(/locked/i)).toBeTruthy()
  })
})

describe('Settings, Experiments', () => {
  it('says which variant this PC has and why, and lets another one be chosen', async () => {
    await openPrivacy()
    expect(await experiments().findByText(/Line · by assignment, 50 % of all PCs · until/)).toBeTruthy()
    const choice = experiments().getByRole('group', { name: 'Sites over time, as a line or a strip' })
    fireEvent.click(within(choice).getByRole('button', { name: 'Strip' }))
    expect(await experiments().findByText(/Strip · chosen/)).toBeTruthy()
  })

  it('cannot be changed where the administrator has locked it', async () => {
    await openPrivacy({ locks: ['flagSiteTrend'] })
    expect(experiments().queryByRole('group', { name: 'Sites over time, as a line or a strip' })).toBeNull()
  })
})
