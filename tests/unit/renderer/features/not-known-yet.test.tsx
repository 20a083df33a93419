import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import type { CacheState } from '../../../../src/renderer/app/hooks/replica.ts'
import { knowledgeOf } from '../../../../src/renderer/app/knowledge.ts'
import { afterPaint } from '../../../../src/renderer/app/time.ts'
import { WallPage } from '../../../../src/renderer/features/wall/WallPage.tsx'
import type { Page } from '../../../../src/shared/domain/window-route.ts'
import { connectionOf, syncOf } from '../../../../tools/preview/fake-state.ts'
import { scenarioOf } from '../../../../tools/preview/scenarios.ts'
import { deviceView, layOut, open } from '../support.tsx'

layOut()

function openPage(page: Page, scenario: 'starting' | 'empty' | 'disconnected' | 'online' = 'starting') {
  const opened = open(<App />, { scenario, deviceCount: 40 })
  act(() => opened.outpost.ui.getState().go(page))
  return opened
}

const main = () => document.querySelector('main') as HTMLElement
/** What would say that there is nothing, which nobody knows yet. */
const CALLED_EMPTY = /Nothing needs you|No devices|No conflicts|No alarms|No site has|^0$|all well/i

describe('before the server has said anything', () => {
  it.each<Page>(['overview', 'devices', 'health', 'conflicts'])(
    'the page “%s” says that it does not know',
    async (page) => {
      openPage(page)
      expect((await within(main()).findAllByText('Not known yet')).length).toBeGreaterThan(0)
      expect(within(main()).queryByText(CALLED_EMPTY)).toBeNull()
    },
  )

  it.each(['Device health', 'Report'])('the view “%s” says that it does not know', async (view) => {
    openPage('health')
    const tab = await screen.findByRole('tab', { name: view })
    act(() => tab.click())
    await screen.findByRole('tab', { name: view, selected: true })
    expect(await within(main()).findByText('Not known yet')).toBeTruthy()
    expect(within(main()).queryByText(CALLED_EMPTY)).toBeNull()
  })

  it('the wall says that it does not know, and shows no figure', async () => {
    open(<WallPage />, { scenario: 'starting' })
    expect(await screen.findByText('Not known yet')).toBeTruthy()
    expect(document.querySelector('dd')).toBeNull()
  })

  it('says what it waits for, and that changes with the connection', async () => {
    const { fake } = openPage('overview')
    expect(await within(main()).findByText(/is being read for the first time/)).toBeTruthy()
    const connection = connectionOf(scenarioOf('starting', 0, 0), 0)
    act(() => fake.emit('connection:changed', { ...connection, state: 'needs-auth', reason: 'token-expired' }))
    expect(await within(main()).findByText(/asks somebody to sign in first/)).toBeTruthy()
    act(() => fake.emit('connection:changed', { ...connection, state: 'offline', reason: 'unreachable' }))
    expect(await within(main()).findByText(/it cannot be reached/)).toBeTruthy()
  })

  it('the first devices are counted with the moment in which they are there', async () => {
    const { fake } = openPage('overview')
    await within(main()).findAllByText('Not known yet')
    const wrong: string[] = []
    const look = new MutationObserver(() => {
      wrong.push(
        ...within(main())
          .queryAllByText(/^No site has/)
          .map(({ textContent }) => textContent),
      )
    })
    look.observe(main(), { subtree: true, childList: true, characterData: true })
    const offline = { reported: { status: 'offline', lastSeenAt: 1, health: {} } }
    act(() => fake.serve(deviceView('dev-1', offline), deviceView('dev-2', offline)))
    await act(afterPaint)
    const scenario = scenarioOf('online', 2, 0)
    act(() => fake.emit('sync:changed', syncOf(scenario, connectionOf(scenario, Date.now()), Date.now())))
    expect(await within(main()).findByRole('button', { name: /: 2 of 2 devices offline$/ })).toBeTruthy()
    look.disconnect()
    expect(wrong).toEqual([])
  })

  it('an empty site is called empty as soon as the server has said so', async () => {
    const { fake } = openPage('devices')
    await within(main()).findByText('Not known yet')
    const scenario = scenarioOf('empty', 0, 0)
    act(() => fake.emit('sync:changed', syncOf(scenario, connectionOf(scenario, Date.now()), Date.now())))
    expect(await within(main()).findByText('No devices yet')).toBeTruthy()
  })
})

describe('while the server is not heard', () => {
  it('the alarms say when nothing needed anybody', async () => {
    openPage('health', 'disconnected')
    expect(await within(main()).findByText(/^Nothing needed you at \d\d:\d\d$/)).toBeTruthy()
    expect(within(main()).queryByText('Nothing needs you')).toBeNull()
  })

  it('nobody knows yet whether what waits here is in conflict', async () => {
    openPage('conflicts', 'disconnected')
    expect(await within(main()).findByText('No conflicts so far')).toBeTruthy()
    expect(within(main()).getByText(/^3 changes wait on this PC\. Whether others changed the same/)).toBeTruthy()
  })
})

describe('what is known of several copies', () => {
  const cache = (state: CacheState['state'], syncedAt: number | null = 5): CacheState => {
    return { state, syncedAt, error: null, reload: () => undefined }
  }

  it('is as much as of the least known', () => {
    expect(knowledgeOf(cache('ready'), cache('ready'))).toBe('present')
    expect(knowledgeOf(cache('ready'), cache('stale'))).toBe('past')
    expect(knowledgeOf(cache('stale'), cache('stale', null))).toBe('never')
    expect(knowledgeOf(cache('stale', null), cache('reading'))).toBe('reading')
    expect(knowledgeOf(cache('loading', null))).toBe('reading')
  })
})
