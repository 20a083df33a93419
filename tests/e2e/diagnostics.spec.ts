import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { knownAddress } from '../../src/main/headless/address.ts'
import { REPORT_FORMATS } from '../../src/shared/domain/report-formats.ts'
import { CommandLine } from '../support/command-line.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { EnvelopeServer } from '../support/envelope-server.ts'
import { parseExposition } from '../support/exposition.ts'
import { type FleetServerProcess, until } from '../support/fleet-server.ts'
import { leaksIn, PLANTED } from '../support/secrets.ts'
import { indexOf, jsonIn, unzip } from '../support/unzip.ts'
import { expect, test } from './fixtures.ts'

const DAY_MS = 86_400_000

async function openBundle(app: ConsoleApp) {
  await app.go('Settings')
  const part = app.page.getByRole('region', { name: 'Bundle for support' })
  await part.scrollIntoViewIfNeeded()
  return part
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('the diagnostics are written into one file by a button, with a picture of the window', async ({
  start,
  server,
  stick,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const part = await openBundle(app)
  await app.answerFileDialogs(null)
  await part.getByRole('button', { name: 'Export diagnostics…' }).click()
  await expect(part.getByRole('status')).toHaveText('Nothing was written.')
  const file = join(stick, 'support.zip')
  await app.answerFileDialogs(file)
  await part.getByRole('checkbox', { name: 'With a picture of each window' }).check()
  await part.getByRole('button', { name: 'Export diagnostics…' }).click()
  await expect(part.getByRole('status')).toContainText('support.zip is written')
  const files = await unzip(file)
  expect(indexOf(files).files.filter(({ problem }) => problem !== null)).toEqual([])
  expect(String(files.get('console.json'))).toMatch(/"sqlite": "3\./)
  expect(jsonIn(files, 'sites/main/status.json')).toMatchObject({ connection: { state: 'online' } })
  expect(jsonIn(files, 'sites/main/ledger.json')).toMatchObject({ isIntact: true })
  expect(String(files.get('logs/main.log'))).toContain('"message":"starting"')
  const picture = [...files].find(([name]) => name.startsWith('windows/'))?.[1]
  expect(picture?.subarray(1, 4).toString()).toBe('PNG')
  // A folder that takes no files, whoever asks.
  await app.answerFileDialogs('/proc/support.zip')
  await part.getByRole('button', { name: 'Export diagnostics…' }).click()
  await expect(part.getByRole('alert')).toContainText('Choose another place; nothing was changed')
  expect(readdirSync(stick)).toEqual(['support.zip'])
  expect(leaksIn([['a bundle of a usual day', Buffer.concat([...files.values()])]])).toEqual([])
  expect(String(files.get('sites/main/status.json'))).not.toContain(server.token)
})

test('the figures are read by another program when they are switched on, and a port that is taken is told', async ({
  start,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const port = await freePort()
  const address = `http://127.0.0.1:${port}/metrics`
  await expect(fetch(address)).rejects.toThrow()
  await app.request('settings:update', { changes: { metricsEndpoint: true, metricsPort: port } })
  await expect(async () => expect((await fetch(address)).status).toBe(200)).toPass()
  const read = parseExposition(await (await fetch(address)).text())
  expect(read.get('outpost_site_online')?.samples).toMatchObject([{ labels: { site: 'main' }, value: 1 }])
  expect(read.get('outpost_memory_main_bytes')?.samples[0]?.value).toBeGreaterThan(1_000_000)
  await app.request('settings:update', { changes: { metricsEndpoint: false } })
  await expect(fetch(address)).rejects.toThrow()
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve))
  await app.request('settings:update', { changes: { metricsEndpoint: true } })
  await app.go('Settings')
  await expect(app.page.getByText(`another program uses the port ${port}`)).toBeVisible()
  taken.close()
})

/** Everything that the console has written for somebody else to read. */
async function written(app: ConsoleApp, profile: string, stick: string): Promise<Map<string, string | Uint8Array>> {
  const found = new Map<string, string | Uint8Array>()
  const bundle = join(stick, 'bundle.zip')
  await app.answerFileDialogs(bundle)
  const made = await app.request('diagnostics:export', { withScreenshots: false, withValues: true })
  expect(made).toMatchObject({ value: { outcome: 'written' } })
  for (const [name, content] of await unzip(bundle)) found.set(`bundle/${name}`, content)
  for (const format of REPORT_FORMATS) {
    const file = join(stick, `report.${format}`)
    await app.answerFileDialogs(file)
    const period = { fromAt: Date.now() - DAY_MS, toAt: Date.now() }
    expect(await app.request('reports:export', { period, format })).toMatchObject({ value: { outcome: 'written' } })
    found.set(`report.${format}`, readFileSync(file))
    if (format === 'xlsx') for (const [name, content] of await unzip(file)) found.set(`xlsx/${name}`, content)
    if (format === 'pdf') found.set('pdf/text', await pdfText(file))
  }
  for (const name of readdirSync(join(profile, 'logs')))
    found.set(`logs on disk/${name}`, readFileSync(join(profile, 'logs', name)))
  return found
}

async function pdfText(file: string): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(readFileSync(file)) }).promise
  let text = ''
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    text += items.map((item) => ('str' in item ? item.str : '')).join(' ')
  }
  return text
}

/** Secrets in the files and in the environment that the console begins with. */
function plantFiles(profile: string, stick: string): { policyFile: string } {
  const { opaque, password, email, jwt } = PLANTED
  const credentials = `https://admin:${password}@fleet.example.org/`
  const settings = { serverUrl: credentials, apiToken: opaque, contact: email, tenant: `${email} token=${jwt}` }
  writeFileSync(join(profile, 'settings.json'), JSON.stringify(settings))
  const policyFile = join(stick, 'policy.json')
  writeFileSync(policyFile, JSON.stringify({ $comment: `Ask ${email}`, password, accessToken: opaque, unknownName: 1 }))
  return { policyFile }
}

/** What a server says that does not keep secrets to itself. */
async function plantAnswers(server: FleetServerProcess, token: string): Promise<void> {
  const { opaque, password, email } = PLANTED
  const message = `token=${opaque} of ${email} (Bearer ${token}) refused, see https://x:${password}@fleet.example.org/`
  await server.switch('refuse', { code: 'internal', forMs: 600_000, message })
}

/** The bundle that the command line writes, by the console or from what lies in the profile. */
async function bundleOf(line: CommandLine, source: string, stick: string): Promise<Map<string, Uint8Array>> {
  const file = join(stick, `by-command-${source}.zip`)
  expect(await line.json('diagnostics', '--out', file, '--values')).toMatchObject({ code: 0, source })
  return unzip(file)
}

test('a token, a password and an address for mail, planted everywhere, are never in what leaves the console', async ({
  start,
  server,
  network,
  profile,
  stick,
}) => {
  const { policyFile } = plantFiles(profile, stick)
  const token = await server.issueToken({ userName: PLANTED.email })
  const port = await freePort()
  const app = await start({
    token,
    environment: { OUTPOST_POLICY_FILE: policyFile, OUTPOST_PASSWORD: PLANTED.password },
  })
  await app.waitForConnection('online')
  await plantAnswers(server, token)
  const [name = ''] = (await server.entities('device')).map(({ data }) => String(data['name']))
  await app.edit(name, { Name: 'Renamed', Location: `password=${PLANTED.password} ${PLANTED.email}` })
  // The answer of the server has arrived, and is kept with its breaker.
  await expect(async () =>
    expect(JSON.stringify(await app.request('breakers:list', {}))).toContain('refused, see'),
  ).toPass()
  await app.request('settings:update', { changes: { metricsEndpoint: true, metricsPort: port } })
  const samples = [{ name: 'planted', unit: 'ms', value: 1 }]
  await app.request('metrics:record', { samples })
  const found = await written(app, profile, stick)
  const line = new CommandLine(profile, {
    ...{ OUTPOST_SERVER_URL: network.url, OUTPOST_POLICY_FILE: policyFile, OUTPOST_PASSWORD: PLANTED.password },
  })
  await until('the console listens to commands', () => knownAddress(profile) !== null)
  for (const [name, content] of await bundleOf(line, 'console', stick)) found.set(`by the command/${name}`, content)
  found.set('prometheus', await (await fetch(`http://127.0.0.1:${port}/metrics`)).text())
  expect(found.size).toBeGreaterThan(25)
  expect(leaksIn(found)).toEqual([])
  // What was planted has come there, without what is secret in it.
  expect(String(found.get('bundle/sites/main/status.json'))).toMatch(/token=\[redacted\] of \[e-mail\] .* refused, see/)
  expect(String(found.get('bundle/sites/main/queue-values.ndjson'))).toContain('password=[redacted] [e-mail]')
  expect(String(found.get('bundle/policy.json'))).toContain('Ask [e-mail]')
  // The console's own token is as secret as what was planted.
  const [, payload = '', signature = ''] = token.split('.')
  for (const [place, content] of found)
    for (const part of [payload, signature]) expect(Buffer.from(content).includes(part), place).toBe(false)
  const shown = JSON.stringify(await app.request('breakers:list', {}))
  await app.quit()
  const stored = await bundleOf(line, 'store', stick)
  expect(leaksIn(stored)).toEqual([])
  expect(String(stored.get('sites/main/queue-values.ndjson'))).toContain('password=[redacted] [e-mail]')
  expect(String(stored.get('policy.json'))).toContain('Ask [e-mail]')
  // The search finds what is there: the console shows what the server said, here on this PC, as it came.
  expect(leaksIn([['a window', shown]]).length).toBeGreaterThan(0)
})

test('what is reported of errors, in pages and beside them, holds none of it either', async ({
  start,
  server,
  profile,
}) => {
  const { opaque, password, email, jwt } = PLANTED
  const receiver = await EnvelopeServer.start()
  const token = await server.issueToken({ userName: email })
  const settings = {
    telemetryEnvironment: email,
    telemetryRelease: `password=${password}`,
    telemetrySendsUser: true,
  }
  writeFileSync(join(profile, 'settings.json'), JSON.stringify(settings))
  const app = await start({ token, environment: { OUTPOST_TELEMETRY_DSN: receiver.dsn } })
  await app.waitForConnection('online')
  // What led to it: a refusal that tells secrets, and a breaker that opens of it.
  await plantAnswers(server, token)
  const [name = ''] = (await server.entities('device')).map(({ data }) => String(data['name']))
  await app.edit(name, {
    Name: `Renamed token=${opaque}`,
    Location: `https://x:${password}@fleet.example.org/ ${email}`,
  })
  await expect(async () =>
    expect(JSON.stringify(await app.request('breakers:list', {}))).toContain('refused, see'),
  ).toPass()
  const thrown = `setTimeout(() => {
    const cause = new Error('GET https://x:${password}@fleet.example.org/?access_token=${opaque} for ${email}')
    const error = new TypeError('planted: token=${opaque} of ${email}, Bearer ${token}', { cause })
    error.password = '${password}'
    throw error
  })`
  await app.page.evaluate(thrown)
  await app.request('telemetry:report', {
    ...{
      name: `Error ${email}`,
      message: `"apiToken":"${opaque}"`,
      stack: `Error: ${jwt}\n    at https://x:${password}@h/a.js:1:1`,
    },
    ...{ action: 'render', component: `page-${email}`, parts: `\n    at Part (password=${password})`, isHandled: true },
  })
  await until('both have arrived', () => receiver.events.length > 1, 30_000)
  expect(receiver.faults).toEqual([])
  expect(leaksIn(receiver.bodies.map((body, place) => [`report ${place}`, body] as const))).toEqual([])
  const all = receiver.bodies.join('\n')
  expect(all).toContain('planted: token=[redacted] of [e-mail]')
  expect(all).toContain('password=[redacted]')
  const [, payload = '', signature = ''] = token.split('.')
  for (const part of [payload, signature]) expect(all).not.toContain(part)
  await receiver.stop()
})
