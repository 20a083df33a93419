import { request as ask, type RequestOptions } from 'node:http'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { type EndpointFigures, expositionOf, type SiteFigures } from '../../../src/main/telemetry/exposition.ts'
import { Metrics } from '../../../src/main/telemetry/metrics.ts'
import { MetricsEndpoint } from '../../../src/main/telemetry/metrics-endpoint.ts'
import { parseExposition } from '../../support/exposition.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end()
})

function metrics(): Metrics {
  const switches = () => ({ isRecording: true, raisesAlerts: false })
  return new Metrics({ clock: new ManualClock(), switches, onAlert: () => undefined, thresholdOf: () => undefined })
}

function site(changes: Partial<SiteFigures> = {}): SiteFigures {
  return {
    site: 'main',
    isOnline: true,
    operations: { queued: 3, conflicted: 1 },
    oldestAgeMs: 4_000,
    queueBytes: 512,
    outcomes: { created: 9, applied: 5 },
    connection: {
      ...{ attempts: 4, successes: 3, failures: 1, reconnects: 2, uptimeMs: 60_000 },
      ...{ bytesReceived: 100, bytesSent: 50, eventsReceived: 7, dropped: 0 },
    },
    rttMs: 12,
    devices: 40,
    eventsPerSecond: 2.5,
    ...changes,
  }
}

async function families(figures: Partial<EndpointFigures>) {
  return parseExposition((await expositionOf({ version: '1', metrics: [], sites: [], ...figures })).text)
}

const sampleIn = (family: ReturnType<typeof parseExposition>, name: string, labels: Record<string, string> = {}) =>
  [...family.values()]
    .flatMap(({ samples }) => samples)
    .find((sample) => sample.name === name && JSON.stringify(sample.labels) === JSON.stringify(labels))?.value

async function open(figures: () => EndpointFigures = () => ({ version: '1', metrics: [], sites: [] })) {
  const settings = { isOn: true, port: 0 }
  const endpoint = new MetricsEndpoint({ settings: () => settings, figures, logger: silentLogger })
  cleanUp.push(() => endpoint.stop())
  await endpoint.run()
  return { endpoint, settings, port: portOf(endpoint) }
}

function portOf(endpoint: MetricsEndpoint): number {
  return endpoint.state.state === 'open' ? Number(new URL(endpoint.state.address).port) : 0
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

function get(port: number, options: RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = ask({ host: '127.0.0.1', port, path: '/metrics', agent: false, ...options }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += String(chunk)
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asking.on('error', reject)
    asking.end()
  })
}

/** What comes back on a raw connection until it ends. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let got = ''
    socket.on('data', (chunk) => {
      got += String(chunk)
    })
    socket.on('error', () => resolve(got))
    socket.on('close', () => resolve(got))
  })
}

describe('the figures for Prometheus', () => {
  it('tell of a time in seconds, with quantiles, sum and count over the whole run', async () => {
    const measured = metrics()
    for (let ms = 1; ms <= 100; ms++) measured.record('queue_accept', 'ms', ms)
    measured.take()
    measured.record('queue_accept', 'ms', 1_000)
    const read = await families({ metrics: measured.totals() })
    expect(read.get('outpost_queue_accept_seconds')?.type).toBe('summary')
    expect(sampleIn(read, 'outpost_queue_accept_seconds_count')).toBe(101)
    expect(sampleIn(read, 'outpost_queue_accept_seconds_sum')).toBeCloseTo(6.05, 6)
    expect(sampleIn(read, 'outpost_queue_accept_seconds', { quantile: '0.5' })).toBeCloseTo(0.051, 3)
    expect(sampleIn(read, 'outpost_queue_accept_seconds', { quantile: '0.99' })).toBeCloseTo(0.1, 3)
  })

  it('tell of sizes and counts what was seen last', async () => {
    const measured = metrics()
    for (const bytes of [5_000, 3_000]) measured.record('memory_main', 'bytes', bytes)
    measured.record('open_windows', 'count', 2)
    const read = await families({ metrics: measured.totals() })
    expect(read.get('outpost_memory_main_bytes')).toMatchObject({ type: 'gauge', samples: [{ value: 3_000 }] })
    expect(sampleIn(read, 'outpost_open_windows')).toBe(2)
  })

  it('tell of each site under its own label', async () => {
    const read = await families({ sites: [site(), site({ site: 'north', isOnline: false, rttMs: null })] })
    expect(sampleIn(read, 'outpost_site_online', { site: 'main' })).toBe(1)
    expect(sampleIn(read, 'outpost_site_online', { site: 'north' })).toBe(0)
    expect(sampleIn(read, 'outpost_site_rtt_seconds', { site: 'main' })).toBe(0.012)
    expect(sampleIn(read, 'outpost_site_rtt_seconds', { site: 'north' })).toBeUndefined()
    expect(sampleIn(read, 'outpost_site_operations', { site: 'main', state: 'conflicted' })).toBe(1)
    expect(read.get('outpost_site_operations_total')?.type).toBe('counter')
    expect(sampleIn(read, 'outpost_site_operations_total', { site: 'north', outcome: 'applied' })).toBe(5)
  })

  it('count upwards only, whatever was taken for the archive in between', async () => {
    const steps = fc.array(fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.boolean()), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(steps, async (recorded) => {
        const measured = metrics()
        let before = { count: 0, sum: 0 }
        for (const [value, isTaken] of recorded) {
          measured.record('a', 'ms', value)
          if (isTaken) measured.take()
          const [total] = measured.totals()
          expect(total?.count).toBe(before.count + 1)
          expect(total?.sum).toBeGreaterThanOrEqual(before.sum)
          before = { count: total?.count ?? 0, sum: total?.sum ?? 0 }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('can be read whatever pages have called their metrics', async () => {
    const names = fc.array(
      fc.tuple(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.:-]{0,12}$/), fc.constantFrom('ms', 'bytes', 'count')),
      { maxLength: 20 },
    )
    const hostile = ['a.b', 'a-b', 'a_b', 'site_devices', 'a_b_seconds', 'a_b_seconds_sum', 'info', 'a:b']
    await fc.assert(
      fc.asyncProperty(names, async (more) => {
        const measured = metrics()
        const wanted = [...hostile.map((name) => [name, 'count'] as const), ['a_b', 'ms'] as const, ...more]
        measured.recordAll(wanted.map(([name, unit]) => ({ name, unit: unit as 'ms', value: 1 })))
        const read = await families({ metrics: measured.totals(), sites: [site({ site: 'x' })] })
        expect([...read.keys()].filter((name) => !/^outpost_(site|info$)/.test(name)).length).toBeGreaterThan(0)
        const told = [...read.values()].filter(({ help }) => help.startsWith('What the console measured'))
        expect(told).toHaveLength(measured.totals().length)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the metrics endpoint', () => {
  it('answers on this PC, in the text format, and shares nothing with pages of the web', async () => {
    const measured = metrics()
    measured.record('queue_accept', 'ms', 5)
    const { port } = await open(() => ({ version: '1.2.3', metrics: measured.totals(), sites: [site()] }))
    const { status, headers, body } = await get(port)
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(sampleIn(parseExposition(body), 'outpost_info', { version: '1.2.3' })).toBe(1)
  })

  it.each([
    ['a name of the web that leads here', { headers: { host: 'evil.example.org' } }, 403],
    ['another port in the name', { headers: { host: '127.0.0.1:1' } }, 403],
    ['a name that only begins like this PC', { headers: { host: '127.0.0.1.evil.example.org' } }, 403],
    ['a page of the web', { headers: { origin: 'https://evil.example.org' } }, 403],
    ['another path', { path: '/' }, 404],
    ['a path around it', { path: '/metrics/../secrets' }, 404],
    ['a question added to it', { path: '/metrics?debug=1' }, 404],
    ['another method', { method: 'POST' }, 405],
    ['a method that asks what is allowed', { method: 'OPTIONS' }, 405],
    ['a method without an answer', { method: 'HEAD' }, 405],
  ])('refuses %s', async (_what, options, status) => {
    const { port } = await open()
    const answer = await get(port, options)
    expect(answer.status).toBe(status)
    expect(answer.body).not.toContain('outpost_')
  })

  it('cuts off who sends no HTTP, too much, or no name at all', async () => {
    const { port } = await open()
    expect(await raw(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await raw(port, `GET /metrics HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
    expect(await raw(port, 'GET /metrics HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /)
    expect((await get(port)).status).toBe(200)
  })

  it('does not let those who send nothing keep out the others for long', async () => {
    const { port } = await open()
    const silent = await Promise.all(Array.from({ length: 30 }, () => held(port)))
    const ends = silent.map(({ closed }) => closed)
    // More than a handful are turned away at once, and the others when their time is up.
    await Promise.all(ends)
    expect((await get(port)).status).toBe(200)
  })

  it('cannot be reached by another address of this PC', async () => {
    const { port } = await open()
    const outer = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.internal === false && address.family === 'IPv4')?.address
    // On a PC without a network, one of its own addresses that it does not listen on.
    const host = outer ?? '127.0.0.2'
    await expect(get(port, { host })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('is not there until it is switched on, and gone when it is switched off', async () => {
    const { endpoint, settings, port } = await open()
    settings.isOn = false
    await endpoint.settingsChanged()
    expect(endpoint.state).toEqual({ state: 'off' })
    await expect(get(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    settings.isOn = true
    await endpoint.settingsChanged()
    expect((await get(portOf(endpoint))).status).toBe(200)
    await endpoint.stop()
    await endpoint.stop()
    expect(endpoint.state).toEqual({ state: 'off' })
  })

  it('says which port is taken, and opens on another one', async () => {
    const other = await occupied()
    const { endpoint, settings } = await open()
    settings.port = (other.address() as AddressInfo).port
    await endpoint.settingsChanged()
    const [notice, ...others] = endpoint.notices()
    expect([notice?.code, others]).toEqual(['metrics-endpoint', []])
    expect(notice?.message).toContain(`another program uses the port ${settings.port}`)
    settings.port = 0
    await endpoint.settingsChanged()
    expect(endpoint.notices()).toEqual([])
    expect((await get(portOf(endpoint))).status).toBe(200)
  })

  it('says nothing of what went wrong to who asked', async () => {
    const { port } = await open(() => {
      throw new Error('a secret reason')
    })
    expect(await get(port)).toMatchObject({ status: 500, body: 'The figures could not be written.\n' })
  })
})

/** A connection on which nothing is sent. */
function held(port: number): Promise<{ closed: Promise<void> }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const closed = new Promise<void>((end) => socket.on('close', () => end()))
    socket.on('error', () => undefined)
    cleanUp.push(() => socket.destroy())
    socket.on('connect', () => resolve({ closed }))
    socket.resume()
  })
}

function occupied(): Promise<Server> {
  const server = createServer()
  cleanUp.push(() => new Promise((resolve) => server.close(resolve)))
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}
