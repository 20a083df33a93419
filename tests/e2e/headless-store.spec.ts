import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandLine, deviceIds, effectsOf, keysIn } from '../support/command-line.ts'
import { ConsoleApp } from '../support/console-app.ts'
import { until } from '../support/fleet-server.ts'
import { expect, test } from './fixtures.ts'

test.describe.configure({ timeout: 120_000 })

function databasesOf(profile: string): string[] {
  const folder = join(profile, 'database')
  return readdirSync(folder).map((site) => join(folder, site, 'site.sqlite'))
}

test('without a console the store is only read until a command may write; then it is sent once', async ({
  start,
  profile,
  server,
  network,
  stick,
}) => {
  const first = await start()
  await first.waitForConnection('online')
  await first.quit()
  const line = new CommandLine(profile, { OUTPOST_SERVER_URL: network.url })
  const bytesOf = (): string[] => databasesOf(profile).map((file) => readFileSync(file, 'base64'))
  const before = bytesOf()
  const status = await line.json('status')
  expect(status).toMatchObject({ code: 0, source: 'store' })
  expect(status.result['sites']).toMatchObject([{ state: 'open', waiting: 0, devices: { total: 60 } }])
  expect(await line.run('queue', 'list')).toMatchObject({ code: 0, out: 'Nothing waits.\n' })
  const report = join(stick, 'week.pdf')
  expect(await line.run('report', '--format', 'pdf', '--period', '7d', '--out', report)).toMatchObject({ code: 0 })
  expect(readFileSync(report).subarray(0, 5).toString()).toBe('%PDF-')
  const [one = '', two = '', three = ''] = await deviceIds(server)
  const refused = await line.json('queue', 'add', '--device', one, '--command', 'reboot')
  expect(refused).toMatchObject({ code: 5, error: { code: 'needs-write' } })
  expect(bytesOf()).toEqual(before)
  // At the same moment: one waits for the other.
  const all = await Promise.all(
    [one, two, three].map((id) => line.json('queue', 'add', '--device', id, '--set', 'location=By night', '--write')),
  )
  expect(all.map(({ code, source }) => ({ code, source }))).toEqual(Array(3).fill({ code: 0, source: 'store' }))
  const keys = all.flatMap(({ result }) => keysIn({ result }))
  expect(keysIn(await line.json('queue', 'list')).toSorted()).toEqual(keys.toSorted())
  expect(await line.json('ledger', 'verify')).toMatchObject({ code: 0 })
  expect(await effectsOf(server, keys)).toEqual([0, 0, 0])
  const second = await start()
  await second.waitForConnection('online')
  await second.waitForPending(0)
  expect(await effectsOf(server, keys)).toEqual([1, 1, 1])
})

test('a conflict is listed and decided without a console, and sent at the next start', async ({
  start,
  profile,
  server,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  network.set('refuse')
  await app.waitForConnection('offline')
  const line = new CommandLine(profile, { OUTPOST_SERVER_URL: network.url })
  const [id = ''] = await deviceIds(server)
  const [key = ''] = keysIn(await line.json('queue', 'add', '--device', id, '--set', 'name=Ours'))
  await server.switch('edit', { entityType: 'device', entityId: id, fields: { name: 'Theirs' }, actor: 'Night desk' })
  network.set('pass')
  await app.page.getByRole('link', { name: 'Conflicts 1 to decide' }).waitFor()
  network.set('refuse')
  await app.quit()
  const listed = await line.run('conflicts', 'list')
  expect(listed).toMatchObject({ code: 0, out: expect.stringContaining('name: mine “Ours”, theirs “Theirs”') })
  expect(await line.json('conflicts', 'resolve', key, '--choice', 'mine')).toMatchObject({ code: 5 })
  const stale = ['conflicts', 'resolve', key, '--choice', 'mine', '--seen-version', '1', '--write']
  expect(await line.json(...stale)).toMatchObject({ code: 5, result: { outcomes: [{ ok: false }] } })
  expect(await line.json('conflicts', 'resolve', key, '--choice', 'mine', '--write')).toMatchObject({ code: 0 })
  expect(await line.json('conflicts', 'resolve', key, '--choice', 'mine', '--write')).toMatchObject({ code: 3 })
  network.set('pass')
  const again = await start()
  await again.waitForConnection('online')
  await again.waitForPending(0)
  expect((await server.entities('device')).find((device) => device.id === id)?.data['name']).toBe('Ours')
  expect(await effectsOf(server, [key])).toEqual([1])
})

test('a command that is killed leaves a whole store, and one that cannot reach it says so', async ({
  start,
  profile,
  server,
  network,
}) => {
  const first = await start()
  await first.waitForConnection('online')
  network.set('refuse')
  await first.quit()
  const line = new CommandLine(profile, { OUTPOST_SERVER_URL: network.url })
  const [device = ''] = await deviceIds(server)
  const mark = join(profile, 'command-line.pid')
  const killed = line.start('queue', 'add', '--device', device, '--command', 'reboot', '--write')
  await until('the command has the store', () => existsSync(mark))
  killed.child.kill('SIGKILL')
  await killed.ended
  const { total } = (await line.json('queue', 'list')).result
  expect([0, 1]).toContain(total)
  expect(await line.json('ledger', 'verify')).toMatchObject({ code: 0 })
  rmSync(mark, { force: true })
  const second = await start()
  await second.waitForPending(Number(total))
  // A console that cannot be reached keeps the store all the same.
  rmSync(join(profile, 'command-line.json'))
  const shut = await line.json('queue', 'add', '--device', device, '--command', 'reload', '--write')
  expect(shut).toMatchObject({ code: 4, error: { code: 'in-use' } })
  await second.waitForPending(Number(total))
})

test('a console that starts while a command may write waits until it is done', async ({
  start,
  profile,
  server,
  network,
  stick,
}) => {
  const first = await start()
  await first.quit()
  // Who reads it waits until the test has something to say.
  const pipe = join(stick, 'bundle.json')
  execFileSync('mkfifo', [pipe])
  const line = new CommandLine(profile, { OUTPOST_SERVER_URL: network.url })
  const importing = line.start('bundle', 'import', pipe, '--write', '--json')
  await until('the command has the store', () => existsSync(join(profile, 'command-line.pid')))
  let ended: Promise<void> | null = null
  const options = { profile, serverUrl: network.url, token: server.token }
  const { child } = await ConsoleApp.startAlone(options, (output) => {
    if (output.includes('the console starts when it is done')) ended ??= writeFile(pipe, 'no bundle\n')
  })
  expect(ended).not.toBeNull()
  const { code, out } = await importing.ended
  expect({ code, out }).toMatchObject({ code: 5, out: expect.stringContaining('"wrong-format"') })
  await until('the console answers', async () => (await line.json('status')).source === 'console')
  child.kill('SIGKILL')
})

test('a command line that is wrong is told so, and nothing else is written', async ({ profile }) => {
  const line = new CommandLine(profile)
  const nothing = await line.run()
  expect(nothing).toMatchObject({ code: 2, out: '' })
  expect(nothing.err).toContain('A command is missing.')
  expect(await line.run('launch')).toMatchObject({ code: 2, out: '' })
  expect(await line.json('queue', 'add')).toMatchObject({ code: 2, error: { code: 'usage' } })
  expect(await line.run('help')).toMatchObject({ code: 0, out: expect.stringContaining('conflicts resolve KEY') })
  expect(await line.json('status')).toMatchObject({
    code: 0,
    source: 'store',
    result: { sites: [{ state: 'failed' }] },
  })
  expect(await line.json('queue', 'list')).toMatchObject({ code: 3, error: { code: 'site-closed' } })
  expect(await line.json('status', '--profile', join(profile, 'none'))).toMatchObject({ code: 3 })
})
