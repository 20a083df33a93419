import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/main/platform/clock.ts'
import { systemIds } from '../../src/main/platform/ids.ts'
import type { ErrorReporter } from '../../src/main/telemetry/errors/error-reporter.ts'
import { envelopePoster } from '../../src/main/telemetry/errors/post-envelope.ts'
import { EnvelopeServer, KEY } from '../support/envelope-server.ts'
import { configOf, happened, reporterOf } from '../support/error-reports.ts'
import { until } from '../support/fleet-server.ts'

let server: EnvelopeServer
let folder: string
let reporters: ErrorReporter[]

beforeEach(async () => {
  server = await EnvelopeServer.start()
  folder = join(await mkdtemp(join(tmpdir(), 'outpost-reports-')), 'error-reports')
  reporters = []
})
afterEach(async () => {
  for (const reporter of reporters) await reporter.stop()
  await server.stop()
  await rm(join(folder, '..'), { recursive: true, force: true })
})

async function start(changes: Record<string, unknown> = {}, waitMs = 20): Promise<ErrorReporter> {
  const dsn = { telemetryDsn: server.dsn }
  const reporter = reporterOf({
    ...{ clock: systemClock, ids: systemIds, folder, post: envelopePoster(systemClock), waitAfter: () => waitMs },
    config: () => configOf({ ...dsn, ...changes }),
    secrets: () => [KEY, 'known-token-9f8e7d'],
  })
  reporters.push(reporter)
  await reporter.run()
  return reporter
}

const messages = (): (string | undefined)[] => server.events.map(({ exception }) => exception?.values?.at(-1)?.value)
const arrived = (count: number): Promise<void> => until(`${count} reports`, () => server.events.length >= count, 10_000)

describe('a receiver that speaks the envelope protocol', () => {
  it('takes a report, and nothing of it stays on this PC', async () => {
    const reporter = await start()
    await reporter.report(
      happened(new Error('refused known-token-9f8e7d of anna@example.org', { cause: new TypeError('x') })),
    )
    await arrived(1)
    await until('nothing is kept', async () => (await readdir(folder)).length === 0)
    expect(server.faults).toEqual([])
    expect(messages()).toEqual(['refused [redacted] of [e-mail]'])
    expect(server.events[0]).toMatchObject({ level: 'error', release: 'outpost-console@1.2.3', platform: 'node' })
    expect(server.bodies[0]).not.toContain(KEY)
    expect(reporter.status()).toMatchObject({ sent: 1, lastTrouble: null, nextTryAt: null })
  })

  it('that cannot be reached gets everything later, each once and in order, also after a restart', async () => {
    await server.stop()
    const first = await start({}, 60_000)
    for (const text of ['a', 'b', 'c']) await first.report(happened(new Error(text)))
    await until('it was tried', () => first.status().lastTrouble?.code === 'unreachable')
    expect(first.status()).toMatchObject({ kept: 3, sent: 0 })
    expect(first.status().nextTryAt).not.toBeNull()
    await first.stop()
    await server.listen()
    const second = await start()
    await second.report(happened(new Error('d')))
    await arrived(4)
    await until('nothing is kept', () => second.status().kept === 0)
    expect(messages()).toEqual(['a', 'b', 'c', 'd'])
    expect(new Set(server.ids).size).toBe(4)
  })

  it('that answers 429 is left alone for as long as it says', async () => {
    server.answer = (times) => (times === 1 ? { status: 429, headers: { 'retry-after': '1' } } : { status: 200 })
    const reporter = await start({}, 1)
    const startedAt = performance.now()
    await reporter.report(happened(new Error('a')))
    await until('it was refused once', () => server.requests === 1)
    await reporter.report(happened(new Error('b')))
    expect(await reporter.test([])).toMatchObject({ outcome: 'kept', trouble: 'busy' })
    expect(server.requests).toBe(1)
    await arrived(3)
    expect(performance.now() - startedAt).toBeGreaterThan(950)
    expect(server.requests).toBe(4)
  })

  it('heeds limits of the protocol that come with a success', async () => {
    server.answer = (times) =>
      times === 1 ? { status: 200, headers: { 'x-sentry-rate-limits': '1:error:organization' } } : { status: 200 }
    const reporter = await start({}, 1)
    await reporter.report(happened(new Error('a')))
    await arrived(1)
    const startedAt = performance.now()
    await reporter.report(happened(new Error('b')))
    await arrived(2)
    expect(performance.now() - startedAt).toBeGreaterThan(500)
  })

  it('that has trouble of its own is asked again, under the same id', async () => {
    const seen: number[] = []
    server.answer = (times) => {
      seen.push(times)
      return { status: times < 3 ? 503 : 200 }
    }
    const reporter = await start()
    await reporter.report(happened(new Error('a')))
    await arrived(1)
    expect(seen).toEqual([1, 2, 3])
    expect(messages()).toEqual(['a'])
  })

  it('that does not take a report is not asked again for it, and the next one goes', async () => {
    server.answer = (times) => ({ status: times === 1 ? 413 : 200 })
    const reporter = await start()
    await reporter.report(happened(new Error('a')))
    await reporter.report(happened(new Error('b')))
    await arrived(1)
    expect(messages()).toEqual(['b'])
    await until('nothing is kept', () => reporter.status().kept === 0)
    expect(reporter.status()).toMatchObject({ sent: 1, dropped: { refused: 1 } })
  })

  it('that does not know the key loses nothing: it waits for another address', async () => {
    const changes = { telemetryDsn: server.dsn.replace(KEY, 'wrong') }
    const reporter = await start(changes, 60_000)
    await reporter.report(happened(new Error('a')))
    await until('it was tried', () => reporter.status().lastTrouble?.code === 'rejected')
    expect(reporter.status()).toMatchObject({ kept: 1, dropped: {} })
    changes.telemetryDsn = server.dsn
    reporter.resume()
    await arrived(1)
    expect(messages()).toEqual(['a'])
  })
})

describe('a broken file among those that wait', () => {
  it('is left out and counted; the others are sent', async () => {
    await server.stop()
    const first = await start({}, 60_000)
    for (const text of ['a', 'b']) await first.report(happened(new Error(text)))
    await first.stop()
    const [oldest = ''] = (await readdir(folder)).toSorted()
    await writeFile(join(folder, oldest), '{"event_id":')
    await server.listen()
    const second = await start()
    await arrived(1)
    expect(messages()).toEqual(['b'])
    expect(second.status().dropped).toEqual({ broken: 1 })
  })
})

describe('a folder that cannot be written', () => {
  it('costs no report while the receiver is there, and is told', async () => {
    await writeFile(folder, 'a file where the folder should be')
    const reporter = await start()
    await reporter.report(happened(new Error('a')))
    await arrived(1)
    expect(messages()).toEqual(['a'])
    expect(reporter.status().lastTrouble?.code).toBe('unstored')
  })
})

describe('what is wanted', () => {
  it('is chosen by pattern, by chance and by how often it came', async () => {
    const ignoring = await start({ telemetryIgnore: 'Disk*; http-5*' })
    await ignoring.report(happened(new Error('disk full')))
    await ignoring.report(happened(new Error('other')))
    const rare = await start({ telemetrySampleRate: 0.5 })
    await rare.report(happened(new Error('sampled')))
    const often = await start()
    for (let n = 0; n < 7; n += 1) await often.report(happened(new Error(`device ${n} failed`)))
    await arrived(6)
    expect(messages().filter((text) => text === 'disk full' || text === 'sampled')).toEqual([])
    expect(ignoring.status().dropped).toEqual({ ignored: 1 })
    expect(rare.status().dropped).toEqual({ sampled: 1 })
    expect(often.status().dropped).toEqual({ repeated: 2 })
  })

  it('is not asked of a test report, whose outcome is told', async () => {
    const reporter = await start({ telemetrySampleRate: 0, telemetryIgnore: 'test' })
    const outcome = await reporter.test([])
    expect(outcome).toMatchObject({ outcome: 'sent' })
    expect(server.events).toMatchObject([{ level: 'info', logentry: { message: 'Test report of Outpost Console' } }])
    await server.stop()
    expect(await reporter.test([])).toMatchObject({ outcome: 'kept', trouble: 'unreachable' })
  })
})
