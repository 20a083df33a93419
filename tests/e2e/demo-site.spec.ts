import { ConsoleApp } from '../support/console-app.ts'
import { until } from '../support/fleet-server.ts'
import { expect, test } from './fixtures.ts'

/** The process of the embedded fleet server; 0: there is none. */
async function demoProcessOf(app: ConsoleApp): Promise<number> {
  const found = await app.app.evaluate(({ app: running }) =>
    running.getAppMetrics().find((process) => /demo/i.test(`${process.name} ${process.serviceName}`)),
  )
  return found?.pid ?? 0
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('the demo site keeps what was changed through a kill, and its process ends with the app', async ({ profile }) => {
  const first = await ConsoleApp.start({ profile })
  await first.waitForConnection('online')
  const demo = await demoProcessOf(first)
  expect(demo).toBeGreaterThan(0)
  await first.page.keyboard.press('Control+k')
  await first.page.getByRole('combobox', { name: /find/i }).fill('Disconnect')
  await first.page.keyboard.press('Enter')
  await first.waitForConnection('disconnected')
  await first.edit('Central Station 0001', { Name: 'Changed in the demo' })
  await first.waitForPending(1)
  await first.kill9()
  await until('the demo process has ended', () => !isAlive(demo))

  const second = await ConsoleApp.start({ profile })
  try {
    await second.waitForConnection('online')
    await second.waitForPending(0)
    await expect(await second.findDevice('Changed in the demo')).toBeVisible()
  } finally {
    await second.kill9()
  }
})

test('a demo server that dies is started again, and what waits is sent to it', async ({ profile }) => {
  const app = await ConsoleApp.start({ profile })
  try {
    await app.waitForConnection('online')
    const before = await demoProcessOf(app)
    process.kill(before, 'SIGKILL')
    await app.waitForConnection('offline')
    await app.edit('Central Station 0001', { Name: 'Made while it was gone' })
    await app.waitForConnection('online')
    await app.waitForPending(0)
    expect(await demoProcessOf(app)).not.toBe(before)
    await expect(await app.findDevice('Made while it was gone')).toBeVisible()
  } finally {
    await app.kill9()
  }
})
