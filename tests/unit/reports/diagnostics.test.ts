import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cleanerOf } from '../../../src/main/reports/diagnostics/clean.ts'
import { collectDiagnostics, type DiagnosticsOrder } from '../../../src/main/reports/diagnostics/collect.ts'
import { MOST_LOG_BYTES } from '../../../src/main/reports/diagnostics/log-part.ts'
import type { DiagnosticsSource } from '../../../src/main/reports/diagnostics/source.ts'
import { diagnosticsSite, diagnosticsSource, NOW, queueRow } from '../../support/diagnostics-source.ts'
import { leaksIn, PLANTED } from '../../support/secrets.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'
import { indexOf, jsonIn, unzip } from '../../support/unzip.ts'

let folder: TemporaryFolder

beforeEach(() => {
  folder = temporaryFolder()
  mkdirSync(folder.file('logs'))
})
afterEach(() => folder.remove())

function collect(
  source: DiagnosticsSource,
  changes: Partial<DiagnosticsOrder> & {
    signal?: AbortSignal
    onProgress?: (step: string, bytes: number) => void
  } = {},
) {
  const { signal = new AbortController().signal, onProgress = () => undefined, ...order } = changes
  return collectDiagnostics(
    source,
    { path: folder.file('bundle.zip'), now: NOW, withScreenshots: false, withValues: false, ...order },
    { signal, onProgress },
  )
}

function log(name: string, text: string, at: number): void {
  const path = join(folder.file('logs'), name)
  writeFileSync(path, text)
  utimesSync(path, at, at)
}

const left = () => readdirSync(folder.path).filter((name) => name.startsWith('bundle'))

describe('a diagnostics bundle', () => {
  it('holds what its index names, each file as its hash says', async () => {
    log('main.log', '{"message":"one"}\n', 1_000)
    const written = await collect(diagnosticsSource(folder))
    const files = await unzip(folder.file('bundle.zip'))
    const index = indexOf(files)
    expect(index.files.map(({ name }) => name)).toEqual([...files.keys()].filter((name) => name !== 'index.json'))
    for (const { name, bytes, sha256, problem } of index.files) {
      const content = files.get(name) as Buffer
      expect([content.length, createHash('sha256').update(content).digest('hex'), problem]).toEqual([
        bytes,
        sha256,
        null,
      ])
    }
    expect(index.files.map(({ name }) => name)).toEqual([
      'README.txt',
      'console.json',
      'settings.json',
      'policy.json',
      'sites/main/status.json',
      'sites/main/queue.ndjson',
      'sites/main/ledger.json',
      'sites/main/ledger-last-lines.ndjson',
      'figures/since-start.json',
      'figures/last-24-hours.ndjson',
      'figures/alerts.json',
      'logs/main.log',
    ])
    expect(written).toMatchObject({ files: 12, broken: [] })
  })

  it('says of every setting where its value comes from, and of the ledger whether it is intact', async () => {
    await collect(diagnosticsSource(folder))
    const files = await unzip(folder.file('bundle.zip'))
    const tenant = { value: 'main', from: 'policy' }
    const autoConnect = { value: true, from: 'default' }
    expect(jsonIn(files, 'settings.json')).toMatchObject({ settings: { tenant, autoConnect } })
    expect(jsonIn(files, 'sites/main/ledger.json')).toMatchObject({ isIntact: true, lines: 0 })
  })

  it('tells of what waits its reason, and its values only to those who asked for them', async () => {
    const site = diagnosticsSite({
      operations: async ([key = '']) => [{ key, intent: { fields: { name: 'Entered' } }, baseFields: {} } as never],
    })
    const source = diagnosticsSource(folder, { sites: [site] })
    await collect(source)
    const without = await unzip(folder.file('bundle.zip'))
    expect(jsonIn(without, 'sites/main/queue.ndjson')).toMatchObject({
      state: 'quarantined',
      ageMs: 60_000,
      waitsFor: 'refused',
      changes: ['name'],
    })
    expect([...without.values()].join('')).not.toContain('Entered')
    await collect(source, { withValues: true })
    const asked = await unzip(folder.file('bundle.zip'))
    expect(String(asked.get('sites/main/queue-values.ndjson'))).toContain('Entered')
  })

  it('takes pictures of windows only when they are asked for', async () => {
    const source = diagnosticsSource(folder, {
      pictures: async function* () {
        yield { name: 'window-1', png: Buffer.from('picture') }
      },
    })
    await collect(source)
    expect([...(await unzip(folder.file('bundle.zip'))).keys()].filter((name) => name.endsWith('.png'))).toEqual([])
    await collect(source, { withScreenshots: true })
    expect(String((await unzip(folder.file('bundle.zip'))).get('windows/window-1.png'))).toBe('picture')
  })

  it('takes the newest 20 MB of a log of 500 MB, in whole lines', async () => {
    const line = `${JSON.stringify({ message: 'x'.repeat(980) })}\n`
    log('main.log', line.repeat(5_000), 4_000)
    log('main.1.log', '', 3_000)
    log('main.2.log', line.repeat(30_000), 2_000)
    truncateSync(join(folder.file('logs'), 'main.1.log'), 500 * 1_024 * 1_024)
    utimesSync(join(folder.file('logs'), 'main.1.log'), 1_000, 1_000)
    const sizes: number[] = []
    await collect(diagnosticsSource(folder), { onProgress: (_step, bytes) => sizes.push(bytes) })
    const files = await unzip(folder.file('bundle.zip'))
    const logs = [...files].filter(([name]) => name.startsWith('logs/'))
    expect(logs.map(([name]) => name)).toEqual(['logs/main.log', 'logs/main.2.log'])
    const bytes = logs.reduce((sum, [, content]) => sum + content.length, 0)
    expect(bytes).toBeLessThanOrEqual(MOST_LOG_BYTES)
    expect(bytes).toBeGreaterThan(MOST_LOG_BYTES - 2 * line.length)
    for (const [, content] of logs) for (const each of String(content).trimEnd().split('\n')) JSON.parse(each)
    // Nothing was read in one piece.
    expect(Math.max(...sizes.map((size, at) => size - (sizes[at - 1] ?? 0)))).toBeLessThan(300_000)
  })

  it('is not there, nor a part of it, when it is cancelled', async () => {
    log('main.log', `${'{"message":"x"}\n'.repeat(200_000)}`, 1_000)
    const controller = new AbortController()
    const running = collect(diagnosticsSource(folder), {
      signal: controller.signal,
      onProgress: (step) => {
        if (step === 'logs') controller.abort(new Error('changed my mind'))
      },
    })
    await expect(running).rejects.toThrow('changed my mind')
    expect(left()).toEqual([])
  })

  it('leaves the file of before in its place when the new one cannot be written', async () => {
    await expect(collect(diagnosticsSource(folder), { path: folder.file('nowhere/bundle.zip') })).rejects.toMatchObject(
      {
        code: 'ENOENT',
      },
    )
    writeFileSync(folder.file('bundle.zip'), 'before')
    const controller = new AbortController()
    controller.abort(new Error('no'))
    await expect(collect(diagnosticsSource(folder), { signal: controller.signal })).rejects.toThrow('no')
    expect(left()).toEqual(['bundle.zip'])
  })

  it('says which part could not be read, and holds the others', async () => {
    const facts = () => Promise.reject(new Error(`the disk is gone (token=${PLANTED.opaque})`))
    const source = diagnosticsSource(folder, { sites: [diagnosticsSite({ facts })] })
    const { broken } = await collect(source)
    expect(broken).toEqual(['sites/main/status.json'])
    const files = await unzip(folder.file('bundle.zip'))
    expect(String(files.get('sites/main/status.json'))).toContain('could not be read to its end: the disk is gone')
    expect(files.has('figures/alerts.json')).toBe(true)
    expect(leaksIn(files)).toEqual([])
  })
})

/** Secrets wherever a bundle could take one from. */
function plantedSource(): DiagnosticsSource {
  const { jwt, opaque, password, email } = PLANTED
  const message = `The token ${opaque} of ${email} was refused; https://${email}:${password}@fleet.example.org/`
  log('main.log', `{"message":"as written","data":{"password":"${password}","note":"${message}"}}\n`, 2_000)
  log('main.1.log', `no JSON: Authorization: Bearer ${jwt} password=${password} ${message}\n`, 1_000)
  writeFileSync(
    folder.file('policy.json'),
    JSON.stringify({ apiToken: opaque, contact: email, nested: [{ password }] }),
  )
  const row = queueRow({ lastError: { code: 'refused', message, at: NOW } as never, entityId: `device-${email}` })
  const site = diagnosticsSite({
    facts: () => ({ connection: { detail: message, serverUrl: `https://me:${password}@host/` }, [jwt]: 1 }),
    queue: () => [{ row, waitsFor: null }],
    operations: async () => [{ key: 'k', intent: { fields: { wifiPassword: password, note: message } } } as never],
  })
  const base = diagnosticsSource(folder)
  const settings = { ...base.settings, problems: [`The token ${jwt} of ${email}`] }
  return {
    ...base,
    sites: [site],
    settings,
    closedSites: [{ id: 'x', state: 'failed', problem: message }],
    secrets: [opaque],
  }
}

describe('what is secret', () => {
  it('never gets into a bundle, from wherever it comes', async () => {
    await collect(plantedSource(), { withValues: true })
    expect(leaksIn(await unzip(folder.file('bundle.zip')))).toEqual([])
  })

  it('would be found: the search finds each of them where nothing was taken out', async () => {
    const raw = Object.values(PLANTED).join(' ')
    expect(leaksIn([['a file', raw]]).map(({ secret }) => secret)).toEqual(['jwt', 'opaque', 'password', 'email'])
    // One that nobody was told of, and that looks like any other word.
    await collect({ ...plantedSource(), secrets: [] })
    expect(leaksIn(await unzip(folder.file('bundle.zip'))).map(({ secret }) => secret)).toContain('opaque')
  })

  it('that is known is taken out of any data at any depth, as it is and as it stands in addresses', () => {
    // What is around it holds none of its characters: the secret is there only where it was put.
    const secret = fc.stringMatching(/^[A-Z0-9"\\/ ä]{8,30}$/)
    const around = fc.stringMatching(/^[a-z ,.]{0,12}$/)
    const value = fc.jsonValue({ maxDepth: 5, stringUnit: fc.constantFrom('a', 'b', ' ') })
    fc.assert(
      fc.property(secret, value, around, (hidden, rest, text) => {
        const data = { rest, list: [`${text}${hidden}${text}`, { [hidden]: encodeURIComponent(hidden) }] }
        const clean = JSON.stringify(cleanerOf([hidden]).value(data))
        expect(clean).not.toContain(JSON.stringify(hidden).slice(1, -1))
        expect(clean).not.toContain(encodeURIComponent(hidden))
        expect(JSON.parse(clean)).toMatchObject({ rest: JSON.parse(JSON.stringify(rest)) as never })
      }),
    )
  })
})
