import type { EntityRecord } from '#shared/domain/entities.ts'
import { ConsoleApp } from '../../tests/support/console-app.ts'
import type { FleetServerProcess } from '../../tests/support/fleet-server.ts'
import type { TcpProxy } from '../../tests/support/tcp-proxy.ts'
import { type AcceptedChange, compare } from './compare.ts'
import type { DemoReport, Transcript } from './transcript.ts'

export interface MainJob {
  readonly transcript: Transcript
  readonly server: FleetServerProcess
  readonly network: TcpProxy
  readonly profile: string
  readonly theme: 'dark' | 'light'
}

const EDITS = 25
const NEW_DEVICES = [
  {
    Name: 'Ticket hall welcome wall',
    Site: 'Airport Pier A',
    Location: 'Ticket hall',
    Model: 'Panorama 98',
    Serial: 'DEMO-0001',
  },
  {
    Name: 'Service point totem',
    Site: 'Airport Pier A',
    Location: 'Service point',
    Model: 'Totem 32',
    Serial: 'DEMO-0002',
  },
] as const
const WIDTH = 1_920
const HEIGHT = 1_080

/**
 * The main job: connect, watch the fleet live, lose the network, change 25 devices and make two, lose the app, start
 * again, find everything as it was, reconnect, and compare what was accepted with what the server did.
 */
export async function playMainJob(job: MainJob): Promise<DemoReport> {
  const { transcript, server, network } = job
  const start = (): Promise<ConsoleApp> =>
    ConsoleApp.start({ profile: job.profile, serverUrl: network.url, token: server.token, theme: job.theme })
  let app = await transcript.time('start', start)
  await app.resize(WIDTH, HEIGHT)
  await transcript.time('connect', () => app.waitForConnection('online'))
  await seeLiveChange(app, job)
  const devices = pickDevices(await server.entities('device'))
  await goOffline(app, job)
  await changeDevices(app, job, devices)
  const before = await listPending(app)
  transcript.say(`${before.length} changes are waiting. The app is killed (SIGKILL).`)
  await app.kill9()
  app = await transcript.time('restartOffline', start)
  await app.resize(WIDTH, HEIGHT)
  const differences = await checkSameAfterKill(app, job, before)
  const accepted = acceptedChanges(before, devices)
  const conflicts = await goOnlineAndDrain(app, job)
  const { applied, lost, duplicated, ...rest } = compare(
    accepted,
    await server.audit(),
    await server.entities('device'),
  )
  transcript.say(
    `The server's audit has ${applied} of ${accepted.length} changes: lost ${lost}, duplicated ${duplicated}.`,
  )
  await app.quit()
  return transcript.finish({
    accepted: accepted.length,
    applied,
    lost,
    duplicated,
    conflicts,
    differences: [...differences, ...rest.differences],
  })
}

async function seeLiveChange(app: ConsoleApp, { transcript, server }: MainJob): Promise<void> {
  const [device] = pickDevices(await server.entities('device')).slice(-1)
  if (device === undefined) throw new Error('the fleet has no devices')
  const row = await app.findDevice(String(device.data['name']))
  await transcript.time('liveChange', async () => {
    await server.switch('device-status', { deviceId: device.id, status: 'offline' })
    await row.getByText('Offline').waitFor()
  })
  transcript.say(`Online. ${String(device.data['name'])} went offline at the server and on the screen.`)
  await app.page.getByRole('searchbox', { name: 'Search devices' }).fill('')
  await app.page.getByRole('row').nth(1).waitFor()
  await app.page.screenshot({ path: transcript.picture('live') })
}

async function goOffline(app: ConsoleApp, { transcript, network }: MainJob): Promise<void> {
  await transcript.time('offlineShown', async () => {
    network.set('refuse')
    await app.waitForConnection('offline')
  })
  transcript.say('The network is cut; the console says so.')
}

/** Everything is typed and clicked in the window, as an operator would. */
async function changeDevices(
  app: ConsoleApp,
  { transcript }: MainJob,
  devices: readonly EntityRecord[],
): Promise<void> {
  for (const [index, device] of devices.entries()) {
    await app.edit(String(device.data['name']), editOf(index))
    await app.waitForPending(index + 1)
    if (index === 4) await app.page.screenshot({ path: transcript.picture('editing-offline') })
  }
  transcript.say(`${devices.length} devices were edited without a network.`)
  for (const [index, device] of NEW_DEVICES.entries()) {
    await app.create(device)
    await app.waitForPending(devices.length + index + 1)
  }
  await app.page.getByRole('searchbox', { name: 'Search devices' }).fill('')
  await app.page.keyboard.press('Escape')
  transcript.say(`${NEW_DEVICES.length} devices were created without a network.`)
  await app.page.screenshot({ path: transcript.picture('offline') })
}

async function checkSameAfterKill(
  app: ConsoleApp,
  { transcript }: MainJob,
  before: readonly Waiting[],
): Promise<string[]> {
  await app.waitForConnection('offline')
  await app.waitForPending(before.length)
  const after = await listPending(app)
  const isSame = JSON.stringify(after) === JSON.stringify(before)
  transcript.say(
    isSame
      ? `Started again, still offline: the same ${after.length} changes are waiting, in the same order.`
      : 'Started again: the list of waiting changes is NOT the same.',
  )
  await app.go('Pending operations')
  await app.page.locator('[data-operation-key]').first().waitFor()
  await app.page.screenshot({ path: transcript.picture('after-the-kill') })
  return isSame ? [] : ['the list of waiting changes was not the same after the kill']
}

async function goOnlineAndDrain(app: ConsoleApp, { transcript, network }: MainJob): Promise<number> {
  network.set('pass')
  await transcript.time('reconnect', () => app.waitForConnection('online'))
  transcript.say('The network is back; the console is online.')
  let conflicts = 0
  await transcript.time('drain', async () => {
    for (;;) {
      const clash = app.page.getByRole('button', { name: 'Keep mine' }).first()
      const empty = app.page.locator('[data-pending-count="0"]').first()
      await empty.or(clash).first().waitFor()
      if (await empty.isVisible()) return
      conflicts += 1
      await clash.click()
      await clash.waitFor({ state: 'hidden' })
    }
  })
  transcript.say(`Everything was sent${conflicts === 0 ? '' : `; ${conflicts} clashes were settled by keeping ours`}.`)
  await app.go('Devices')
  await app.findDevice('checked by the demo')
  await app.page.screenshot({ path: transcript.picture('all-sent') })
  return conflicts
}

/** Spread over the whole fleet, the same for the same seed. */
function pickDevices(records: readonly EntityRecord[]): EntityRecord[] {
  const sorted = [...records].sort((a, b) => (a.id < b.id ? -1 : 1))
  const step = Math.max(1, Math.floor(sorted.length / (EDITS + 1)))
  return sorted.filter((_, index) => index % step === 0).slice(0, EDITS)
}

function editOf(index: number): Record<string, string> {
  if (index % 3 === 0) return { Name: `Display ${index + 1} checked by the demo` }
  if (index % 3 === 1) return { Location: `Hall ${index + 1}, checked` }
  return { Name: `Display ${index + 1} checked by the demo`, Location: `Hall ${index + 1}, checked` }
}

interface Waiting {
  readonly key: string
  readonly kind: string
  readonly entityId: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly createdAt: number
}

interface ListAnswer {
  readonly ok: boolean
  readonly value: { readonly operations: readonly Waiting[] }
}

/** What the window itself knows of the waiting changes. */
async function listPending(app: ConsoleApp): Promise<Waiting[]> {
  const answer = (await app.request('operations:list', { scope: 'pending', offset: 0, limit: 1_000 })) as ListAnswer
  return answer.value.operations.map(({ key, kind, entityId, fields, createdAt }) => ({
    key,
    kind,
    entityId,
    fields,
    createdAt,
  }))
}

function acceptedChanges(waiting: readonly Waiting[], devices: readonly EntityRecord[]): AcceptedChange[] {
  const known = new Set(devices.map((device) => device.id))
  return waiting.map(({ key, entityId, fields }) => ({ key, deviceId: known.has(entityId) ? entityId : null, fields }))
}
