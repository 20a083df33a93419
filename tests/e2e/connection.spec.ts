import { expect, test } from './fixtures.ts'

test('without a server of its own the console shows the live demo site', async ({ profile }) => {
  const { ConsoleApp } = await import('../support/console-app.ts')
  const app = await ConsoleApp.start({ profile })
  try {
    await app.waitForConnection('online')
    await expect(app.page.getByRole('status', { name: 'Connection' })).toContainText('Online')
    await expect(app.page.getByText('Demo site').first()).toBeVisible()
    await expect(app.page.getByRole('grid', { name: 'Devices' })).toHaveAttribute('aria-rowcount', /^1,?00[01]$/)
  } finally {
    await app.kill9()
  }
})

test('a change at the server is painted live', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  const [device] = await server.entities('device')
  const row = await app.findDevice(String(device?.data['name']))
  for (const [status, word] of [
    ['offline', 'Offline'],
    ['idle', 'Idle'],
    ['online', 'Online'],
  ]) {
    await server.switch('device-status', { deviceId: device?.id, status })
    await expect(row).toContainText(String(word))
  }
})

test('a dead link is shown within seconds, in a sentence, and the console comes back by itself', async ({
  start,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const cutAt = performance.now()
  network.set('blackhole')
  await app.waitForConnection('offline')
  // Five seconds are promised; the rest is room for a busy machine.
  expect(performance.now() - cutAt).toBeLessThan(8_000)
  await expect(app.page.getByText(/Offline since \d\d:\d\d/)).toBeVisible()
  network.set('refuse')
  network.set('pass')
  await app.waitForConnection('online')
})

test('a polite shutdown of the server is survived', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  await server.switch('shutdown', { downMs: 1_500 })
  await app.waitForConnection('offline')
  await app.waitForConnection('online')
})

test('an expired token pauses sending, keeps the queue, and a new one drains it', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  const [device] = await server.entities('device')
  await server.switch('expire-tokens')
  await app.waitForConnection('needs-auth')
  await app.edit(String(device?.data['name']), { Name: 'Made without a token' })
  await app.waitForPending(1)
  await app.page.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = app.page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(await server.issueToken({ userId: 'operator-1' }))
  await dialog.getByRole('button', { name: /sign in|use/i }).click()
  await app.waitForConnection('online')
  await app.waitForPending(0)
  const effects = (await server.audit()).filter((effect) => effect.source === 'operation')
  expect(effects).toHaveLength(1)
})

test('nonsense from the server is counted and harms nothing', async ({ start, server }) => {
  const app = await start()
  await app.waitForConnection('online')
  await server.switch('send-malformed', { count: 50 })
  const [device] = await server.entities('device')
  await app.edit(String(device?.data['name']), { Name: 'Still alive' })
  await app.waitForPending(0)
  const answer = (await app.request('app:state', {})) as {
    value: { connection: { statistics: { dropped: Record<string, number> } } }
  }
  const dropped = Object.values(answer.value.connection.statistics.dropped).reduce((sum, count) => sum + count, 0)
  expect(dropped).toBeGreaterThan(0)
})

test('a server of another protocol version is refused with the reason', async ({ start, server }) => {
  await server.switch('protocol', { min: 7, max: 9 })
  const app = await start()
  await app.waitForConnection('offline')
  await expect(app.page.getByText(/too old for the server/).first()).toBeVisible()
})

test('garbage instead of a server is no more than an offline console', async ({ start, network }) => {
  network.set('garbage')
  const app = await start()
  await app.waitForConnection('offline')
  network.set('pass')
  await app.waitForConnection('online')
})
