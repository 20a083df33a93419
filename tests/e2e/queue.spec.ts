import { expect, test } from './fixtures.ts'

/** How often the server applied each key. */
function effectsByKey(
  effects: readonly { readonly key: string | null; readonly source: string }[],
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { key, source } of effects) {
    if (source === 'operation' && key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

async function firstDevice(server: { entities(type: 'device'): Promise<{ id: string; data: object }[]> }) {
  const [device] = await server.entities('device')
  if (device === undefined) throw new Error('the fleet has no devices')
  return { id: device.id, name: String((device.data as { name: unknown }).name) }
}

test('an edit shows at once, is marked, and is confirmed by the server', async ({ start, server }) => {
  await server.switch('delay-acknowledgements', { delayMs: 1_500 })
  const app = await start()
  await app.waitForConnection('online')
  const device = await firstDevice(server)
  await app.edit(device.name, { Location: 'Behind the stairs' })
  await app.waitForPending(1)
  await expect(app.details.getByRole('textbox', { name: 'Location' })).toHaveValue('Behind the stairs')
  await app.waitForPending(0)
  const [record] = (await server.entities('device')).filter((one) => one.id === device.id)
  expect(record?.data).toMatchObject({ location: 'Behind the stairs' })
})

test('a device is created, commanded and deleted', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  await app.create({ Name: 'Foyer wall', Site: 'Foyer', Location: 'Left', Model: 'Panorama 98', Serial: 'E2E-1' })
  await app.waitForPending(0)
  await (await app.findDevice('Foyer wall')).click()
  await app.details.getByRole('button', { name: 'Reload' }).click()
  await expect.poll(async () => (await server.audit()).filter((effect) => effect.kind === 'command').length).toBe(1)
  await app.details.getByRole('button', { name: 'Delete device' }).click()
  await app.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Delete/ })
    .click()
  await expect.poll(async () => (await server.entities('device')).length).toBe(60)
})

test('a refused edit is rolled back on screen and explained', async ({ start, server, network }) => {
  const app = await start({ token: await server.issueToken({ role: 'viewer' }) })
  await app.waitForConnection('online')
  const device = await firstDevice(server)
  await app.edit(device.name, { Name: 'Not allowed' })
  await expect(app.details.getByRole('textbox', { name: 'Name' })).toHaveValue(device.name)
  await app.go('Pending operations')
  await expect(app.page.locator('[data-operation-state="quarantined"]')).toContainText('viewer')
  await app.page.getByRole('button', { name: 'Discard' }).first().click()
  await app.waitForPending(0)
  expect(network.accepted).toBeGreaterThan(0)
})

test('killed while queueing offline: the same screen and the same queue, then applied once', async ({
  start,
  server,
  network,
}) => {
  const first = await start()
  await first.waitForConnection('online')
  const device = await firstDevice(server)
  network.set('refuse')
  await first.waitForConnection('offline')
  await first.edit(device.name, { Name: 'Kept through the kill' })
  await first.waitForPending(1)
  await first.go('Pending operations')
  await expect(first.page.locator('[data-operation-key]')).toHaveCount(1)
  const before = await first.pendingRows()
  await first.kill9()

  const second = await start()
  await second.waitForPending(1)
  await expect(await second.findDevice('Kept through the kill')).toBeVisible()
  await second.go('Pending operations')
  await expect(second.page.locator('[data-operation-key]')).toHaveCount(1)
  expect((await second.pendingRows()).map((row) => row.key)).toEqual(before.map((row) => row.key))
  network.set('pass')
  await second.waitForConnection('online')
  await second.waitForPending(0)
  const counts = effectsByKey(await server.audit())
  expect([...counts.values()]).toEqual([1])
  expect(counts.has(before[0]?.key ?? '')).toBe(true)
})

test('killed while sending: the outcome is unknown, is asked for, and there is one effect', async ({
  start,
  server,
}) => {
  await server.switch('delay-acknowledgements', { delayMs: 30_000 })
  const first = await start()
  await first.waitForConnection('online')
  const device = await firstDevice(server)
  await first.edit(device.name, { Name: 'Sent before the kill' })
  await expect.poll(async () => effectsByKey(await server.audit()).size).toBe(1)
  await first.kill9()
  await server.switch('delay-acknowledgements', { delayMs: 0 })

  const second = await start()
  await second.waitForConnection('online')
  await second.waitForPending(0)
  expect([...effectsByKey(await server.audit()).values()]).toEqual([1])
  await second.go('Pending operations')
  await second.page.getByRole('tab', { name: 'History' }).click()
  await expect(second.page.locator('[data-operation-state="applied"]')).toHaveCount(1)
})

test('a lost acknowledgement is shown as unknown and ends settled', async ({ start, server, profile }) => {
  const { mkdirSync, writeFileSync } = await import('node:fs')
  mkdirSync(profile, { recursive: true })
  writeFileSync(`${profile}/settings.json`, JSON.stringify({ requestTimeoutMs: 1_500 }))
  const app = await start()
  await app.waitForConnection('online')
  await server.switch('drop-acknowledgements', { probability: 1 })
  // The answer of the lookup is held back, so that the unknown outcome can be seen for a while.
  await server.switch('refuse', { code: 'unavailable', count: 3, retryAfterMs: 300, target: 'operations:lookup' })
  const device = await firstDevice(server)
  await app.edit(device.name, { Name: 'Answer lost' })
  await app.page.waitForSelector('[data-unknown-count="1"]')
  await app.waitForPending(0)
  expect([...effectsByKey(await server.audit()).values()]).toEqual([1])
})

test('the server restarts in the middle of a drain: everything once', async ({ start, server, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  const devices = await server.entities('device')
  network.set('refuse')
  await app.waitForConnection('offline')
  const intents = devices.flatMap((device) =>
    [1, 2, 3].map((round) => ({
      kind: 'update',
      entityType: 'device',
      entityId: device.id,
      fields: { location: `Round ${round}` },
    })),
  )
  await app.request('operations:enqueue', { intents })
  await app.waitForPending(180)
  await server.switch('delay-acknowledgements', { delayMs: 200 })
  network.set('pass')
  await expect.poll(async () => effectsByKey(await server.audit()).size).toBeGreaterThan(20)
  await server.switch('restart', { downMs: 700 })
  await app.waitForPending(0)
  const counts = effectsByKey(await server.audit())
  expect(counts.size).toBe(180)
  expect(new Set(counts.values())).toEqual(new Set([1]))
})

test('two edits of one field: the operator decides', async ({ start, server, network }) => {
  const app = await start()
  await app.waitForConnection('online')
  const device = await firstDevice(server)
  network.set('refuse')
  await app.waitForConnection('offline')
  await app.edit(device.name, { Name: 'Mine' })
  await app.waitForPending(1)
  await server.switch('edit', {
    entityType: 'device',
    entityId: device.id,
    fields: { name: 'Theirs' },
    actor: 'Night shift',
  })
  network.set('pass')
  await app.waitForConnection('online')
  await app.go('Pending operations')
  const row = app.page.locator('[data-operation-state="conflicted"]')
  await expect(row).toHaveCount(1)
  await row.getByRole('button', { name: 'Keep mine' }).click()
  await app.waitForPending(0)
  const record = (await server.entities('device')).find((one) => one.id === device.id)
  expect(record?.data).toMatchObject({ name: 'Mine' })
})
