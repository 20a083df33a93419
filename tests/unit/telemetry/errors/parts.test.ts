import { describe, expect, it } from 'vitest'
import { parseDsn } from '#shared/domain/dsn.ts'
import { Breadcrumbs, MAX_CRUMBS } from '../../../../src/main/telemetry/errors/breadcrumbs.ts'
import { buildEvent, fingerprintOf } from '../../../../src/main/telemetry/errors/build-event.ts'
import { watchHelpers } from '../../../../src/main/telemetry/errors/helper-errors.ts'
import { isIgnored } from '../../../../src/main/telemetry/errors/ignore.ts'
import { Repeats } from '../../../../src/main/telemetry/errors/repeats.ts'
import { type ErrorReport, factsOf } from '../../../../src/main/telemetry/errors/report.ts'
import { configOf, DSN, PROGRAM, reportOf } from '../../../support/error-reports.ts'
import { ManualClock } from '../../../support/manual-clock.ts'

describe('the address of the receiver', () => {
  it.each([
    [DSN, 'https://errors.example.org/api/7/envelope/'],
    ['https://k@errors.example.org:8443/a/b/7', 'https://errors.example.org:8443/a/b/api/7/envelope/'],
    ['http://k@127.0.0.1:9000/1', 'http://127.0.0.1:9000/api/1/envelope/'],
    ['http://k@[::1]:9000/1', 'http://[::1]:9000/api/1/envelope/'],
  ])('%s is posted to %s', (text, endpoint) => expect(parseDsn(text)?.endpoint).toBe(endpoint))

  it.each([
    'http://k@errors.example.org/7',
    'https://errors.example.org/7',
    'https://k:secret@errors.example.org/7',
    'https://k@errors.example.org/seven',
    'https://k@errors.example.org:70000/7',
    'ftp://k@errors.example.org/7',
    'https://k@errors.example.org/7?x=1',
    'http://k@127.0.0.1.example.org/7',
    'nonsense',
  ])('%s is none', (text) => expect(parseDsn(text)).toBeNull())
})

describe('breadcrumbs', () => {
  const crumb = (message: string) => ({ category: 'request', level: 'info', message }) as const

  it('are the last fifty, the oldest first', () => {
    const crumbs = new Breadcrumbs(new ManualClock())
    for (let n = 1; n <= MAX_CRUMBS + 5; n += 1) crumbs.add(crumb(`request ${n}`))
    expect(crumbs.list()).toHaveLength(MAX_CRUMBS)
    expect(crumbs.list()[0]?.message).toBe('request 6')
    expect(crumbs.list().at(-1)?.message).toBe('request 55')
  })

  it('count what is asked again and again instead of being pushed out by it', () => {
    const crumbs = new Breadcrumbs(new ManualClock())
    crumbs.add(crumb('operations:enqueue'))
    for (let n = 0; n < 200; n += 1) for (const name of ['app:state', 'sync:stages']) crumbs.add(crumb(name))
    expect(crumbs.list().map(({ message, times }) => [message, times])).toEqual([
      ['operations:enqueue', 1],
      ['app:state', 200],
      ['sync:stages', 200],
    ])
  })
})

describe('patterns', () => {
  const report = reportOf(new TypeError('The disk of 12 devices is full'))

  it.each([['disk of'], ['DISK'.toLowerCase()], ['typeerror: the'], ['disk*full'], ['not caught']])(
    '%s leaves the report out',
    (pattern) => expect(isIgnored([pattern], report)).toBe(true),
  )
  it.each([['full*disk'], ['rangeerror'], ['disk of 13']])('%s does not', (pattern) =>
    expect(isIgnored([pattern], report)).toBe(false),
  )
})

describe('the same error again', () => {
  it('passes five times in ten minutes, and the next one that passes says how many did not', async () => {
    const clock = new ManualClock()
    const repeats = new Repeats(clock)
    expect(Array.from({ length: 8 }, () => repeats.let('a'))).toEqual([0, 0, 0, 0, 0, null, null, null])
    expect(repeats.let('b')).toBe(0)
    await clock.advance(10 * 60_000)
    expect(repeats.let('a')).toBe(3)
  })
})

describe('an event', () => {
  const build = (report: ErrorReport, config = configOf()) =>
    buildEvent({
      ...{ id: 'e'.repeat(32), at: 1_700_000_000_500, report, leftOut: 0, config, program: PROGRAM },
      crumbs: [{ category: 'page', level: 'info', message: 'devices', at: 1_700_000_000_000, times: 2 }],
      whereabouts: { user: 'u-7', tenant: 'north', site: 's-1' },
    })

  it('has its level, where it happened, and the errors with the first cause first', () => {
    const error = new Error('the queue stopped', { cause: new RangeError('row 7 is gone') })
    error.stack =
      'Error: the queue stopped\n    at send (/opt/outpost/out/main/index.js:10:5)\n    at run (node:timers:1:1)'
    const event = build(reportOf(error))
    expect(event).toMatchObject({
      ...{ level: 'error', platform: 'node', release: 'outpost-console@1.2.3', environment: 'production' },
      tags: { process: 'main', component: 'outbox', action: 'send', handled: 'no' },
      breadcrumbs: [{ category: 'page', message: 'devices', timestamp: 1_700_000_000, data: { times: 2 } }],
    })
    expect(event.exception?.values?.map(({ type, value }) => `${type}: ${value}`)).toEqual([
      'RangeError: row 7 is gone',
      'Error: the queue stopped',
    ])
    expect(event.exception?.values?.[1]?.stacktrace?.frames?.at(-1)).toMatchObject({
      ...{ filename: 'app:///main/main/index.js', function: 'send', lineno: 10, colno: 5 },
    })
  })

  it('says who and where only when that is allowed', () => {
    const told = JSON.stringify(build(reportOf(new Error('x'))))
    for (const id of ['u-7', 'north', 's-1']) expect(told).not.toContain(id)
    expect(build(reportOf(new Error('x')), configOf({ telemetrySendsUser: true }))).toMatchObject({
      user: { id: 'u-7' },
      tags: { tenant: 'north', site: 's-1' },
    })
  })

  it('has the fingerprint of its kind, whichever device or number it is about', () => {
    const of = (message: string, name = 'Error') => fingerprintOf(reportOf(Object.assign(new Error(message), { name })))
    expect(of('device 12 of "Gate 7" failed')).toEqual(of('device 90 of "Hall" failed'))
    expect(of('device 12 failed')).not.toEqual(of('device 12 restarted'))
    expect(of('device 12 failed')).not.toEqual(of('device 12 failed', 'TypeError'))
  })
})

describe('whatever is thrown', () => {
  it('is told as facts and never throws again', () => {
    const circular: { self?: unknown } = {}
    circular.self = circular
    const cruel = new Error('x')
    Object.defineProperty(cruel, 'message', {
      get() {
        throw new Error('no')
      },
    })
    for (const thrown of [undefined, null, 'text', 7, Symbol('s'), circular, cruel]) {
      expect(typeof factsOf(thrown).message).toBe('string')
    }
    const loop = new Error('loop')
    loop.cause = loop
    expect(JSON.stringify(factsOf(loop)).length).toBeLessThan(20_000)
  })
})

describe('a helper process', () => {
  it('tells the errors that nobody there has caught, and nothing else that it writes', () => {
    let write = (_line: string): void => undefined
    const helper = { onLogLine: (listener: (line: string) => void) => (write = listener) }
    const told: ErrorReport[] = []
    const sink = { report: (report: ErrorReport) => told.push(report), note: () => undefined }
    watchHelpers({ start: () => helper as never }, sink).start('script', '{}')
    const error = 'TypeError: no such device\n    at serve (/x/fleet-server.js:3:1)'
    write(
      `${JSON.stringify({ level: 'info', message: 'started' })}\n${JSON.stringify({ message: 'uncaught', error })}\n{`,
    )
    expect(told).toMatchObject([{ process: 'helper', facts: { name: 'TypeError', message: 'no such device' } }])
  })
})
