import { beforeEach, describe, expect, it } from 'vitest'
import type { ConnectionState } from '#shared/domain/connection.ts'
import { type Settings, settingsSchema } from '#shared/domain/settings.ts'
import { breakersPort, SiteResilience } from '../../../src/main/bootstrap/site-resilience.ts'
import { Emitter } from '../../../src/main/platform/emitter.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { seededRandom } from '../../support/queue-host.ts'

const SERVER = 'https://fleet.example.org/'

let clock: ManualClock
let settings: Settings
let site: SiteResilience

beforeEach(() => {
  clock = new ManualClock()
  settings = settingsSchema.parse({ retryJitter: false })
  site = siteAt({ serverUrl: SERVER, isDemo: false })
})

function siteAt(connection: { serverUrl: string | null; isDemo: boolean }): SiteResilience {
  return new SiteResilience({
    clock,
    connection,
    random: seededRandom(1),
    logger: silentLogger,
    settings: () => settings,
  })
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code, retryAfterMs: null })
}

/** Fails so many times, then answers; tells how often it was asked. */
function failing(code: string, times: number): { task: () => Promise<string>; asked: () => number } {
  let asked = 0
  const task = async (): Promise<string> => {
    if (++asked <= times) throw failure(code)
    return 'answer'
  }
  return { task, asked: () => asked }
}

describe('the breakers of a site', () => {
  it('carry the address and the errand in their names', () => {
    expect(site.nameOf('operations')).toBe('https://fleet.example.org/ · operations')
    expect(siteAt({ serverUrl: 'http://127.0.0.1:4711', isDemo: true }).nameOf('requests')).toBe('Demo site · requests')
  })

  it('follow changed settings', async () => {
    settings = { ...settings, breakerFailureThreshold: 1, breakerTimeoutMs: 5_000 }
    const breaker = site.breakers.get(site.nameOf('operations'))
    await breaker.call(failing('unavailable', 1).task).catch(() => undefined)
    expect(breaker.refusal()).toEqual({ reason: 'open', nextProbeInMs: 5_000 })
  })

  it('are listed, forced and reset by windows, and an unknown name is told apart', () => {
    const name = site.nameOf('operations')
    site.breakers.get(name)
    const port = breakersPort(() => site.breakers)
    port.force(name, 'open')
    expect(port.list()).toMatchObject([{ name, state: 'forced-open' }])
    port.reset(name)
    expect(port.list()).toMatchObject([{ name, state: 'closed' }])
    expect(() => port.force('another', 'open')).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(() => port.reset('another')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('a connection that is well again', () => {
  const OPEN_MS = 60_000

  /** Both errands have failed until they were left alone; tells the site of states of its connection. */
  async function leftAlone(): Promise<(state: ConnectionState) => void> {
    const changed = new Emitter<{ state: ConnectionState }>(() => undefined)
    site.follow({ onStatus: (listener) => changed.subscribe(listener) })
    changed.emit({ state: 'online' })
    for (const errand of ['operations', 'requests'] as const) {
      const breaker = site.breakers.get(site.nameOf(errand))
      for (let count = 0; count < 5; count++) await breaker.call(failing('timeout', 1).task).catch(() => undefined)
    }
    expect(refusals()).toEqual([OPEN_MS, OPEN_MS])
    return (state) => changed.emit({ state })
  }

  const refusals = () =>
    (['operations', 'requests'] as const).map(
      (errand) => site.breakers.get(site.nameOf(errand)).refusal()?.nextProbeInMs ?? null,
    )

  it.each(['offline', 'degraded', 'resyncing'] as const)(
    'is a reason to try everything at once after %s',
    async (state) => {
      const reach = await leftAlone()
      reach(state)
      expect(refusals()).toEqual([OPEN_MS, OPEN_MS])
      reach('online')
      expect(refusals()).toEqual([null, null])
    },
  )

  it('is news once: a server that goes on failing over a good connection is left alone', async () => {
    const reach = await leftAlone()
    reach('online')
    expect(refusals()).toEqual([OPEN_MS, OPEN_MS])
  })

  it('frees nothing that a person holds', async () => {
    const reach = await leftAlone()
    site.breakers.force(site.nameOf('operations'), 'open')
    reach('degraded')
    reach('online')
    expect(site.breakers.get(site.nameOf('operations')).refusal()).toMatchObject({ reason: 'forced-open' })
  })
})

describe('a request of a window', () => {
  it('is repeated as the settings say where the server could not do it for the moment', async () => {
    const { task } = failing('unavailable', 2)
    const running = site.request(task)
    await clock.advance(3_000)
    expect(await running).toEqual({ ok: true, value: 'answer', attempts: 3 })
    settings = { ...settings, retryMaxAttempts: 1 }
    expect(await site.request(failing('unavailable', 1).task)).toMatchObject({ ok: false, attempts: 1 })
  })

  it.each(['timeout', 'not-connected', 'forbidden'])('is not repeated after %s', async (code) => {
    const { task, asked } = failing(code, 1)
    expect(await site.request(task)).toMatchObject({ ok: false, failure: { code } })
    expect(asked()).toBe(1)
    expect(clock.pending).toBe(0)
  })

  it('ends at once when the site is closed', async () => {
    const running = site.request(failing('unavailable', 9).task)
    await clock.advance(10)
    expect(clock.pending).toBe(1)
    site.stop()
    expect(await running).toMatchObject({ ok: false, failure: { class: 'cancelled' } })
    expect(clock.pending).toBe(0)
  })
})

describe('a request to the server', () => {
  it('that fails passes the breaker, is retried, opens the breaker, is told to telemetry, and then answers with a severity', async () => {
    settings = { ...settings, breakerFailureThreshold: 2 }
    const order: string[] = []
    site = new SiteResilience({
      ...{ clock, random: seededRandom(1), logger: silentLogger, settings: () => settings },
      connection: { serverUrl: SERVER, isDemo: false },
      onAttempt: ({ evidence }) => order.push(`attempt ${evidence}`),
      onCall: ({ name, attempts, failure: failed }) => order.push(`${name}: ${attempts}, ${failed?.class}`),
    })
    site.breakers.onChanged(({ from, to }) => order.push(`${from} → ${to}`))
    const running = site.request(failing('unavailable', 9).task)
    await clock.advance(10_000)
    const result = await running
    order.push(result.ok ? 'done' : `the operator: ${result.failure.severity}`)
    expect(order).toEqual([
      'attempt failure',
      'attempt failure',
      'closed → open',
      `${SERVER} · requests: 2, breaker-open`,
      'the operator: warning',
    ])
  })
})
