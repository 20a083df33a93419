import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SiteEntry } from '#shared/domain/sites.ts'
import type { WindowRoute } from '#shared/domain/window-route.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { SiteRoot, SiteView } from '../../../../src/renderer/app/SiteRoot.tsx'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'
import { layOut, SOON } from '../support.tsx'

layOut()

const SETTINGS: WindowRoute = { kind: 'console', page: 'settings', target: {} }
const entry = (id: string): SiteEntry => ({
  id,
  name: id,
  serverUrl: `https://${id}.example.org/`,
  tenant: 'main',
  isEnabled: true,
})
const SITES = ['main', 'nord', 'airport', 'harbour', 'shops'].map(entry)

let fake: FakeMain
let view: SiteView

beforeEach(async () => {
  location.hash = ''
  fake = new FakeMain({ scenario: 'sites', deviceCount: 30, now: Date.now(), settings: { sites: SITES } })
  // Set here, and not as delivered.
  await fake.bridge.request('settings:update', { changes: { sites: SITES } })
  fake.requests.length = 0
  view = new SiteView(fake.bridge, SETTINGS)
  await vi.waitUntil(() => view.sites.getState().current === 'main', SOON)
  render(
    <SiteRoot view={view}>
      <App />
    </SiteRoot>,
  )
  await screen.findByRole('region', { name: 'Appearance' })
})
afterEach(() => {
  cleanup()
  view.stop()
})

const updates = () => fake.requests.filter(({ name }) => name === 'settings:update').map(({ request }) => request)
const notices = () => screen.getByRole('region', { name: 'Notices' })
const undo = () => within(notices()).getByRole('button', { name: 'Undo' })

async function makeComfortable(): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: 'Comfortable' }))
  await within(notices()).findByText('Density changed')
}

/** What the fake has of it: a site less, and the window elsewhere where it looked at that one. */
async function removeNord(): Promise<void> {
  fake.answers['sites:remove'] = ({ siteId }) => {
    fake.sites = fake.sites.filter(({ id }) => id !== siteId)
    return { removed: true, waiting: 0, folder: siteId }
  }
  const site = document.querySelector<HTMLElement>('[data-site="nord"]') as HTMLElement
  fireEvent.click(within(site).getByRole('button', { name: 'Remove…' }))
  const question = await screen.findByRole('alertdialog')
  fireEvent.click(within(question).getByRole('button', { name: 'Remove' }))
  await within(notices()).findByText(/is not in the list any more/)
}

describe('the undo of a setting', () => {
  it('stays when the window looks at another site, and works there', async () => {
    await makeComfortable()
    await view.sites.getState().switchTo('nord')
    expect(view.turn()).toBe(1)
    fireEvent.click(undo())
    await waitFor(() => expect(updates().at(-1)).toEqual({ changes: { density: { inherit: true } } }))
    expect(await within(notices()).findByText('Density is as it was before')).toBeTruthy()
  })

  it('stays when the setting itself makes everything in the window anew', async () => {
    await makeComfortable()
    fake.emit('sites:switched', { siteId: 'main', isRenewed: true })
    await waitFor(() => expect(view.turn()).toBe(1))
    expect(undo()).toBeTruthy()
  })

  it('does not keep what was said of the site before', async () => {
    view.outpost.toasts.getState().add({ text: 'Of this site' })
    await makeComfortable()
    await view.sites.getState().switchTo('nord')
    await waitFor(() => expect(screen.queryByText('Of this site')).toBeNull())
    expect(undo()).toBeTruthy()
  })
})

describe('the undo of a change of the sites', () => {
  it('puts a removed site back where it was', async () => {
    await removeNord()
    fireEvent.click(undo())
    await waitFor(() => expect(updates().at(-1)).toEqual({ changes: { sites: SITES } }))
    expect(await screen.findByText(/is in the list again\. Sign in there again\./)).toBeTruthy()
  })

  it('leaves a list alone that has changed once more meanwhile, and says so', async () => {
    await removeNord()
    fake.sites = fake.sites.filter(({ id }) => id !== 'shops')
    fireEvent.click(undo())
    expect(await screen.findByText(/has changed once more since/)).toBeTruthy()
    expect(updates()).toEqual([])
  })
})
