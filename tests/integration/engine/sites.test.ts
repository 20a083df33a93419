import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Server } from 'socket.io'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import type { SiteEntry } from '#shared/domain/sites.ts'
import type { EntityView, ReplicaPage } from '#shared/domain/view.ts'
import { siteTarget } from '../../../src/main/bootstrap/site-target.ts'
import { profilePaths } from '../../../src/main/platform/paths.ts'
import { type FleetServerProcess, startFleetServer } from '../../support/fleet-server.ts'
import { temporaryFolder } from '../../support/queue-host.ts'
import { waitFor } from './console.ts'
import { ConsolePc } from './pc.ts'

const WINDOW = 1
const OTHER_WINDOW = 2

let folder = temporaryFolder()
let north: FleetServerProcess
let south: FleetServerProcess
let pcs: ConsolePc[]

function entry(id: string, { url, tenant }: Pick<FleetServerProcess, 'url' | 'tenant'>): SiteEntry {
  return { id, name: '', serverUrl: url, tenant, isEnabled: true }
}

async function start(sites: readonly SiteEntry[] | null = [entry('north', north), entry('south', south)]) {
  const pc = await ConsolePc.start(folder.path, sites, { autoConnect: true })
  pcs.push(pc)
  return pc
}

async function startOnline(): Promise<ConsolePc> {
  const pc = await start()
  await pc.sites.host.site('south')
  await pc.signIn(north.token, 'north')
  await pc.signIn(south.token, 'south')
  return pc
}

function rename(number: number, name: string): Intent {
  const entityId = `device-${String(number).padStart(5, '0')}`
  return { kind: 'update', entityType: 'device', entityId, fields: { name } }
}

function drained(pc: ConsolePc, siteId: string): Promise<void> {
  return waitFor(`${siteId} has sent all`, () => pc.engineOf(siteId).queueStatus().pending === 0)
}

/** Names that operations gave to devices, in the order in which the server applied them. */
async function namesAt(server: FleetServerProcess): Promise<string[]> {
  const records = await server.entities('device')
  return records.map(({ data }) => String(data['name'])).filter((name) => name.startsWith('For '))
}

async function devicesOf(pc: ConsolePc, windowId: number, siteId: string): Promise<EntityView[]> {
  const views: EntityView[] = []
  for (let page: string | null = null; ; ) {
    const part: ReplicaPage = await pc.ask(windowId, 'replica:snapshot', { entityType: 'device', page }, siteId)
    views.push(...(JSON.parse(part.entities) as EntityView[]))
    if (part.next === null) return views
    page = part.next
  }
}

async function consolesAt(server: FleetServerProcess): Promise<unknown> {
  return (await server.switch('consoles'))['count']
}

beforeEach(async () => {
  folder = temporaryFolder()
  pcs = []
  ;[north, south] = await Promise.all([
    startFleetServer(['--site-id', 'north', '--site-name', 'North', '--devices', '40']),
    startFleetServer(['--site-id', 'south', '--site-name', 'South', '--devices', '30']),
  ])
})
afterEach(async () => {
  for (const pc of pcs) await pc.stop()
  await Promise.all([north.stop(), south.stop()])
  folder.remove()
})

describe('two sites side by side', () => {
  it('send each edit to the site it was made for, however quickly the window switches', async () => {
    const pc = await startOnline()
    const sent: Promise<unknown>[] = []
    for (let turn = 0; turn < 60; turn++) {
      const [here, there] = turn % 2 === 0 ? (['north', 'south'] as const) : (['south', 'north'] as const)
      // The edit is made at `here` and is on its way while the window is switched away.
      const intents = [rename(1 + (turn % 20), `For ${here} ${turn}`)]
      sent.push(pc.ask(WINDOW, 'operations:enqueue', { intents }, here))
      sent.push(pc.ask(WINDOW, 'sites:switch', { siteId: there }))
    }
    await Promise.all(sent)
    await Promise.all([drained(pc, 'north'), drained(pc, 'south')])
    const [inNorth, inSouth] = await Promise.all([namesAt(north), namesAt(south)])
    expect(inNorth).toHaveLength(10)
    expect(inSouth).toHaveLength(10)
    expect(inNorth.every((name) => name.startsWith('For north'))).toBe(true)
    expect(inSouth.every((name) => name.startsWith('For south'))).toBe(true)
    expect(pc.engineOf('north').queueStatus().totals.created).toBe(30)
    expect(pc.engineOf('south').queueStatus().totals.created).toBe(30)
  })

  it('share one connection each between all windows', async () => {
    const pc = await startOnline()
    for (const windowId of [1, 2, 3, 4]) {
      for (const siteId of ['south', 'north', 'south']) await pc.ask(windowId, 'sites:switch', { siteId })
      await pc.ask(windowId, 'connection:connect', {})
      expect((await pc.ask(windowId, 'app:state', {})).siteId).toBe('south')
    }
    expect([await consolesAt(north), await consolesAt(south)]).toEqual([1, 1])
  })

  it('tell a window only of the site it looks at, and say which it is', async () => {
    const pc = await startOnline()
    await pc.ask(WINDOW, 'sites:switch', { siteId: 'north' })
    await pc.ask(OTHER_WINDOW, 'sites:switch', { siteId: 'south' })
    await pc.ask(WINDOW, 'replica:feed', {}, 'north')
    // Asked for by the page that is gone: nobody would listen to it.
    await pc.ask(OTHER_WINDOW, 'replica:feed', {}, 'north')
    await pc.ask(OTHER_WINDOW, 'replica:feed', {}, 'south')
    pc.heard.length = 0
    await north.switch('edit', { entityType: 'device', entityId: 'device-00001', fields: { name: 'North one' } })
    await south.switch('edit', { entityType: 'device', entityId: 'device-00001', fields: { name: 'South one' } })
    const deltas = () => pc.heard.filter(({ name }) => name === 'replica')
    await waitFor('both have heard', () => new Set(deltas().map(({ windowId }) => windowId)).size === 2)
    expect(deltas().every(({ windowId, site }) => site === (windowId === WINDOW ? 'north' : 'south'))).toBe(true)
    expect(JSON.stringify(deltas().filter(({ windowId }) => windowId === WINDOW))).not.toContain('South one')
    expect(JSON.stringify(deltas().filter(({ windowId }) => windowId === OTHER_WINDOW))).not.toContain('North one')
  })

  it('do not touch each other when one server dies', async () => {
    const pc = await startOnline()
    await north.kill()
    await pc.reaches('offline', 'north')
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(1, 'For north')] }, 'north')
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(1, 'For south')] }, 'south')
    await drained(pc, 'south')
    expect(await namesAt(south)).toEqual(['For south'])
    const { sites } = await pc.ask(WINDOW, 'sites:list', {})
    expect(sites).toMatchObject([
      {
        id: 'north',
        name: 'North',
        state: 'open',
        connection: { state: 'offline' },
        waiting: 1,
        devices: { total: 40 },
      },
      {
        id: 'south',
        name: 'South',
        state: 'open',
        connection: { state: 'online' },
        waiting: 0,
        devices: { total: 30 },
      },
    ])
  })

  it('show what they showed before, both, after a restart without any network', async () => {
    const pc = await startOnline()
    await pc.ask(WINDOW, 'sites:switch', { siteId: 'south' })
    await Promise.all([north.kill(), south.kill()])
    await pc.reaches('offline', 'north')
    await pc.reaches('offline', 'south')
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(1, 'For north')] }, 'north')
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(2, 'For south')] }, 'south')
    const shown = [await devicesOf(pc, WINDOW, 'north'), await devicesOf(pc, WINDOW, 'south')]
    await pc.stop()
    pcs = []
    const again = await start(null)
    // The window begins where it was.
    expect((await again.ask(WINDOW, 'sites:list', {})).current).toBe('south')
    const after = [await devicesOf(again, WINDOW, 'north'), await devicesOf(again, WINDOW, 'south')]
    expect(after).toEqual(shown)
    expect(after[0]?.filter(({ pending }) => pending.length > 0).map(({ data }) => data['name'])).toEqual(['For north'])
    expect(after[1]?.filter(({ pending }) => pending.length > 0).map(({ data }) => data['name'])).toEqual(['For south'])
  })
})

describe('a site that cannot be opened', () => {
  it('says why, does not touch the others, and can be tried again', async () => {
    const broken = entry('north', north)
    const place = join(profilePaths(join(folder.path, 'profile')).databaseFolder, siteTarget(broken).folder)
    mkdirSync(place, { recursive: true })
    writeFileSync(
      join(place, 'site.sqlite'),
      'this is no database at all, and it is long enough to be looked at. '.repeat(99),
    )
    const pc = await start([broken, entry('south', south)])
    await pc.signIn(south.token, 'south')
    const { sites, current } = await pc.ask(WINDOW, 'sites:list', {})
    expect(current).toBe('south')
    expect(sites[0]).toMatchObject({ id: 'north', state: 'failed', connection: null })
    expect(sites[0]?.problem).toMatch(/\w+ \w+/)
    await expect(pc.ask(WINDOW, 'sites:switch', { siteId: 'north' })).rejects.toMatchObject({ code: 'site-closed' })
    await expect(pc.ask(WINDOW, 'app:state', {}, 'north')).rejects.toMatchObject({ code: 'site-closed' })
    await expect(pc.ask(WINDOW, 'sites:reopen', { siteId: 'north' })).rejects.toMatchObject({ code: 'site-closed' })
    const { items } = await pc.ask(WINDOW, 'sites:attention', {})
    expect(items[0]).toMatchObject({ siteId: 'north', kind: 'site', severity: 'critical' })
    for (const name of readdirSync(place)) if (name.startsWith('site.sqlite')) writeFileSync(join(place, name), '')
    await pc.ask(WINDOW, 'sites:reopen', { siteId: 'north' })
    await pc.ask(WINDOW, 'sites:switch', { siteId: 'north' })
    expect((await pc.ask(WINDOW, 'app:state', {})).siteId).toBe('north')
  })
})

describe('what belongs to one site', () => {
  it('is never in the store of another, nor in its ledger', async () => {
    const pc = await startOnline()
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(1, 'For north only')] }, 'north')
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(1, 'For south only')] }, 'south')
    await Promise.all([drained(pc, 'north'), drained(pc, 'south')])
    await pc.stop()
    pcs = []
    const textOf = (server: FleetServerProcess): string => {
      const place = join(pc.paths.databaseFolder, siteTarget(entry('any', server)).folder)
      return readdirSync(place)
        .map((name) => readFileSync(join(place, name)).toString('latin1'))
        .join('\n')
    }
    expect(textOf(north)).toContain('For north only')
    expect(textOf(north)).not.toContain('For south only')
    expect(textOf(south)).toContain('For south only')
    expect(textOf(south)).not.toContain('For north only')
    for (const server of [north, south]) expect(textOf(server)).not.toContain(server.token)
  })

  it('stays signed in when another is signed out, also after a restart', async () => {
    const pc = await startOnline()
    expect(await pc.ask(WINDOW, 'session:sign-out', { force: false }, 'north')).toMatchObject({ signedOut: true })
    expect(pc.engineOf('south').connection.state).toBe('online')
    const secrets = readFileSync(pc.paths.secretsFile, 'latin1')
    expect(Object.keys(JSON.parse(secrets) as object)).toHaveLength(1)
    await pc.stop()
    pcs = []
    const again = await start(null)
    await again.sites.host.site('south')
    await again.reaches('online', 'south')
    await again.reaches('needs-auth', 'north')
  })

  it('is not taken in by another as a bundle', async () => {
    const pc = await startOnline()
    await south.stop()
    pc.engineOf('north').connection.disconnect()
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(1, 'For north')] }, 'north')
    pc.chosen = join(folder.path, 'bundle.json')
    expect(await pc.ask(WINDOW, 'bundle:export', {}, 'north')).toMatchObject({ outcome: 'written', count: 1 })
    expect(await pc.ask(WINDOW, 'bundle:inspect', {}, 'south')).toMatchObject({
      token: null,
      problems: [{ code: 'wrong-site' }],
    })
    const { token } = (await pc.ask(WINDOW, 'bundle:inspect', {}, 'north')) as { token: string }
    await expect(pc.ask(WINDOW, 'bundle:import', { token }, 'south')).rejects.toMatchObject({ code: 'not-found' })
    expect(pc.engineOf('south').queueStatus().pending).toBe(0)
  })

  it('is not let in as another tenant', async () => {
    const pc = await start([entry('north', north), entry('other', { url: north.url, tenant: 'another-tenant' })])
    await pc.sites.host.site('other')
    await pc.signIn(north.token, 'north')
    await pc.setToken(north.token, 'other').catch(() => undefined)
    await waitFor(
      'the other tenant is refused',
      () => pc.engineOf('other').connection.status().reason === 'tenant-refused',
    )
    expect(pc.engineOf('other').replica.count('device')).toBe(0)
    expect(pc.engineOf('north').connection.state).toBe('online')
  })

  it('is not sent to another fleet that answers at its address', async () => {
    const pc = await startOnline()
    await north.kill()
    await pc.reaches('offline', 'north')
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(1, 'For north')] }, 'north')
    const impostor = await startFleetServer(['--site-id', 'west', '--port', String(north.port), '--devices', '10'])
    try {
      await pc.setToken(impostor.token, 'north').catch(() => undefined)
      await waitFor('it is refused', () => pc.engineOf('north').connection.status().reason === 'tenant-refused')
      expect(pc.engineOf('north').connection.status().detail).toMatch(/Another site answers/)
      expect(await namesAt(impostor)).toEqual([])
      expect(pc.engineOf('north').replica.count('device')).toBe(40)
    } finally {
      await impostor.stop()
    }
  })

  it('is signed in to with its own token and no other', async () => {
    const seen: string[] = []
    const http = createServer((request, response) => {
      seen.push(JSON.stringify(request.headers), request.url ?? '')
      response.end('{}')
    })
    const io = new Server(http)
    io.use((socket, next) => {
      seen.push(JSON.stringify(socket.handshake))
      next(new Error('go away'))
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    try {
      const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
      const pc = await start([entry('north', north), entry('curious', { url, tenant: north.tenant })])
      await pc.sites.host.site('curious')
      await pc.signIn(north.token, 'north')
      await pc.setToken('curious-token', 'curious').catch(() => undefined)
      await waitFor('the curious server has seen its token', () => seen.some((text) => text.includes('curious-token')))
      pc.sites.wake()
      await waitFor('it is tried again', () => seen.filter((text) => text.includes('curious-token')).length > 1)
      expect(seen.join('\n')).not.toContain(north.token)
    } finally {
      io.disconnectSockets(true)
      await new Promise<void>((resolve) => void io.close(() => resolve()))
    }
  })
})

describe('the list of sites', () => {
  it('takes a site in, and lets it go without deleting anything', async () => {
    const pc = await start([entry('north', north)])
    await pc.signIn(north.token, 'north')
    const added = await pc.ask(WINDOW, 'sites:add', { name: 'Süd', serverUrl: south.url, tenant: south.tenant })
    await pc.signIn(south.token, added.siteId)
    await pc.ask(WINDOW, 'sites:switch', { siteId: added.siteId })
    pc.engineOf(added.siteId).connection.disconnect()
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(1, 'For south')] })
    const asked = await pc.ask(WINDOW, 'sites:remove', { siteId: added.siteId, force: false })
    expect(asked).toMatchObject({ removed: false, waiting: 1 })
    expect(await pc.ask(WINDOW, 'sites:remove', { siteId: added.siteId, force: true })).toMatchObject({ removed: true })
    // The window that looked at it looks at another one, and was told.
    expect(pc.heard).toContainEqual({
      windowId: WINDOW,
      name: 'sites:switched',
      event: { siteId: 'north', isRenewed: false },
      site: null,
    })
    await expect(pc.ask(WINDOW, 'app:state', {}, added.siteId)).rejects.toMatchObject({ code: 'not-found' })
    const back = await pc.ask(WINDOW, 'sites:add', { name: 'Süd', serverUrl: south.url, tenant: south.tenant })
    expect(back.siteId).not.toBe(added.siteId)
    expect(pc.engineOf(back.siteId).queueStatus().pending).toBe(1)
    await pc.signIn(south.token, back.siteId)
    await drained(pc, back.siteId)
    expect(await namesAt(south)).toEqual(['For south'])
  })

  it('refuses the same place twice, and to be left without a site', async () => {
    const pc = await start([entry('north', north)])
    const same = { name: 'again', serverUrl: `${north.url}/`, tenant: north.tenant }
    await expect(pc.ask(WINDOW, 'sites:add', same)).rejects.toMatchObject({ code: 'invalid-setting' })
    await expect(pc.ask(WINDOW, 'sites:remove', { siteId: 'north', force: true })).rejects.toMatchObject({
      code: 'invalid-setting',
    })
    expect(pc.sites.host.openSites).toHaveLength(1)
  })

  it('closes what is switched off and opens it again as it was', async () => {
    const pc = await startOnline()
    const off = { ...entry('south', south), isEnabled: false }
    await pc.ask(WINDOW, 'sites:edit', off)
    expect(await consolesAt(south)).toBe(0)
    expect((await pc.ask(WINDOW, 'sites:list', {})).sites[1]).toMatchObject({ state: 'closed', connection: null })
    await pc.ask(WINDOW, 'sites:edit', { ...off, isEnabled: true, name: 'Southern stations' })
    await pc.reaches('online', 'south')
    expect((await pc.ask(WINDOW, 'sites:list', {})).sites[1]).toMatchObject({
      name: 'Southern stations',
      state: 'open',
    })
  })

  it('changes a site over to another place, and keeps what waited at the first', async () => {
    const pc = await start([entry('one', north)])
    await pc.signIn(north.token, 'one')
    pc.engineOf('one').connection.disconnect()
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [rename(1, 'For north')] }, 'one')
    await pc.ask(WINDOW, 'sites:edit', entry('one', south))
    await pc.signIn(south.token, 'one')
    expect(pc.engineOf('one').queueStatus().pending).toBe(0)
    await pc.ask(WINDOW, 'sites:edit', entry('one', north))
    expect(pc.engineOf('one').queueStatus().pending).toBe(1)
    expect(await namesAt(south)).toEqual([])
  })
})
