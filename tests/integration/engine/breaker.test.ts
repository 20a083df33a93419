import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import type { BreakerState } from '#shared/domain/resilience.ts'
import { IPC_EVENTS } from '#shared/ipc/contract.ts'
import { type EventSink, tellWindows } from '../../../src/main/bootstrap/site-events.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import { type FleetServerProcess, startFleetServer } from '../../support/fleet-server.ts'
import { temporaryFolder } from '../../support/queue-host.ts'
import { TcpProxy } from '../../support/tcp-proxy.ts'
import { TestConsole, waitFor } from './console.ts'

const edit = (entityId: string, name: string): Intent => ({
  kind: 'update',
  entityType: 'device',
  entityId,
  fields: { name },
})

describe('a fleet server that has trouble of its own', () => {
  const folder = temporaryFolder()
  let server: FleetServerProcess
  let site: TestConsole

  beforeEach(async () => {
    server = await startFleetServer()
    site = await TestConsole.open(folder.path, server, { breakerFailureThreshold: 2, breakerTimeoutMs: 1_000 })
    await site.connect()
  })
  afterEach(async () => {
    await site.close()
    await server.stop()
    folder.remove()
  })

  it('is left alone by the queue, tried again by itself, and gets everything in the end', async () => {
    const states: BreakerState[] = []
    site.engine.resilience.breakers.onChanged(({ from, to }) => {
      if (from !== to) states.push(to)
    })
    const told: (BreakerState | undefined)[] = []
    const sink: EventSink = {
      broadcast: (name, event) => {
        if (name === 'breakers:changed') told.push(IPC_EVENTS['breakers:changed'].parse(event).breakers[0]?.state)
      },
    }
    const endTelling = tellWindows(site.engine, sink, systemClock, () => site.engine.connectionStatus())
    await server.switch('refuse', { code: 'unavailable', count: 3, target: 'operations:apply' })
    await site.engine.outbox.enqueue([edit('device-00001', 'One'), edit('device-00002', 'Two')])
    await waitFor('left alone', () => site.engine.delivery.block() === 'breaker-open')
    const [breaker] = site.engine.resilience.breakers.list()
    expect(breaker).toMatchObject({
      name: `${server.url} · operations`,
      lastFailure: { code: 'unavailable', class: 'server-error', severity: 'error' },
    })
    await site.drained()
    await waitFor('closed', () => site.engine.resilience.breakers.list()[0]?.state !== 'open')
    endTelling()
    expect(states.slice(0, 2)).toEqual(['open', 'half-open'])
    expect(told[0]).toBe('open')
    expect(told.length).toBeGreaterThan(1)
    const names = (await server.entities('device')).map((record) => record.data['name'])
    expect(names).toEqual(expect.arrayContaining(['One', 'Two']))
  })
})

describe('an outage of the network', () => {
  const folder = temporaryFolder()
  let server: FleetServerProcess
  let network: TcpProxy
  let site: TestConsole

  beforeEach(async () => {
    server = await startFleetServer()
    network = await TcpProxy.start(server.port)
    // The breaker would rest for its whole minute.
    const settings = { breakerFailureThreshold: 1, requestTimeoutMs: 500 }
    site = await TestConsole.open(folder.path, { ...server, url: network.url }, settings)
    await site.connect()
  })
  afterEach(async () => {
    await site.close()
    await network.stop()
    await server.stop()
    folder.remove()
  })

  it('does not cost the rest of the breaker’s pause once it is over', async () => {
    network.set('blackhole')
    await site.engine.outbox.enqueue([edit('device-00001', 'One')])
    await waitFor('opened', () => site.engine.resilience.breakers.list()[0]?.state === 'open')
    expect(site.engine.resilience.breakers.list()[0]?.nextProbeAt).toBeGreaterThan(systemClock.now() + 50_000)
    await site.reaches('offline')
    network.set('pass')
    const endedAt = systemClock.monotonic()
    await site.drained()
    expect(systemClock.monotonic() - endedAt).toBeLessThan(10_000)
  })
})
