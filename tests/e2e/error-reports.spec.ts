import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EnvelopeServer } from '../support/envelope-server.ts'
import { until } from '../support/fleet-server.ts'
import { expect, test } from './fixtures.ts'

/** An error that no code of the page catches, as a fault in a handler would be. */
const PLANTED = `setTimeout(() => { throw new TypeError('planted: token=Pl4ntedS3cret of anna@example.org') })`

test('an error in a page arrives with what led to it, and without what is secret', async ({ start }) => {
  const receiver = await EnvelopeServer.start()
  const app = await start({ environment: { OUTPOST_TELEMETRY_DSN: receiver.dsn } })
  await app.waitForConnection('online')
  await app.go('Pending operations')
  await app.page.evaluate(PLANTED)
  await until('it has arrived', () => receiver.events.length > 0, 20_000)
  const [event] = receiver.events
  expect(receiver.faults).toEqual([])
  expect(event).toMatchObject({
    ...{ level: 'error', platform: 'javascript', environment: 'production' },
    tags: { process: 'page', component: 'pending', action: 'script', handled: 'no' },
  })
  expect(event?.exception?.values?.[0]).toMatchObject({
    type: 'TypeError',
    value: 'planted: token=[redacted] of [e-mail]',
  })
  const crumbs = event?.breadcrumbs?.map(({ category, message }) => `${category}: ${message}`) ?? []
  expect(crumbs).toEqual(expect.arrayContaining(['connection: online', 'page: pending', 'request: operations:list']))
  expect(receiver.bodies.join()).not.toMatch(/Pl4ntedS3cret|anna@/)
  expect(event?.user).toBeUndefined()
  await receiver.stop()
})

test('a report waits for its receiver over a restart, and switching off takes it away', async ({ start, profile }) => {
  const receiver = await EnvelopeServer.start()
  const environment = { OUTPOST_TELEMETRY_DSN: receiver.dsn }
  const kept = (): string[] => readdirSync(join(profile, 'error-reports'))
  await receiver.stop()
  const first = await start({ environment })
  await first.page.evaluate(PLANTED)
  await until('it is kept', () => {
    try {
      return kept().length === 1
    } catch {
      return false
    }
  })
  await first.quit()
  await receiver.listen()
  const second = await start({ environment })
  await until('it has arrived', () => receiver.events.length === 1, 20_000)
  await until('nothing is kept', () => kept().length === 0)
  await second.go('Settings')
  await second.page.getByRole('button', { name: 'Send a test report' }).click()
  await expect(second.page.getByText(/The receiver has taken the test report/)).toBeVisible()
  await second.request('settings:update', { changes: { telemetryDsn: '' } })
  await expect(second.page.getByRole('button', { name: 'Send a test report' })).toBeDisabled()
  await until('its folder is gone', () => !readdirSync(profile).includes('error-reports'))
  expect(receiver.events).toHaveLength(2)
  await receiver.stop()
})

test('an error that ends the program is told at the next start', async ({ start }) => {
  const receiver = await EnvelopeServer.start()
  const environment = { OUTPOST_TELEMETRY_DSN: receiver.dsn }
  const first = await start({ environment })
  await receiver.stop()
  const ended = new Promise<number | null>((resolve) => first.app.process().once('exit', resolve))
  // Its answer never comes: the program is gone by then.
  void first.app
    .evaluate(() =>
      setTimeout(() => {
        throw new RangeError('planted in the main process')
      }),
    )
    .catch(() => undefined)
  expect(await ended).toBe(1)
  await receiver.listen()
  await start({ environment })
  await until('it has arrived', () => receiver.events.length > 0, 20_000)
  expect(receiver.events).toMatchObject([
    {
      level: 'fatal',
      tags: { process: 'main', component: 'process', action: 'exception', handled: 'no' },
      exception: { values: [{ type: 'RangeError', value: 'planted in the main process' }] },
    },
  ])
  await receiver.stop()
})

test('a page that crashes is reported, and its dump stays on this PC', async ({ start, profile }) => {
  const receiver = await EnvelopeServer.start()
  const settings = { telemetryDsn: receiver.dsn, keepCrashDumps: true }
  writeFileSync(join(profile, 'settings.json'), JSON.stringify(settings))
  const app = await start()
  await app.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  await until('it has arrived', () => receiver.events.length > 0, 20_000)
  expect(receiver.events).toMatchObject([
    { level: 'fatal', tags: { process: 'page', action: 'end' }, extra: { metadata: { reason: 'crashed' } } },
  ])
  const dumps = (): string[] =>
    readdirSync(join(profile, 'crash-dumps'), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.dmp'))
  await until('the dump is there', () => dumps().length === 1, 20_000)
  expect(receiver.faults).toEqual([])
  expect(receiver.requests).toBe(1)
  await receiver.stop()
})
