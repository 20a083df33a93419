import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type SettingName, settingsSchema } from '#shared/domain/settings.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { holdsAll, partsOf, searchWords } from '../../../../src/renderer/components/highlight.ts'
import { GROUPS } from '../../../../src/renderer/features/settings/setting-groups.ts'
import { CACHE_TIMES } from '../../../../src/renderer/ipc/query-cache.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

async function openSettings(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, options)
  fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
  await screen.findByRole('searchbox', { name: 'Search settings' })
  return opened
}

const search = (text: string) =>
  fireEvent.change(screen.getByRole('searchbox', { name: 'Search settings' }), { target: { value: text } })
const keysShown = () => [...document.querySelectorAll('[data-setting]')].map((row) => row.getAttribute('data-setting'))
const rowOf = (name: SettingName) => {
  const row = document.querySelector<HTMLElement>(`[data-setting="${name}"]`)
  if (row === null) throw new Error(`${name} is not shown`)
  return row
}
const updates = ({ fake }: Opened) =>
  fake.requests
    .filter(({ name }) => name === 'settings:update')
    .map(({ request }) => (request as { changes: object }).changes)

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
    const elsewhere = ['sites', 'serverUrl', 'deviceViews', 'deviceLayout', 'welcome']
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

describe('a value that is typed', () => {
  const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Request timeout' })

  it('stays as it was typed when it is not possible, with the reason beside it, until Esc gives it up', async () => {
    const opened = await openSettings()
    const before = field().value
    fireEvent.change(field(), { target: { value: '1' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    await waitFor(() => expect(within(rowOf('requestTimeoutMs')).getByRole('alert')).toBeTruthy())
    fireEvent.blur(field())
    expect(field().value).toBe('1')
    expect(field().getAttribute('aria-invalid')).toBe('true')
    expect(updates(opened)).toEqual([])
    fireEvent.keyDown(field(), { key: 'Escape' })
    expect(field().value).toBe(before)
    expect(within(rowOf('requestTimeoutMs')).queryByRole('alert')).toBeNull()
  })

  it('is saved once, though Enter takes it and the field is left right after', async () => {
    const opened = await openSettings()
    fireEvent.change(field(), { target: { value: '9000' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    fireEvent.blur(field())
    await waitFor(() => expect(rowOf('requestTimeoutMs').textContent).toContain('Changed'))
    expect(updates(opened)).toEqual([{ requestTimeoutMs: 9_000 }])
  })

  it('as a span of time is saved once, too', async () => {
    const opened = await openSettings()
    const span = within(rowOf('readKeptForMs')).getByRole<HTMLInputElement>('textbox')
    fireEvent.change(span, { target: { value: '45' } })
    fireEvent.keyDown(span, { key: 'Enter' })
    fireEvent.blur(span)
    await waitFor(() => expect(rowOf('readKeptForMs').textContent).toContain('Changed'))
    expect(updates(opened)).toEqual([{ readKeptForMs: 2_700_000 }])
  })
})

describe('a change of a setting', () => {
  it('is marked, said, and undone in one step to what was in force', async () => {
    const opened = await openSettings()
    const flip = () => fireEvent.click(within(rowOf('retryJitter')).getByRole('switch'))
    flip()
    await waitFor(() => expect(rowOf('retryJitter').textContent).toContain('Changed'))
    expect(screen.getByText('Spread the waits changed')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(await screen.findByText('Spread the waits is as it was before')).toBeTruthy()
    expect(updates(opened)).toEqual([{ retryJitter: false }, { retryJitter: { inherit: true } }])
    expect(rowOf('retryJitter').textContent).not.toContain('Changed')
  })

  it('is undone to the value that was set here before, not to the default', async () => {
    const opened = await openSettings()
    const field = screen.getByRole('textbox', { name: 'Request timeout' })
    for (const value of ['8000', '9000']) {
      fireEvent.change(field, { target: { value } })
      fireEvent.keyDown(field, { key: 'Enter' })
      await waitFor(() => expect(updates(opened)).toContainEqual({ requestTimeoutMs: Number(value) }))
    }
    await screen.findByText('Request timeout changed')
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(updates(opened).at(-1)).toEqual({ requestTimeoutMs: 8_000 }))
  })

  it('goes back to the administrator’s value where there is one, and says so', async () => {
    const opened = await openSettings()
    const field = screen.getByRole('textbox', { name: 'Heartbeat' })
    expect(rowOf('heartbeatIntervalMs').textContent).toContain('set by your administrator')
    fireEvent.change(field, { target: { value: '4000' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    const back = await within(rowOf('heartbeatIntervalMs')).findByRole('button')
    expect(back.textContent).toBe('Back to your administrator’s value')
    fireEvent.click(back)
    await waitFor(() => expect(updates(opened).at(-1)).toEqual({ heartbeatIntervalMs: { inherit: true } }))
  })

  it('is not offered where the administrator has locked it, and the file that did is named', async () => {
    await openSettings({ locks: ['theme', 'retryJitter'] })
    for (const name of ['theme', 'retryJitter'] as const) {
      const row = rowOf(name)
      expect(row.textContent).toContain('locked by your administrator')
      expect(within(row).getByText('locked by your administrator').title).toBe('/etc/outpost-console/policy.json')
      expect(row.querySelectorAll('button, input, select')).toHaveLength(0)
    }
    expect(rowOf('theme').textContent).toContain('As the system')
  })

  it('of a locked theme is there in the palette, with the reason why it cannot be', async () => {
    const opened = await openSettings({ locks: ['theme'] })
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    const box = await screen.findByRole('combobox', { name: 'Find a page, device or action' })
    fireEvent.change(box, { target: { value: 'theme' } })
    const [first, ...others] = await screen.findAllByRole('option', { name: /theme.*Locked by your administrator$/i })
    expect([first, ...others].map((option) => option?.getAttribute('aria-disabled'))).toEqual(['true', 'true', 'true'])
    fireEvent.click(first as HTMLElement)
    fireEvent.keyDown(box, { key: 'Enter' })
    expect(screen.getByRole('combobox', { name: 'Find a page, device or action' })).toBe(box)
    expect(updates(opened)).toEqual([])
  })

  it('of the sites is not possible either while the list is locked, and says why', async () => {
    await openSettings({ locks: ['sites', 'serverUrl', 'tenant'] })
    const section = screen.getByRole('region', { name: 'Connection' })
    expect(section.textContent).toContain('Your administrator has fixed the sites of this console.')
    const buttons = within(section).getAllByRole('button', { name: /Add|Change|Remove/ })
    expect(buttons).toHaveLength(3)
    for (const button of buttons) {
      expect(button.getAttribute('aria-disabled')).toBe('true')
      expect(button.title).toBe('Your administrator has fixed the sites of this console.')
      fireEvent.click(button)
    }
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(within(section).queryByRole('button', { name: /fleet server/ })).toBeNull()
  })
})

describe('the account', () => {
  it('says who is signed in and what of whom waits, and leads to it', async () => {
    const { outpost } = await openSettings({ scenario: 'chain', deviceCount: 80 })
    const section = screen.getByRole('region', { name: 'Account' })
    expect(section.textContent).toContain('Signed in as operator')
    expect(section.textContent).toContain('9 changes of operator wait on this PC.')
    expect(section.textContent).toContain('1 change of somebody else waits until they sign in.')
    expect(section.textContent).toContain('it is not sent by anybody else')
    fireEvent.click(within(section).getByRole('button', { name: 'Show what waits' }))
    expect(outpost.ui.getState()).toMatchObject({ page: 'pending', target: { scope: 'pending' } })
  })

  it('takes a token for somebody else, and asks before signing out while changes wait', async () => {
    const opened = await openSettings({ scenario: 'chain', deviceCount: 80 })
    const section = screen.getByRole('region', { name: 'Account' })
    fireEvent.change(within(section).getByLabelText('Token'), { target: { value: ' t-2 ' } })
    fireEvent.keyDown(within(section).getByLabelText('Token'), { key: 'Enter' })
    await waitFor(() =>
      expect(opened.fake.requests).toContainEqual({ name: 'connection:token', request: { token: 't-2' } }),
    )
    fireEvent.click(within(section).getByRole('button', { name: 'Sign out' }))
    expect(await screen.findByRole('alertdialog', { name: 'Sign out with 9 changes waiting?' })).toBeTruthy()
  })

  it('says what to do when the server asks for a sign-in', async () => {
    await openSettings({ scenario: 'needs-auth' })
    const section = screen.getByRole('region', { name: 'Account' })
    expect(section.textContent).toContain('The server asks for a sign-in. What waits stays on this PC until then.')
  })

  it('of the demo needs no token', async () => {
    await openSettings()
    const section = screen.getByRole('region', { name: 'Account' })
    expect(section.textContent).toContain('The demo site signs in by itself.')
    expect(within(section).queryByLabelText('Token')).toBeNull()
  })

  it('tells of the other sites who is signed in there', async () => {
    await openSettings({ scenario: 'sites' })
    const table = within(screen.getByRole('region', { name: 'Account' })).getByRole('table')
    expect(within(table).getAllByRole('row').length).toBeGreaterThan(2)
  })
})

describe('the diagnostics', () => {
  it('tell how many parts of the window have been read, and how many were there when they were shown', async () => {
    await openSettings()
    const figure = (term: string) => screen.getByText(term).nextElementSibling?.textContent ?? ''
    const [read = 0, parts = 0] = figure('Read').split(' of ').map(Number)
    expect(parts).toBeGreaterThan(20)
    expect(read).toBeGreaterThan(0)
    expect(read).toBeLessThanOrEqual(parts)
    expect(figure('There when shown')).toMatch(/^\d+ of \d+$/)
    expect(figure('Could not be read')).toBe('0')
  })
})

it('every section of settings has settings', () => {
  for (const [section, entries] of Object.entries(GROUPS)) expect([section, entries?.length]).not.toEqual([section, 0])
})
