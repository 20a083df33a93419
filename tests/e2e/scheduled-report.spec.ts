import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../support/fleet-server.ts'
import { expect, test } from './fixtures.ts'

test.describe.configure({ timeout: 240_000 })

const MINUTE_MS = 60_000

/** The next full minute that is not over yet when the console has started, and how a clock on the wall tells it. */
function nextMinute(): { readonly at: number; readonly text: string } {
  const at = Math.floor(Date.now() / MINUTE_MS + 1.25) * MINUTE_MS
  const date = new Date(at)
  const text = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
  return { at, text }
}

test('a report is written by itself while every window is closed, and the console is come back to', async ({
  start,
  profile,
  stick,
}) => {
  const due = nextMinute()
  const settings = {
    ...{ staysInPanel: true, reportSchedule: 'daily', reportTime: due.text },
    ...{ reportFormat: 'json', reportFolder: stick },
  }
  writeFileSync(join(profile, 'settings.json'), JSON.stringify(settings))
  // A desktop whose notifications nobody hears.
  const app = await start({ environment: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
  await app.waitForConnection('online')
  const windows = (): Promise<number> => app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  await until('the schedule is known', () => existsSync(join(profile, 'reports.json')))
  expect(readdirSync(stick)).toEqual([])
  await app.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close()
  })
  await until('no window is open', async () => (await windows()) === 0)
  await until('it is due', () => Date.now() > due.at, 2 * MINUTE_MS)
  // As when the PC wakes up: else it looks once a minute.
  await expect(() => app.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))).toPass()
  const isWritten = (): boolean => readdirSync(stick).some((name) => name.endsWith('.json'))
  await until('the report is written', isWritten, 2 * MINUTE_MS)
  expect(await windows()).toBe(0)
  const [name = ''] = readdirSync(stick)
  expect(JSON.parse(readFileSync(join(stick, name), 'utf8'))).toMatchObject({ format: 'outpost-report' })
  expect(readdirSync(stick)).toHaveLength(1)
  // Whoever starts it again, or presses its icon, gets a window of the same console.
  await app.app.evaluate(({ app: running }) => running.emit('second-instance', {}, [], '', null))
  await until('a window is open', async () => (await windows()) === 1)
})
