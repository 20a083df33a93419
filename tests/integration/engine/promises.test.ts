import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import { type AuditEffect, type FleetServerProcess, startFleetServer } from '../../support/fleet-server.ts'
import { temporaryFolder } from '../../support/queue-host.ts'
import { TestConsole, waitFor } from './console.ts'

const DEVICES = ['device-00001', 'device-00002', 'device-00003'] as const
const device = (entityId: string = DEVICES[0]) => ({ entityType: 'device', entityId }) as const
const edit = (fields: Record<string, unknown>, entityId?: string): Intent => ({
  kind: 'update',
  ...device(entityId),
  fields,
})

describe('a site engine and a real fleet server', () => {
  let folder = temporaryFolder()
  let server: FleetServerProcess
  const consoles: TestConsole[] = []
  const servers: FleetServerProcess[] = []

  async function startServer(args: readonly string[] = []): Promise<FleetServerProcess> {
    const started = await startFleetServer(args)
    servers.push(started)
    return started
  }

  /** The same fleet again, at the same address. */
  function startAgain(): Promise<FleetServerProcess> {
    return startServer(['--data', `${folder.path}/server`, '--port', String(server.port)])
  }

  async function open(changes: Parameters<typeof TestConsole.open>[2] = {}): Promise<TestConsole> {
    const opened = await TestConsole.open(folder.path, server, changes)
    consoles.push(opened)
    return opened
  }

  beforeEach(async () => {
    folder = temporaryFolder()
    server = await startServer(['--data', `${folder.path}/server`])
  })
  afterEach(async () => {
    for (const one of consoles.splice(0)) await one.close()
    for (const one of servers.splice(0)) await one.stop()
    folder.remove()
  })

  async function ownEffects(): Promise<AuditEffect[]> {
    return (await server.audit()).filter((effect) => effect.source === 'operation')
  }

  async function recordOf(entityId: string = DEVICES[0]) {
    return (await server.entities('device')).find((record) => record.id === entityId)
  }

  it('shows what devices report as it happens', async () => {
    const site = await open()
    await site.connect()
    for (const status of ['offline', 'online'] as const) {
      await server.switch('device-status', { deviceId: DEVICES[0], status })
      await waitFor(`shown as ${status}`, () => site.view(device())?.reported['status'] === status)
    }
    expect(site.engine.inbound.status()).toMatchObject({ state: 'current', lastSyncKind: 'snapshot' })
  })

  it('keeps offline edits over a restart, shows the same screen, and sends them once', async () => {
    const first = await open()
    await first.connect()
    first.engine.connection.disconnect()
    await first.engine.outbox.enqueue([
      edit({ name: 'North gate' }),
      edit({ location: 'Hall 2' }),
      edit({ name: 'Gate' }, DEVICES[1]),
    ])
    const created: Intent = {
      kind: 'create',
      ...device('gate-9'),
      fields: { name: 'Gate 9', site: 'Depot', location: '', model: '', serial: '', tags: [], playlistId: null },
    }
    await first.engine.outbox.enqueue([created, edit({ location: 'Roof' }, 'gate-9')])
    const before = first.screen()
    await first.close()

    const second = await open()
    expect(second.screen()).toEqual(before)
    expect(second.queue.counts).toMatchObject({ queued: 5, unknown: 0 })
    await second.connect()
    await second.drained()
    const effects = await ownEffects()
    expect(new Set(effects.map((effect) => effect.clientSequence))).toEqual(new Set([1, 2, 3, 4, 5]))
    expect(effects).toHaveLength(5)
    expect(effects.filter((effect) => effect.entityId === DEVICES[0]).map((effect) => effect.clientSequence)).toEqual([
      1, 2,
    ])
    expect((await recordOf('gate-9'))?.data).toMatchObject({ name: 'Gate 9', location: 'Roof' })
    expect(second.view(device())).toMatchObject({ data: { name: 'North gate', location: 'Hall 2' }, pending: [] })
  })

  it('sends the rest, once and in order, when the server dies in the middle of a drain', async () => {
    await server.switch('delay-acknowledgements', { delayMs: 40 })
    const site = await open({ requestTimeoutMs: 500 })
    await site.connect()
    const intents = Array.from({ length: 30 }, (_, index) => edit({ location: `Place ${index}` }, DEVICES[index % 3]))
    await site.engine.outbox.enqueue(intents)
    await waitFor('some applied', () => site.queue.totals.applied >= 6)
    await server.kill()
    await site.reaches('offline')
    expect(site.queue.pending).toBeGreaterThan(0)
    await startAgain()
    await site.drained()
    const effects = await ownEffects()
    expect(new Set(effects.map((effect) => effect.key)).size).toBe(30)
    expect(effects).toHaveLength(30)
    for (const entityId of DEVICES) {
      const sequences = effects
        .filter((effect) => effect.entityId === entityId)
        .map((effect) => effect.clientSequence ?? 0)
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
    }
  })

  it('calls an edit whose acknowledgement is lost unknown, asks by key, and settles it without a second effect', async () => {
    await server.switch('drop-acknowledgements', { probability: 1 })
    const site = await open({ requestTimeoutMs: 500 })
    await site.connect()
    let mostUnknown = 0
    site.engine.outbox.onChanged(() => {
      mostUnknown = Math.max(mostUnknown, site.queue.counts.unknown)
    })
    const [accepted] = await site.engine.outbox.enqueue([edit({ name: 'North gate' })])
    await site.drained()
    expect(mostUnknown).toBe(1)
    expect(await ownEffects()).toHaveLength(1)
    const steps = await site.engine.list.transitions(accepted?.key ?? '')
    expect(steps.map((step) => step.reason)).toEqual(['made', 'sent', 'answer-lost', 'known-to-server'])
  })

  it('comes back by itself after a polite shutdown', async () => {
    const site = await open()
    await site.connect()
    await server.switch('shutdown', { downMs: 300 })
    await site.reaches('offline')
    expect(site.engine.connection.status().reason).toBe('server-shutdown')
    await site.engine.outbox.enqueue([edit({ name: 'North gate' })])
    await site.reaches('online')
    await site.drained()
    expect(await ownEffects()).toHaveLength(1)
  })

  it('keeps the queue when the token ends, and drains it with a new one', async () => {
    const site = await open()
    await site.connect()
    await server.switch('expire-tokens')
    await site.reaches('needs-auth')
    await site.engine.outbox.enqueue([edit({ name: 'North gate' })])
    expect(site.engine.delivery.block()).toBe('needs-auth')
    expect((await site.engine.list.page({ scope: 'pending', offset: 0, limit: 10 })).operations[0]?.wait.reason).toBe(
      'needs-auth',
    )
    await site.signIn(await server.issueToken({ userId: 'operator-1' }))
    await site.drained()
    expect(await ownEffects()).toHaveLength(1)
  })

  it('reads only what it missed after an interruption', async () => {
    const site = await open()
    await site.connect()
    site.engine.connection.disconnect()
    await server.switch('edit', { ...device(), fields: { location: 'Hall 9' } })
    await server.switch('delete', device(DEVICES[2]))
    await site.connect()
    expect(site.engine.inbound.status()).toMatchObject({ state: 'current', lastSyncKind: 'delta' })
    expect(site.view(device())?.data['location']).toBe('Hall 9')
    expect(site.view(device(DEVICES[2]))).toBeNull()
  })

  it('takes a whole copy when the server has forgotten what was missed', async () => {
    const site = await open()
    await site.connect()
    site.engine.connection.disconnect()
    await server.switch('edit', { ...device(), fields: { location: 'Hall 9' } })
    await server.switch('delete', device(DEVICES[2]))
    await server.switch('forget-feed')
    await site.connect()
    expect(site.engine.inbound.status()).toMatchObject({ state: 'current', lastSyncKind: 'snapshot' })
    expect(site.view(device())?.data['location']).toBe('Hall 9')
    expect(site.view(device(DEVICES[2]))).toBeNull()
  })

  it('counts and drops malformed events, and goes on', async () => {
    const site = await open()
    await site.connect()
    await server.switch('send-malformed', { count: 20 })
    await waitFor('counted', () => sum(site.engine.connection.status().statistics.dropped) > 0)
    await server.switch('device-status', { deviceId: DEVICES[0], status: 'offline' })
    await waitFor('the next event is shown', () => site.view(device())?.reported['status'] === 'offline')
    expect(site.engine.connection.status().state).toBe('online')
  })

  it('keeps both edits when another operator changed another field', async () => {
    const site = await open()
    await site.connect()
    site.engine.connection.disconnect()
    await site.engine.outbox.enqueue([edit({ name: 'North gate' })])
    await server.switch('edit', { ...device(), fields: { location: 'Hall 9' } })
    await site.connect()
    await site.drained()
    expect((await recordOf())?.data).toMatchObject({ name: 'North gate', location: 'Hall 9' })
    expect(site.view(device())?.data).toMatchObject({ name: 'North gate', location: 'Hall 9' })
  })

  describe('when another operator changed the same field', () => {
    async function clash(): Promise<{ site: TestConsole; key: string }> {
      const site = await open()
      await site.connect()
      site.engine.connection.disconnect()
      const [accepted] = await site.engine.outbox.enqueue([edit({ name: 'Mine' })])
      await server.switch('edit', { ...device(), fields: { name: 'Theirs' } })
      await site.connect()
      await waitFor('conflict', () => site.queue.counts.conflicted === 1)
      return { site, key: accepted?.key ?? '' }
    }

    it('asks, with both values, and sends nothing', async () => {
      const { site } = await clash()
      const { operations } = await site.engine.list.page({ scope: 'pending', offset: 0, limit: 10 })
      expect(operations[0]).toMatchObject({ fields: { name: 'Mine' }, conflict: { serverFields: { name: 'Theirs' } } })
      expect((await recordOf())?.data['name']).toBe('Theirs')
    })

    it('puts mine on top when the operator keeps it', async () => {
      const { site, key } = await clash()
      expect(await site.engine.conflicts.keepMine([key])).toMatchObject([{ ok: true }])
      await site.drained()
      expect((await recordOf())?.data['name']).toBe('Mine')
      expect(await ownEffects()).toHaveLength(1)
    })

    it('shows theirs when the operator rolls back', async () => {
      const { site, key } = await clash()
      expect(await site.engine.desk.rollBack([key])).toMatchObject([{ ok: true }])
      expect(site.view(device())).toMatchObject({ data: { name: 'Theirs' }, pending: [] })
      expect(await ownEffects()).toHaveLength(0)
    })
  })
})

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
