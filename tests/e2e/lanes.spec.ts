import { judgeAudit } from '../support/audit.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { type FleetServerProcess, startFleetServer } from '../support/fleet-server.ts'
import { DevicesPage, PendingPage, type ShownRow } from '../support/page-objects.ts'
import { expect, test } from './fixtures.ts'

interface Waiting {
  readonly key: string
  readonly clientSequence: number
  readonly fields: object
}

async function waitingOf(app: ConsoleApp): Promise<Waiting[]> {
  const query = { scope: 'pending', offset: 0, limit: 1_000 }
  const answer = (await app.request('operations:list', query)) as { value: { operations: Waiting[] } }
  return answer.value.operations.map(({ key, clientSequence, fields }) => ({ key, clientSequence, fields }))
}

/** What does not change by time alone. */
function essence(rows: readonly ShownRow[]): unknown[] {
  return rows.map(({ id, label, isPending }) => ({ id, label, isPending }))
}

async function devicesOf(server: FleetServerProcess): Promise<{ id: string; name: string }[]> {
  return (await server.entities('device')).map(({ id, data }) => ({ id, name: String(data['name']) }))
}

test('killed offline with changes of every kind: the same screens, then each applied once and in order', async ({
  start,
  server,
  network,
}) => {
  const first = await start()
  await first.waitForConnection('online')
  const [edited, twice, doomed, commanded] = await devicesOf(server)
  network.set('refuse')
  await first.waitForConnection('offline')
  const devices = new DevicesPage(first)
  await first.edit(String(edited?.name), { Name: 'Edited before the kill' })
  await first.edit(String(twice?.name), { Location: 'First place' })
  await first.waitForPending(2)
  await first.edit(String(twice?.name), { Location: 'Second place', Tags: 'one, two' })
  // The second edit of one device carries the first along.
  await first.waitForPending(2)
  await devices.open(String(doomed?.id), String(doomed?.name))
  await first.details.getByRole('button', { name: 'Delete device' }).click()
  await first.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Delete/ })
    .click()
  await devices.open(String(commanded?.id), String(commanded?.name))
  await first.details.getByRole('button', { name: 'Reload' }).click()
  await first.create({ Name: 'Born offline', Site: 'Foyer', Location: 'Left', Model: 'Totem 32', Serial: 'E2E-2' })
  await first.waitForPending(5)
  const screens = async (app: ConsoleApp): Promise<unknown> => {
    await app.go('Devices')
    const page = new DevicesPage(app)
    await page.search.fill('')
    await page.setPendingOnly(true)
    await expect.poll(async () => (await page.rows()).length).toBe(5)
    const changed = essence(await page.rows())
    await app.go('Pending operations')
    const pending = new PendingPage(app)
    await expect.poll(async () => (await pending.rows()).length).toBe(5)
    return { changed, waiting: essence(await pending.rows()), values: await waitingOf(app) }
  }
  const before = await screens(first)
  const accepted = await waitingOf(first)
  await first.kill9()

  const second = await start()
  expect(await screens(second)).toEqual(before)
  network.set('pass')
  await second.waitForPending(0)
  const { applied, ...faults } = judgeAudit(accepted, await server.audit())
  expect(applied).toHaveLength(5)
  expect(faults).toEqual({ lost: [], duplicated: [], reordered: [], foreign: [] })
  const records = await server.entities('device')
  expect(records.find(({ id }) => id === twice?.id)?.data).toMatchObject({
    location: 'Second place',
    tags: ['one', 'two'],
  })
  expect(records.some(({ id }) => id === doomed?.id)).toBe(false)
  expect(records.some(({ data }) => data['name'] === 'Born offline')).toBe(true)
})

test('the server process is killed in the middle of a drain and comes back: everything once', async ({
  start,
  profile,
}) => {
  const args = ['--devices', '60', '--data', `${profile}-server`]
  let server = await startFleetServer(args)
  try {
    const app = await start({ serverUrl: server.url, token: server.token })
    await app.waitForConnection('online')
    const targets = await devicesOf(server)
    await server.switch('delay-acknowledgements', { delayMs: 400 })
    const intents = targets.flatMap(({ id }) =>
      [1, 2, 3].map((round) => ({
        kind: 'update',
        entityType: 'device',
        entityId: id,
        fields: { location: `Round ${round}` },
      })),
    )
    const answer = (await app.request('operations:enqueue', { intents })) as {
      value: { operations: { key: string; clientSequence: number }[] }
    }
    const isUnderWay = async (): Promise<boolean> => {
      const done = (await server.audit()).filter((effect) => effect.source === 'operation').length
      return done > 0 && done < intents.length
    }
    await expect.poll(isUnderWay, { intervals: [20] }).toBe(true)
    await server.kill()
    await app.waitForConnection('offline')
    server = await startFleetServer([...args, '--port', String(server.port)])
    await app.waitForConnection('online')
    await app.waitForPending(0)
    const { applied, ...faults } = judgeAudit(answer.value.operations, await server.audit())
    expect(applied).toHaveLength(180)
    expect(faults).toEqual({ lost: [], duplicated: [], reordered: [], foreign: [] })
    for (const { data } of await server.entities('device')) expect(data['location']).toBe('Round 3')
  } finally {
    await server.stop()
  }
})

test('killed while twenty changes are under way: each is unknown at first, is asked for, and has one effect', async ({
  start,
  server,
}) => {
  await server.switch('delay-acknowledgements', { delayMs: 60_000 })
  const first = await start()
  await first.waitForConnection('online')
  const intents = (await devicesOf(server)).slice(0, 20).map(({ id }) => ({
    kind: 'update',
    entityType: 'device',
    entityId: id,
    fields: { location: 'Sent before the kill' },
  }))
  await first.request('operations:enqueue', { intents })
  const accepted = await waitingOf(first)
  expect(accepted).toHaveLength(20)
  await expect.poll(async () => (await server.audit()).length).toBeGreaterThan(0)
  await first.kill9()
  await server.switch('delay-acknowledgements', { delayMs: 0 })
  // The answers to the questions are held back, so that the unknown outcomes can be seen for a while.
  await server.switch('refuse', { code: 'unavailable', count: 3, retryAfterMs: 300, target: 'operations:lookup' })

  const second = await start()
  await second.page.waitForSelector('[data-unknown-count]:not([data-unknown-count="0"])')
  await second.waitForPending(0)
  await second.page.waitForSelector('[data-unknown-count="0"]')
  const { applied, ...faults } = judgeAudit(accepted, await server.audit())
  expect(applied).toHaveLength(20)
  expect(faults).toEqual({ lost: [], duplicated: [], reordered: [], foreign: [] })
})

test('a clash can be ended by taking theirs', async ({ start, server, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  const [device] = await devicesOf(server)
  network.set('refuse')
  await app.waitForConnection('offline')
  await app.edit(String(device?.name), { Name: 'Mine' })
  await app.waitForPending(1)
  const change = { entityType: 'device', entityId: device?.id, fields: { name: 'Theirs' } }
  await server.switch('edit', change)
  network.set('pass')
  await app.go('Pending operations')
  const row = new PendingPage(app).conflicts
  await row.click()
  const details = app.page.getByRole('region', { name: 'Operation details' })
  await expect(details).toContainText('Theirs')
  await row.getByRole('button', { name: 'Roll back' }).click()
  await app.waitForPending(0)
  await app.go('Devices')
  await expect(await app.findDevice('Theirs')).toBeVisible()
  expect((await server.audit()).filter((effect) => effect.source === 'operation')).toEqual([])
})

test('an edit of another field is merged without asking', async ({ start, server, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  const [device] = await devicesOf(server)
  network.set('refuse')
  await app.waitForConnection('offline')
  await app.edit(String(device?.name), { Name: 'Our name' })
  await app.waitForPending(1)
  await server.switch('edit', { entityType: 'device', entityId: device?.id, fields: { location: 'Their place' } })
  network.set('pass')
  await app.waitForPending(0)
  const record = (await server.entities('device')).find(({ id }) => id === device?.id)
  expect(record?.data).toMatchObject({ name: 'Our name', location: 'Their place' })
})

test('what is not confirmed is marked on its row until it is', async ({ start, server }) => {
  await server.switch('delay-acknowledgements', { delayMs: 1_500 })
  const app = await start()
  await app.waitForConnection('online')
  const [device] = await devicesOf(server)
  await app.edit(String(device?.name), { Name: 'Not confirmed yet' })
  const row = new DevicesPage(app).row(String(device?.id))
  await expect(row).toHaveAttribute('data-pending', 'waiting')
  await expect(row).toContainText('Not confirmed yet')
  await expect(row).not.toHaveAttribute('data-pending')
  await expect(row).toContainText('Not confirmed yet')
})

test('a refusal is announced in a sentence that leads to the change', async ({ start, server }) => {
  const app = await start({ token: await server.issueToken({ role: 'viewer' }) })
  await app.waitForConnection('online')
  const [device] = await devicesOf(server)
  await app.edit(String(device?.name), { Name: 'Not allowed' })
  const notice = app.page.getByText(/^Refused: /)
  await expect(notice).toContainText('viewer')
  await app.page.getByRole('button', { name: 'Show', exact: true }).first().click()
  await expect(app.page.getByRole('region', { name: 'Operation details' })).toContainText('Not allowed')
})
