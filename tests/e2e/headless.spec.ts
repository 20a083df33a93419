import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { knownAddress } from '../../src/main/headless/address.ts'
import { CommandLine, deviceIds, effectsOf, keysIn } from '../support/command-line.ts'
import { until } from '../support/fleet-server.ts'
import { expect, test } from './fixtures.ts'

test.describe.configure({ timeout: 120_000 })

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

/** The console listens to commands soon after its first screen; before, they read the store themselves. */
async function untilReached(profile: string): Promise<void> {
  await until('the console listens to commands', () => knownAddress(profile) !== null)
}

test('a running console answers the command line, under the rules of a window', async ({
  start,
  profile,
  server,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  await untilReached(profile)
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
  const [waiting = ''] = keysIn(await line.json('queue', 'list'))
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
  await untilReached(profile)
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
