import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { CommandLine } from '../support/command-line.ts'
import { type FleetServerProcess, until } from '../support/fleet-server.ts'
import { expect, test } from './fixtures.ts'

test.describe.configure({ timeout: 120_000 })

async function deviceIds(server: FleetServerProcess): Promise<string[]> {
  return (await server.entities('device')).map(({ id }) => id)
}

/** How often the operation of each key had an effect at the server. */
async function effectsOf(server: FleetServerProcess, keys: readonly string[]): Promise<number[]> {
  const effects = await server.audit()
  return keys.map((key) => effects.filter((effect) => effect.key === key).length)
}

function keysOf(result: Record<string, unknown>): string[] {
  return (result['operations'] as { key: string }[]).map(({ key }) => key)
}

function databasesOf(profile: string): string[] {
  const folder = join(profile, 'database')
  return readdirSync(folder).map((site) => join(folder, site, 'site.sqlite'))
}

/** Says one thing over the console's own socket. Resolves with all that comes back until it lets go. */
function said(address: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(address, () => socket.end(text))
    let answer = ''
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
    // It may let go while it is still being talked to.
    socket.on('error', () => undefined)
    socket.once('close', () => resolve(answer))
  })
}

test('a running console answers the command line, under the rules of a window', async ({
  start,
  profile,
  server,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const line = new CommandLine(profile)
  const status = await line.json('status')
  expect(status).toMatchObject({ code: 0, ok: true, source: 'console' })
  expect(status.result['sites']).toMatchObject([{ id: 'main', waiting: 0, connection: { state: 'online' } }])
  network.set('refuse')
  await app.waitForConnection('offline')
  const [device = ''] = await deviceIds(server)
  const added = await line.run('queue', 'add', '--device', device, '--set', 'name=Named by a script')
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f-]{36} {2}queued {2}device-\S+\n$/) })
  await app.waitForPending(1)
  await app.findDevice('Named by a script')
  const key = added.out.slice(0, 36)
  expect(await line.json('queue', 'rollback', key)).toMatchObject({
    code: 0,
    result: { outcomes: [{ key, ok: true }] },
  })
  await app.waitForPending(0)
  expect(await line.run('queue', 'restore', key)).toMatchObject({ code: 0, out: `${key}  waits again\n` })
  await app.waitForPending(1)
  expect(await line.json('queue', 'retry', key)).toMatchObject({ code: 5, ok: false })
  const [waiting = ''] = keysOf((await line.json('queue', 'list')).result)
  network.set('pass')
  await app.waitForPending(0)
  expect(await effectsOf(server, [key, waiting])).toEqual([0, 1])
  await app.request('session:sign-out', { force: true })
  const refused = await line.json('queue', 'add', '--device', device, '--command', 'reboot')
  expect(refused).toMatchObject({ code: 5, source: 'console', error: { code: 'signed-out' } })
  expect(await line.json('queue', 'list', '--site', 'elsewhere')).toMatchObject({
    code: 3,
    error: { code: 'not-found' },
  })
})

test('a running console writes reports and the ledger for a script, but never over its own files', async ({
  start,
  profile,
  stick,
}) => {
  await start()
  const line = new CommandLine(profile)
  const report = join(stick, 'week.pdf')
  const written = await line.json('report', '--format', 'pdf', '--period', '7d', '--out', report)
  expect(written).toMatchObject({ code: 0, source: 'console', result: { file: report, format: 'pdf' } })
  expect(readFileSync(report).subarray(0, 5).toString()).toBe('%PDF-')
  const ledger = join(stick, 'ledger.ndjson')
  expect(await line.run('ledger', 'export', '--out', ledger)).toMatchObject({ code: 0 })
  expect(await line.json('ledger', 'verify', ledger)).toMatchObject({ code: 0, source: null, result: { ok: true } })
  writeFileSync(ledger, readFileSync(ledger, 'utf8').replace('"lines":', '"lines":1'))
  expect(await line.json('ledger', 'verify', ledger)).toMatchObject({ code: 1, ok: false })
  expect(await line.json('ledger', 'verify')).toMatchObject({ code: 0, source: 'console', result: { ok: true } })
  const own = join(profile, 'settings.json')
  const foreign = await line.json('report', '--format', 'json', '--period', '24h', '--out', own)
  expect(foreign).toMatchObject({ code: 5, error: { code: 'not-allowed' } })
  expect(existsSync(own)).toBe(false)
  expect(await line.json('report', '--format', 'json', '--period', '24h', '--out', join(stick, 'no/x'))).toMatchObject({
    code: 1,
  })
})

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
  const keys = all.flatMap(({ result }) => keysOf(result))
  expect(keysOf((await line.json('queue', 'list')).result).toSorted()).toEqual(keys.toSorted())
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
  const [key = ''] = keysOf((await line.json('queue', 'add', '--device', id, '--set', 'name=Ours')).result)
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

test('a command that is killed leaves a whole store, and a console that starts meanwhile waits for it', async ({
  start,
  profile,
  server,
  network,
  stick,
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
  const report = line.start(
    'report',
    '--format',
    'xlsx',
    '--period',
    '7d',
    '--out',
    join(stick, 'week.xlsx'),
    '--write',
  )
  await until('the command has the store', () => existsSync(mark))
  const second = await start()
  expect((await report.ended).code).toBe(0)
  await second.waitForPending(Number(total))
  // A console that cannot be reached keeps the store all the same.
  rmSync(join(profile, 'command-line.json'))
  const shut = await line.json('queue', 'add', '--device', device, '--command', 'reload', '--write')
  expect(shut).toMatchObject({ code: 4, error: { code: 'in-use' } })
  await second.waitForPending(Number(total))
})

test('whatever is said to its socket, the console refuses it and goes on', async ({ start, profile }) => {
  const app = await start()
  await app.waitForConnection('online')
  const line = new CommandLine(profile)
  await until('the command line is answered', async () => (await line.run('status')).out.includes('online'))
  const address = join(profile, 'command-line.sock')
  expect(statSync(address).mode & 0o777).toBe(0o600)
  const asking = (name: string, more: object = {}): string =>
    `${JSON.stringify({ v: 1, id: '1', name, request: {}, ...more })}\n`
  const hostile = [
    'GET / HTTP/1.1\r\n\r\n',
    '{"v":1\n',
    '[]\n'.repeat(1_000),
    `"${'x'.repeat(9_000_000)}"\n`,
    asking('ledger:export', { file: 'relative.ndjson' }),
    asking('settings:update', { request: { changes: { theme: 'light' } } }),
    asking('connection:token', { request: { token: 'stolen' } }),
    asking('session:sign-out', { request: { force: true } }),
    asking('operations:enqueue', { request: { intents: [{ kind: 'update', entityType: '__proto__' }] } }),
    asking('__proto__'),
  ]
  const answers = await Promise.all(hostile.map((text) => said(address, text)))
  for (const answer of answers) expect(answer).not.toContain('"ok":true')
  expect(answers.slice(5)).toEqual(Array(5).fill(expect.stringContaining('"bad-request"')))
  expect(await line.json('status')).toMatchObject({ code: 0, source: 'console' })
  expect(await line.json('queue', 'list')).toMatchObject({ code: 0, result: { total: 0 } })
  await app.waitForConnection('online')
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
