import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import { type FleetServerProcess, startFleetServer } from '../../support/fleet-server.ts'
import { temporaryFolder } from '../../support/queue-host.ts'
import { TestConsole, waitFor } from './console.ts'

const DEVICE = { entityType: 'device', entityId: 'device-00001' } as const
const edit = (fields: Record<string, unknown>): Intent => ({ kind: 'update', ...DEVICE, fields })

describe('edits that meet news about the same entity', () => {
  let folder = temporaryFolder()
  let server: FleetServerProcess
  const consoles: TestConsole[] = []

  async function open(changes: Parameters<typeof TestConsole.open>[2] = {}): Promise<TestConsole> {
    const opened = await TestConsole.open(folder.path, server, changes)
    consoles.push(opened)
    return opened
  }

  beforeEach(async () => {
    folder = temporaryFolder()
    server = await startFleetServer()
  })
  afterEach(async () => {
    for (const one of consoles.splice(0)) await one.close()
    await server.stop()
    folder.remove()
  })

  it('remembers over a crash what was acknowledged, also when the feed told it first', async () => {
    await server.switch('delay-acknowledgements', { delayMs: 60 })
    const first = await open()
    await first.connect()
    await first.engine.outbox.enqueue([edit({ name: 'First' })])
    await first.drained()
    await first.crash()

    const second = await open()
    expect(second.view(DEVICE)).toMatchObject({ version: 2, data: { name: 'First' }, pending: [] })
    await second.engine.outbox.enqueue([edit({ name: 'Second' })])
    await second.connect()
    await second.drained()
    expect((await server.entities('device'))[0]?.data['name']).toBe('Second')
  })

  it('does not bring back what somebody else deleted before the acknowledgement of its creation came', async () => {
    const made = { entityType: 'device', entityId: 'gate-9' } as const
    const fields = { name: 'Gate 9', site: 'Depot', location: '', model: '', serial: '', tags: [], playlistId: null }
    await server.switch('drop-acknowledgements', { probability: 1 })
    const site = await open({ requestTimeoutMs: 600 })
    await site.connect()
    await site.engine.outbox.enqueue([{ kind: 'create', ...made, fields }])
    await waitFor('created', async () =>
      (await server.entities('device')).some((record) => record.id === made.entityId),
    )
    await server.switch('delete', made)
    await site.drained()
    expect(site.view(made)).toBeNull()
    expect(site.engine.replica.count('device')).toBe((await server.entities('device')).length)
  })

  it('notices a clash of a later edit although an earlier one of the same entity went through', async () => {
    const site = await open()
    await site.connect()
    site.engine.connection.disconnect()
    // In one request, since edits that wait one after the other become one.
    await site.engine.outbox.enqueue([edit({ name: 'Mine' }), edit({ location: 'Mine' })])
    await server.switch('edit', { ...DEVICE, fields: { location: 'Theirs' } })
    await site.connect()
    await waitFor('the queue has come to rest', () => site.queue.pending === site.queue.attention)
    expect((await server.entities('device'))[0]?.data).toMatchObject({ name: 'Mine', location: 'Theirs' })
    expect(site.queue.counts.conflicted).toBe(1)
  })

  it('does not delete what somebody else edited meanwhile although an earlier own edit went through', async () => {
    const site = await open()
    await site.connect()
    site.engine.connection.disconnect()
    await site.engine.outbox.enqueue([edit({ name: 'Mine' }), { kind: 'delete', ...DEVICE }])
    await server.switch('edit', { ...DEVICE, fields: { location: 'Theirs' } })
    await site.connect()
    await waitFor('the queue has come to rest', () => site.queue.pending === site.queue.attention)
    expect(site.queue.counts.conflicted).toBe(1)
    expect((await server.entities('device'))[0]?.data).toMatchObject({ name: 'Mine', location: 'Theirs' })
  })

  it('asks once when several own edits of one field meet another operator, and keeps the last of them', async () => {
    const site = await open()
    await site.connect()
    site.engine.connection.disconnect()
    const [first] = await site.engine.outbox.enqueue([
      edit({ name: 'A' }),
      edit({ name: 'B' }),
      edit({ location: 'Here' }),
    ])
    await server.switch('edit', { ...DEVICE, fields: { name: 'Theirs' } })
    await site.connect()
    await waitFor('conflict', () => site.queue.counts.conflicted === 1)
    await site.engine.conflicts.keepMine([first?.key ?? ''])
    await site.drained()
    expect((await server.entities('device'))[0]?.data).toMatchObject({ name: 'B', location: 'Here' })
  })
})
