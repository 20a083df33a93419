import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { knownAddress } from '../../src/main/headless/address.ts'
import { CommandLine } from '../support/command-line.ts'
import { until } from '../support/fleet-server.ts'
import { indexOf, jsonIn, unzip } from '../support/unzip.ts'
import { expect, test } from './fixtures.ts'

test.describe.configure({ timeout: 120_000 })

const LOG_LINE = `${JSON.stringify({ at: '2026-01-01T00:00:00.000Z', level: 'info', message: 'all is well', text: 'x'.repeat(120) })}\n`

/** So much log that reading it takes longer than somebody needs to change their mind. */
function fillLog(profile: string): void {
  writeFileSync(join(profile, 'logs', 'older.log'), LOG_LINE.repeat(100_000))
}

/** Ctrl+C as soon as the command says on standard error that it is there. */
async function interruptedAt(
  line: CommandLine,
  sign: string,
  ...args: readonly string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const { child, ended } = line.start(...args, '--progress')
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.includes(sign)) return
    said += chunk.toString()
    if (said.includes(sign)) child.kill('SIGINT')
  })
  const result = await ended
  expect(said).toContain(sign)
  return result
}

test('the diagnostics of a running console are written by a command, with pictures where they are wanted', async ({
  start,
  profile,
  stick,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  await until('the console listens to commands', () => knownAddress(profile) !== null)
  const line = new CommandLine(profile)
  const file = join(stick, 'support.zip')
  writeFileSync(file, 'what was there before')
  const written = await line.json('diagnostics', '--out', file, '--pictures', '--progress')
  expect(written).toMatchObject({ code: 0, source: 'console', site: null, result: { file, broken: [] } })
  const files = await unzip(file)
  expect(indexOf(files).files).toHaveLength(Number(written.result['files']))
  expect(jsonIn(files, 'sites/main/status.json')).toMatchObject({ connection: { state: 'online' } })
  expect([...files.keys()].filter((name) => name.startsWith('windows/'))).toHaveLength(1)
  const without = await line.run('diagnostics', '--out', file)
  expect(without.code).toBe(0)
  expect(without.err).not.toContain('Reading')
  expect([...(await unzip(file)).keys()].filter((name) => name.startsWith('windows/'))).toEqual([])
  const refused = await line.json('diagnostics', '--out', '/proc/support.zip')
  expect(refused).toMatchObject({ code: 1, error: { message: expect.stringContaining('nothing was changed') } })
  const own = await line.json('diagnostics', '--out', join(profile, 'settings.json'))
  expect(own).toMatchObject({ code: 5, error: { code: 'not-allowed' } })
  expect(readdirSync(stick)).toEqual(['support.zip'])
})

test('the diagnostics are written without a console from what lies in the profile, which stays as it is', async ({
  start,
  profile,
  stick,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  await until('the figures are kept', () => existsSync(join(profile, 'archive.sqlite')))
  await app.quit()
  const line = new CommandLine(profile, { OUTPOST_SERVER_URL: network.url })
  // Where SQLite keeps what its readers must agree on.
  const ofReaders = /-(shm|wal)$/
  const contents = (): string[] =>
    readdirSync(profile, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !ofReaders.test(entry.name))
      .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name), 'base64')}`)
      .toSorted((one, other) => one.localeCompare(other))
  const before = contents()
  const file = join(stick, 'support.zip')
  const told = await line.run('diagnostics', '--out', file, '--progress')
  expect(told).toMatchObject({ code: 0, out: expect.stringMatching(/support\.zip: \d+ files, \d+ bytes/) })
  expect(told.err).toContain('Reading the sites …')
  const files = await unzip(file)
  expect(indexOf(files).files.filter(({ problem }) => problem !== null)).toEqual([])
  expect(jsonIn(files, 'sites/main/ledger.json')).toMatchObject({ isIntact: true })
  expect(String(files.get('console.json'))).toMatch(/"sqlite": "3\./)
  expect(String(files.get('logs/main.log'))).toContain('"message":"starting"')
  expect(String(files.get('figures/last-24-hours.ndjson'))).toContain('"name":"ipc.app"')
  const pictures = await line.json('diagnostics', '--out', join(stick, 'other.zip'), '--pictures')
  expect(pictures).toMatchObject({ code: 5, source: 'store', error: { code: 'no-window' } })
  expect(await line.json('diagnostics', '--out', join(stick, 'no/x.zip'))).toMatchObject({ code: 1, source: 'store' })
  expect(readdirSync(stick)).toEqual(['support.zip'])
  expect(contents()).toEqual(before)
})

test('Ctrl+C ends what is written, by the console or by the command itself, and leaves nothing behind', async ({
  start,
  profile,
  stick,
  network,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  await until('the console listens to commands', () => knownAddress(profile) !== null)
  fillLog(profile)
  const line = new CommandLine(profile, { OUTPOST_SERVER_URL: network.url })
  const file = join(stick, 'out')
  writeFileSync(file, 'what was there before')
  const bundle = ['diagnostics', '--out', file]
  const report = ['report', '--format', 'pdf', '--period', '7d', '--out', file]
  const untouched = (): void => {
    expect(readdirSync(stick)).toEqual(['out'])
    expect(readFileSync(file, 'utf8')).toBe('what was there before')
  }
  expect(await interruptedAt(line, 'Reading the log', ...bundle)).toMatchObject({ code: 130, out: '' })
  await until('the console has taken its file away', () => readdirSync(stick).length === 1)
  untouched()
  expect(await interruptedAt(line, 'Printing', ...report)).toMatchObject({ code: 130, out: '' })
  await until('the console has taken its files away', () => readdirSync(stick).length === 1)
  untouched()
  // It is free for the next.
  expect(await line.json('report', '--format', 'json', '--period', '24h', '--out', join(stick, 'r'))).toMatchObject({
    ...{ code: 0, source: 'console' },
  })
  await app.quit()
  const again = [
    ['"logs"', ...bundle],
    ['"printing"', ...report],
  ] as const
  for (const [sign, ...args] of again) {
    const { code, out } = await interruptedAt(line, sign, ...args, '--json')
    expect(code).toBe(130)
    expect(JSON.parse(out)).toMatchObject({ ok: false, exit: 130, source: 'store', error: { code: 'interrupted' } })
    expect(readdirSync(stick).toSorted()).toEqual(['out', 'r'])
    expect(readFileSync(file, 'utf8')).toBe('what was there before')
  }
})
