import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type SettingName, settingsSchema } from '#shared/domain/settings.ts'
import { holdsAll, partsOf, searchWords } from '../../../../src/renderer/components/highlight.ts'
import { GROUPS } from '../../../../src/renderer/features/settings/setting-groups.ts'
import { CACHE_TIMES } from '../../../../src/renderer/ipc/query-cache.ts'
import { layOut } from '../support.tsx'
import { keysShown, openSettings, rowOf, search, updates } from './open-settings.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

/** The defaults of the product, as its checklist names them, and how the page words them. */
const PROMISED: readonly (readonly [SettingName, unknown, string])[] = [
  ['realtimeEnabled', true, 'On'],
  ['performanceMonitoring', true, 'On'],
  ['performanceAlerts', true, 'On'],
  ['offlineSupport', true, 'On'],
  ['backgroundSync', true, 'On'],
  ['heartbeatIntervalMs', 2_500, '2,500 ms'],
  ['reconnectDelayMaxMs', 5_000, '5,000 ms'],
  ['maxReconnectAttempts', null, 'no limit'],
  ['rollbackTimeoutMs', 5_000, '5,000 ms'],
  ['retryAttempts', 3, '3'],
  ['queueMaxCount', 100_000, '100,000'],
  ['retryMaxAttempts', 3, '3'],
  ['retryInitialDelayMs', 1_000, '1,000 ms'],
  ['retryMaxDelayMs', 30_000, '30,000 ms'],
  ['retryMultiplier', 2, '2'],
  ['retryJitter', true, 'On'],
  ['breakerFailureThreshold', 5, '5'],
  ['breakerSuccessThreshold', 2, '2'],
  ['breakerTimeoutMs', 60_000, '1 minute'],
  ['conflictAutoResolve', false, 'Off'],
  ['conflictDeviceStrategy', 'server-wins', 'Theirs'],
  ['conflictPlaylistStrategy', 'server-wins', 'Theirs'],
  ['conflictScheduleStrategy', 'server-wins', 'Theirs'],
  ['conflictContentStrategy', 'server-wins', 'Theirs'],
  ['conflictAlertStrategy', 'server-wins', 'Theirs'],
  ['pageRenderWarningMs', 500, '500 ms'],
  ['pageRenderCriticalMs', 1_000, '1,000 ms'],
  ['componentRenderWarningMs', 100, '100 ms'],
  ['componentRenderCriticalMs', 300, '300 ms'],
  ['dataBindingWarningMs', 200, '200 ms'],
  ['dataBindingCriticalMs', 500, '500 ms'],
  ['dataFetchWarningMs', 1_000, '1,000 ms'],
  ['dataFetchCriticalMs', 3_000, '3,000 ms'],
  ['bundleSizeWarningBytes', 500 * 1_024, '512,000 bytes'],
  ['bundleSizeCriticalBytes', 1_024 * 1_024, '1,048,576 bytes'],
  ['slowQueryWarningMs', 200, '200 ms'],
  ['slowQueryCriticalMs', 1_000, '1,000 ms'],
  ['errorRateWarning', 10, '10'],
  ['errorRateCritical', 60, '60'],
  ['memoryWarningBytes', 1_024 ** 3, '1,073,741,824 bytes'],
  ['memoryCriticalBytes', 2 * 1_024 ** 3, '2,147,483,648 bytes'],
  ['figureMinutesKeptMs', 259_200_000, '3 days'],
  ['figureHoursKeptMs', 34_560_000_000, '400 days'],
  ['fleetHistoryKeptMs', 34_560_000_000, '400 days'],
  ['readStaleAfterMs', 300_000, '5 minutes'],
  ['readKeptForMs', 1_800_000, '30 minutes'],
]

describe('the defaults', () => {
  it('are those of the product, and each is shown with its explanation', async () => {
    await openSettings()
    const defaults = settingsSchema.parse({})
    for (const [name, value, words] of PROMISED) {
      expect([name, defaults[name]]).toEqual([name, value])
      const row = rowOf(name)
      expect(row.textContent).toContain(`Default: ${words}`)
      expect(row.querySelector('[id$="-help"]')?.textContent).not.toBe('')
    }
  })

  it('leave out nothing that can be set, but what is set where it is seen', async () => {
    await openSettings()
    const elsewhere = [
      'sites',
      'serverUrl',
      'deviceViews',
      'deviceLayout',
      'welcome',
      'reportSchedule',
      'reportFolder',
      'reportFormat',
      'reportTime',
      'allowedExports',
    ]
    expect(new Set(keysShown())).toEqual(
      new Set(Object.keys(settingsSchema.shape).filter((name) => !elsewhere.includes(name))),
    )
  })

  it('of reads hold before the settings are known, too', () => {
    const { readStaleAfterMs, readKeptForMs } = settingsSchema.parse({})
    expect(CACHE_TIMES).toEqual({ staleMs: readStaleAfterMs, keptMs: readKeptForMs })
  })
})

describe('searching the settings', () => {
  it.each([
    ['a name', 'heartbeat', 'heartbeatIntervalMs'],
    ['an explanation', 'consoles do not all come back', 'retryJitter'],
    ['a key', 'queuemaxbytes', 'queueMaxBytes'],
    ['the title of its section and a word', 'demo seed', 'demoSeed'],
  ])('finds one by %s', async (_what, query, name) => {
    await openSettings()
    search(query)
    await waitFor(() => expect(keysShown()).toContain(name))
    expect(keysShown().length).toBeLessThan(4)
  })

  it('looks through all sections, marks what it found and says how much', async () => {
    await openSettings()
    search('wait')
    await waitFor(() => expect(document.querySelectorAll('mark').length).toBeGreaterThan(4))
    for (const mark of document.querySelectorAll('mark')) expect(mark.textContent?.toLowerCase()).toBe('wait')
    const sections = screen.getAllByRole('region').filter((region) => region.id.startsWith('section-'))
    expect(sections.length).toBeGreaterThan(2)
    expect(screen.getByText(/^\d+ found$/).getAttribute('role')).toBe('status')
  })

  it('says when nothing matches, and shows all again', async () => {
    await openSettings()
    search('espresso')
    expect(await screen.findByText('No setting matches “espresso”.')).toBeTruthy()
    expect(keysShown()).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Show all settings' }))
    await waitFor(() => expect(keysShown().length).toBeGreaterThan(40))
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search settings' }))
  })

  it('is done by keys alone: / to search, Enter to the first that was found, Esc to give up', async () => {
    await openSettings()
    fireEvent.keyDown(window, { key: '/' })
    const box = screen.getByRole('searchbox', { name: 'Search settings' })
    expect(document.activeElement).toBe(box)
    search('request timeout')
    await waitFor(() => expect(keysShown()).toEqual(['requestTimeoutMs']))
    fireEvent.keyDown(box, { key: 'Enter' })
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Request timeout' }))
    fireEvent.keyDown(box, { key: 'Escape' })
    await waitFor(() => expect(keysShown().length).toBeGreaterThan(40))
  })

  it('is given up for a link to a section, which is followed', async () => {
    const { outpost } = await openSettings()
    search('espresso')
    act(() => outpost.ui.getState().go('settings', { topic: 'account' }))
    const link = await screen.findByRole('link', { name: 'Account' })
    expect(link.getAttribute('aria-current')).toBe('true')
    await waitFor(() => expect(keysShown().length).toBeGreaterThan(40))
  })

  it('is given up for a link to a single setting, whose control takes the focus', async () => {
    const { outpost } = await openSettings()
    search('espresso')
    act(() => outpost.ui.getState().go('settings', { topic: 'requestTimeoutMs' }))
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Request timeout' })))
    expect(screen.getByRole('link', { name: 'Timing' }).getAttribute('aria-current')).toBe('true')
  })

  it('shows only what is not at its default when asked to', async () => {
    const opened = await openSettings()
    fireEvent.click(within(rowOf('retryJitter')).getByRole('switch'))
    await waitFor(() => expect(updates(opened)).toEqual([{ retryJitter: false }]))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Not at their default' }))
    await waitFor(() => expect(keysShown()).toEqual(['tenant', 'heartbeatIntervalMs', 'retryJitter']))
  })

  it('never changes a letter of what it marks, and marks each word wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 3 }), (text, typed) => {
        const words = searchWords(typed.join(' '))
        const parts = partsOf(text, words)
        expect(parts.map((part) => part.text).join('')).toBe(text)
        const isEven = text.toLowerCase().length === text.length
        const isFound = words.length > 0 && isEven && holdsAll(words, text)
        expect(!isFound || parts.some((part) => part.isFound)).toBe(true)
      }),
    )
    expect(partsOf('Wait, do wait', ['wait']).map(({ text, isFound }) => [text, isFound])).toEqual([
      ['Wait', true],
      [', do ', false],
      ['wait', true],
    ])
  })
})

it('every section of settings has settings', () => {
  for (const [section, entries] of Object.entries(GROUPS)) expect([section, entries?.length]).not.toEqual([section, 0])
})
