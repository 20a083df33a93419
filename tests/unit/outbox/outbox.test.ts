import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/main/database/errors.ts'
import { wholeState } from '../../../src/main/database/load-state.ts'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import { deviceData, deviceRecord } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { ModelServer } from '../../support/model-server.ts'
import {
  countingIds,
  QueueHost,
  type QueueHostOptions,
  seededRandom,
  temporaryFolder,
} from '../../support/queue-host.ts'

const device = (entityId: string) => ({ entityType: 'device', entityId }) as const
const rename = (entityId: string, name: string) => ({ kind: 'update', ...device(entityId), fields: { name } }) as const
const reload = (entityId: string) => ({ kind: 'command', ...device(entityId), command: 'reload' }) as const

describe('the outbox', () => {
  let folder = temporaryFolder()
  let clock = new ManualClock()
  let server = new ModelServer()
  const hosts: QueueHost[] = []
  const ids = countingIds()

  async function open(changes: Partial<QueueHostOptions> = {}): Promise<QueueHost> {
    const file = join(folder.path, 'site.sqlite')
    const host = await QueueHost.open({ file, clock, random: seededRandom(1), ids, server, ...changes })
    hosts.push(host)
    return host
  }

  beforeEach(() => {
    folder = temporaryFolder()
    clock = new ManualClock()
    server = new ModelServer()
  })
  afterEach(async () => {
    for (const host of hosts.splice(0)) await host.close()
    folder.remove()
  })

  function seed(host: QueueHost, id: string): void {
    server.seed(id, { ...deviceData({ name: id }) })
    host.replica.apply({ kind: 'record', record: deviceRecord(id) })
  }

  it('names all that is said of a file when a change names some of it, and nothing else', async () => {
    const host = await open()
    const file = { kind: 'image', sizeBytes: 10, checksum: 'a'.repeat(64), mediaType: 'image/png' }
    const data = { name: 'Poster', durationSeconds: 10, tags: [], ...file }
    const head = { entityType: 'content', id: 'cnt_1', version: 1, sequence: 1, reported: {} } as const
    host.replica.apply({ kind: 'record', record: { ...head, data } })
    const stored = async (fields: object) => {
      const intent = { kind: 'update', entityType: 'content', entityId: 'cnt_1', fields: { ...fields } } as const
      const [accepted] = await host.outbox.enqueue([intent])
      return (await host.store.operations([accepted?.key ?? ''])).operations[0]
    }
    expect(await stored({ name: 'Sheet' })).toHaveProperty('intent.fields', { name: 'Sheet' })
    const replaced = await stored({ checksum: 'b'.repeat(64), sizeBytes: 20 })
    const pixels = { width: null, height: null }
    expect(replaced?.intent).toMatchObject({
      fields: { name: 'Sheet', ...file, checksum: 'b'.repeat(64), sizeBytes: 20, ...pixels },
    })
    expect(replaced?.baseFields).toEqual({ name: 'Poster', ...file, ...pixels })
  })

  it('shows an edit only after it is on disk, and keeps both over a restart', async () => {
    const first = await open()
    seed(first, 'dev_1')
    const accepted = await first.outbox.enqueue([rename('dev_1', 'North gate')])
    expect(first.replica.view(device('dev_1'))?.data['name']).toBe('North gate')
    await first.close()

    const second = await open()
    expect(second.replica.view(device('dev_1'))?.data['name']).toBe('North gate')
    expect(second.replica.view(device('dev_1'))?.pending.map((mark) => mark.key)).toEqual([accepted[0]?.key])
    expect(second.outbox.status(false)).toMatchObject({ pending: 1, totals: { created: 1 } })
  })

  it('accepts all intents of a request or none', async () => {
    const host = await open()
    seed(host, 'dev_1')
    const request = host.outbox.enqueue([rename('dev_1', 'Good'), rename('dev_2', 'Of nobody')])
    await expect(request).rejects.toMatchObject({ code: 'not-found' })
    expect(host.outbox.status(false).pending).toBe(0)
    expect(host.replica.view(device('dev_1'))?.data['name']).toBe('dev_1')
  })

  it('refuses a field that does not fit, and names it', async () => {
    const host = await open()
    seed(host, 'dev_1')
    await expect(host.outbox.enqueue([rename('dev_1', '')])).rejects.toMatchObject({
      code: 'invalid-operation',
      field: 'name',
    })
    const unknownField = { kind: 'update', ...device('dev_1'), fields: { colour: 'red' } } as const
    await expect(host.outbox.enqueue([unknownField])).rejects.toMatchObject({ field: 'colour' })
  })

  it('lets a request edit what it creates', async () => {
    const host = await open()
    await host.outbox.enqueue([
      { kind: 'create', ...device('dev_new'), fields: { ...deviceData() } },
      rename('dev_new', 'Renamed at once'),
    ])
    await host.delivery.run()
    await clock.advance(100)
    expect(server.entities.get('dev_new')).toMatchObject({ version: 2, data: { name: 'Renamed at once' } })
    expect(host.outbox.status(false)).toMatchObject({ pending: 0, totals: { created: 2, applied: 2 } })
  })

  it('checks also what a request edits of its own creation', async () => {
    const host = await open()
    const request = host.outbox.enqueue([
      { kind: 'create', ...device('dev_new'), fields: { ...deviceData() } },
      { kind: 'update', ...device('dev_new'), fields: { name: 7 } },
    ])
    await expect(request).rejects.toMatchObject({ code: 'invalid-operation', field: 'name' })
    expect(host.outbox.status(false).pending).toBe(0)
  })

  it('refuses work beyond its cap and keeps what it has', async () => {
    const host = await open({ limits: { count: 2, bytes: 1_000_000 } })
    seed(host, 'dev_1')
    await host.outbox.enqueue([rename('dev_1', 'a'), rename('dev_1', 'b')])
    await expect(host.outbox.enqueue([rename('dev_1', 'c')])).rejects.toMatchObject({ code: 'queue-full' })
    expect(host.outbox.status(false).pending).toBe(2)
  })

  it('shows nothing and says so when the disk does not take the change', async () => {
    let isFull = true
    const wrapStore = (store: Store): Store =>
      new Proxy(store, {
        get(target, name) {
          if (name === 'commit' && isFull) return () => Promise.reject(new StoreError('full', 'no room'))
          const value: unknown = Reflect.get(target, name)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        },
      })
    const host = await open({ wrapStore })
    seed(host, 'dev_1')
    await expect(host.outbox.enqueue([rename('dev_1', 'lost?')])).rejects.toMatchObject({ code: 'storage-full' })
    expect(host.replica.view(device('dev_1'))?.data['name']).toBe('dev_1')
    isFull = false
    await host.outbox.enqueue([rename('dev_1', 'kept')])
    expect(host.replica.view(device('dev_1'))?.data['name']).toBe('kept')
  })

  it('never uses a number twice, also after a restart', async () => {
    const first = await open()
    seed(first, 'dev_1')
    const [one] = await first.outbox.enqueue([rename('dev_1', 'a')])
    await first.desk.rollBack([one?.key ?? ''])
    await first.close()
    const second = await open()
    const [two] = await second.outbox.enqueue([rename('dev_1', 'b')])
    expect(two?.clientSequence).toBe((one?.clientSequence ?? 0) + 1)
  })

  it('rolls back by replaying what remains', async () => {
    const host = await open()
    seed(host, 'dev_1')
    const [first] = await host.outbox.enqueue([rename('dev_1', 'first')])
    await host.outbox.enqueue([reload('dev_1')])
    await host.outbox.enqueue([{ kind: 'update', ...device('dev_1'), fields: { location: 'Hall B' } }])
    await host.desk.rollBack([first?.key ?? ''])
    expect(host.replica.view(device('dev_1'))?.data).toMatchObject({ name: 'dev_1', location: 'Hall B' })
  })

  it('rolls back with a create everything that was done to it since', async () => {
    const host = await open()
    const [made] = await host.outbox.enqueue([{ kind: 'create', ...device('dev_new'), fields: { ...deviceData() } }])
    await host.outbox.enqueue([reload('dev_new')])
    await host.outbox.enqueue([rename('dev_new', 'x')])
    await host.desk.rollBack([made?.key ?? ''])
    expect(host.outbox.status(false)).toMatchObject({ pending: 0, totals: { cancelled: 3 } })
    expect(host.replica.view(device('dev_new'))).toBeNull()
  })

  it('records every transition with its time and reason', async () => {
    const host = await open()
    seed(host, 'dev_1')
    const [accepted] = await host.outbox.enqueue([rename('dev_1', 'a')])
    await host.delivery.run()
    await clock.advance(10)
    const steps = await host.list.transitions(accepted?.key ?? '')
    expect(steps.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      [null, 'queued', 'made'],
      ['queued', 'sending', 'sent'],
      ['sending', 'applied', 'acknowledged'],
    ])
  })

  it('undoes the whole batch when one of its operations has moved on', async () => {
    const host = await open()
    seed(host, 'dev_1')
    const [accepted] = await host.outbox.enqueue([rename('dev_1', 'a')])
    const [operation] = (await host.store.operations([accepted?.key ?? ''])).operations
    if (operation === undefined) throw new Error('the operation is missing')
    const stale: Mutation = {
      type: 'operation.change',
      operation: { ...operation, state: 'applied' },
      transition: { from: 'sending', to: 'applied', at: 1, reason: 'test' },
      isAmended: false,
    }
    const meta: Mutation = { type: 'meta.put', name: 'mark', value: 'x' }
    await expect(host.store.commit([meta, stale])).rejects.toMatchObject({ kind: 'guard' })
    expect((await wholeState(await host.store.load())).meta).not.toHaveProperty('mark')
  })
})
