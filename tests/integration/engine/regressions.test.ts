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
})
