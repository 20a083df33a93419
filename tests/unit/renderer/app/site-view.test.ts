import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HOME_ROUTE } from '#shared/domain/window-route.ts'
import type { OutpostBridge } from '#shared/ipc/bridge.ts'
import { SiteView } from '../../../../src/renderer/app/SiteRoot.tsx'
import { createClient } from '../../../../src/renderer/ipc/client.ts'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'
import { layOut, SOON } from '../support.tsx'

layOut()

let fake: FakeMain
let asked: { name: string; site: string | undefined }[]
let view: SiteView

beforeEach(async () => {
  fake = new FakeMain({ scenario: 'sites', deviceCount: 5, now: Date.now() })
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
  view = new SiteView(noting, HOME_ROUTE)
  await vi.waitUntil(() => view.sites.getState().current === 'main', SOON)
})
afterEach(() => view.stop())

describe('a window and its site', () => {
  it('names the site in every request once it is known, and makes nothing anew for that', () => {
    const { outpost } = view
    void outpost.client.request('sync:now', {}).catch(() => undefined)
    expect(asked.at(-1)).toEqual({ name: 'sync:now', site: 'main' })
    expect(view.turn()).toBe(0)
  })

  it('makes everything anew for another site; what the page before still sends stays with its site', async () => {
    const before = view.outpost
    before.ui.getState().go('pending')
    await view.sites.getState().switchTo('nord')
    expect(view.turn()).toBe(1)
    expect(view.outpost).not.toBe(before)
    expect(view.outpost.ui.getState().page).toBe('pending')
    void before.client.request('operations:enqueue', { intents: [] }).catch(() => undefined)
    void view.outpost.client.request('operations:enqueue', { intents: [] }).catch(() => undefined)
    expect(asked.slice(-2).map(({ site }) => site)).toEqual(['main', 'nord'])
  })

  it('keeps of each site what its pages showed, apart from the others', async () => {
    view.outpost.kept.set('pending/state', 'stale')
    await view.sites.getState().switchTo('nord')
    expect(view.outpost.kept.size).toBe(0)
    await view.sites.getState().switchTo('main')
    expect(view.outpost.kept.get('pending/state')).toBe('stale')
    fake.emit('sites:switched', { siteId: 'main', isRenewed: true })
    expect(view.outpost.kept.size).toBe(0)
  })

  it('lands where it was asked to, once', async () => {
    await view.sites.getState().switchTo('nord', { page: 'conflicts', target: {}, asksToken: true })
    expect(view.outpost.ui.getState()).toMatchObject({ page: 'conflicts', isTokenDialogOpen: true })
    await view.sites.getState().switchTo('airport')
    expect(view.outpost.ui.getState()).toMatchObject({ page: 'conflicts', isTokenDialogOpen: false })
  })

  it('stays where it is when the site cannot be shown', async () => {
    await expect(view.sites.getState().switchTo('harbour')).rejects.toMatchObject({ code: 'site-closed' })
    expect(view.turn()).toBe(0)
    expect(view.sites.getState()).toMatchObject({ current: 'main', landing: null })
  })

  it('reads everything anew when another place is open under the id of its site', () => {
    fake.emit('sites:switched', { siteId: 'main', isRenewed: true })
    expect(view.turn()).toBe(1)
  })

  it('leaves no listener behind when it ends', () => {
    view.stop()
    expect(fake.listenerCount).toBe(0)
  })
})

describe('a client of a site', () => {
  it('hears of its site and of the app, and of no other site', () => {
    const listeners: ((event: never, site: string | null) => void)[] = []
    const bridge = {
      subscribe: (_name: string, listener: never) => listeners.push(listener),
    } as unknown as OutpostBridge
    const heard: unknown[] = []
    createClient(bridge, { id: 'north' }).subscribe('operations:changed', (event) => heard.push(event))
    for (const site of ['north', 'south', null]) listeners[0]?.({ keys: [String(site)] } as never, site)
    expect(heard).toEqual([{ keys: ['north'] }, { keys: ['null'] }])
  })
})
