import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WindowRoute } from '#shared/domain/window-route.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { SiteRoot, SiteView } from '../../../../src/renderer/app/SiteRoot.tsx'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'
import { layOut } from '../support.tsx'

layOut()

const PENDING: WindowRoute = { kind: 'console', page: 'pending', target: {} }

let fake: FakeMain
let asked: { readonly name: string; readonly site: string | undefined }[]
let view: SiteView

beforeEach(async () => {
  location.hash = ''
  fake = new FakeMain({ scenario: 'sites', deviceCount: 30, now: Date.now() })
  const busy = new FakeMain({ scenario: 'breaker', deviceCount: 30, now: Date.now() })
  fake.queue.operations = busy.queue.operations
  asked = []
  const { bridge } = fake
  const noting: OutpostBridge = {
    request: (name, request, site) => {
      asked.push({ name, site })
      return bridge.request(name, request, site)
    },
    dropFiles: (files, folder, site) => bridge.dropFiles(files, folder, site),
    subscribe: (name, listener) => bridge.subscribe(name, listener),
  }
  view = new SiteView(noting, PENDING)
  await vi.waitUntil(() => view.sites.getState().current === 'main')
  render(
    <SiteRoot view={view}>
      <App />
    </SiteRoot>,
  )
  await screen.findByRole('grid', { name: 'Pending operations' })
})
afterEach(() => {
  cleanup()
  view.stop()
})

const rollBacks = () => screen.getAllByRole('button', { name: 'Roll back' })
const notices = () => screen.getByRole('region', { name: 'Notices' })
const undos = () => within(notices()).queryAllByRole('button', { name: 'Undo' })
const restores = () => asked.filter(({ name }) => name === 'operations:restore')
const switchTo = (siteId: string) => act(() => view.sites.getState().switchTo(siteId))

async function rollBackFirst(): Promise<void> {
  const [before, waiting] = [undos().length, rollBacks().length]
  fireEvent.click(rollBacks()[0] as HTMLElement)
  await waitFor(() => expect([undos().length, rollBacks().length]).toEqual([before + 1, waiting - 1]))
}

describe('the undo of a roll back', () => {
  it('is not offered at another site, and again where it belongs', async () => {
    await rollBackFirst()
    await switchTo('nord')
    await screen.findByRole('grid', { name: 'Pending operations' })
    expect(undos()).toEqual([])
    await switchTo('main')
    await waitFor(() => expect(undos()).toHaveLength(1))
    fireEvent.click(undos()[0] as HTMLElement)
    await within(notices()).findByText(/^1 change is back/)
    expect(restores()).toEqual([{ name: 'operations:restore', site: 'main' }])
  })

  it('is said at its site only, when the answer comes after the window has gone to another', async () => {
    let answer = (): void => undefined
    fake.answers['operations:rollback'] = ({ keys }) =>
      new Promise((resolve) => {
        answer = () => resolve({ outcomes: keys.map((key) => ({ key, ok: true, message: null })) })
      })
    fireEvent.click(rollBacks()[0] as HTMLElement)
    await waitFor(() => expect(asked.map(({ name }) => name)).toContain('operations:rollback'))
    await switchTo('nord')
    await act(async () => answer())
    await screen.findByRole('grid', { name: 'Pending operations' })
    expect(undos()).toEqual([])
    await switchTo('main')
    await waitFor(() => expect(undos()).toHaveLength(1))
  })

  it('is gone when another place is open under the id of its site', async () => {
    await rollBackFirst()
    act(() => fake.emit('sites:switched', { siteId: 'main', isRenewed: true }))
    await screen.findByRole('grid', { name: 'Pending operations' })
    expect(undos()).toEqual([])
  })

  it('takes back what its own notice tells of, where several say the same', async () => {
    await rollBackFirst()
    await rollBackFirst()
    const rolledBack = fake.requests.flatMap(({ name, request }) =>
      name === 'operations:rollback' ? (request as { keys: string[] }).keys : [],
    )
    fireEvent.click(undos()[0] as HTMLElement)
    await waitFor(() => expect(restores()).toHaveLength(1))
    expect(fake.requests.at(-1)).toMatchObject({ name: 'operations:restore', request: { keys: [rolledBack[0]] } })
  })
})
