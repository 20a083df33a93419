import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { wholeState } from '../../../src/main/database/load-state.ts'
import type { ReplicaDelta } from '../../../src/shared/domain/view.ts'
import { deviceRecord, deviceReported } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { ModelServer } from '../../support/model-server.ts'
import { countingIds, QueueHost, seededRandom, temporaryFolder } from '../../support/queue-host.ts'

const device = (entityId: string) => ({ entityType: 'device', entityId }) as const

describe('the replica', () => {
  let folder = temporaryFolder()
  let clock = new ManualClock()
  let host: QueueHost

  const open = (): Promise<QueueHost> =>
    QueueHost.open({
      file: join(folder.path, 'site.sqlite'),
      clock,
      random: seededRandom(1),
      ids: countingIds(),
      server: new ModelServer(),
    })

  beforeEach(async () => {
    folder = temporaryFolder()
    clock = new ManualClock()
    host = await open()
  })
  afterEach(async () => {
    await host.close()
    folder.remove()
  })

  it('sends what changed within a frame as one delta, with revisions that follow each other', async () => {
    const deltas: ReplicaDelta[] = []
    host.replica.onDelta((delta) => deltas.push(delta))
    for (const id of ['dev_1', 'dev_2', 'dev_1']) host.replica.apply({ kind: 'record', record: deviceRecord(id) })
    await clock.advance(20)
    host.replica.apply({ kind: 'record', record: deviceRecord('dev_3') })
    await clock.advance(20)
    expect(deltas.map(({ from, to, changed }) => [from, to, changed.map((view) => view.id)])).toEqual([
      [0, 1, ['dev_1', 'dev_2']],
      [1, 2, ['dev_3']],
    ])
  })

  it.each([
    { tellingMs: 0, waitsMs: 16 },
    { tellingMs: 5, waitsMs: 20 },
    { tellingMs: 100, waitsMs: 102 },
  ])('tells the windows every $waitsMs ms when telling them takes $tellingMs ms', async ({ tellingMs, waitsMs }) => {
    const toldAt: number[] = []
    const change = (id: string) => host.replica.apply({ kind: 'record', record: deviceRecord(id) })
    host.replica.onDelta(() => {
      toldAt.push(clock.monotonic())
      clock.sleep(tellingMs, true)
      if (toldAt.length === 1) queueMicrotask(() => change('dev_2'))
    })
    change('dev_1')
    await clock.advance(400)
    const [first = 0, second = 0] = toldAt
    expect(second - first).toBe(waitsMs)
  })

  it('does not go back behind what the server acknowledged while a snapshot was read', async () => {
    const dataOf = (version: number) => host.replica.base(device('dev_1'))?.data['name'] === `version ${version}`
    const record = (version: number) =>
      deviceRecord('dev_1', {
        version,
        sequence: 5,
        data: { ...deviceRecord('dev_1').data, name: `version ${version}` },
      })
    await host.replica.replaceAll([record(2)], { epoch: 'e1', sequence: 5 }, 0)
    host.replica.apply({ kind: 'record', record: record(3) })
    await host.replica.replaceAll([record(2)], { epoch: 'e1', sequence: 6 }, 0)
    expect(dataOf(3)).toBe(true)
    // A feed that began anew may stand for a server that was put back to an older state.
    await host.replica.replaceAll([record(2)], { epoch: 'e2', sequence: 1 }, 0)
    expect(dataOf(2)).toBe(true)
  })

  it.each(['by an operation', 'at the server'] as const)(
    'does not show again what was deleted %s, when a crash has left the stored cursor behind it',
    async (way) => {
      const record = (sequence: number) =>
        ({ kind: 'record', record: deviceRecord('dev_1', { version: 2, sequence }) }) as const
      await host.replica.replaceAll([deviceRecord('dev_1'), deviceRecord('dev_2')], { epoch: 'e1', sequence: 5 }, 0)
      host.replica.apply(record(6))
      if (way === 'by an operation') {
        const overlay = {
          key: 'k',
          clientSequence: 1,
          ...device('dev_1'),
          kind: 'delete',
          fields: {},
          command: null,
          createdAt: 0,
        } as const
        await host.store.commit(host.replica.acknowledge(overlay, 3, 7))
      } else {
        host.replica.apply({ kind: 'removed', ref: device('dev_1'), version: 3, sequence: 7 })
        await host.replica.persist()
      }
      await host.close()
      host = await open()
      expect(host.replica.cursor).toEqual({ epoch: 'e1', sequence: 5 })
      expect(host.replica.apply(record(6))).toBe('stale')
      expect(host.replica.view(device('dev_1'))).toBeNull()
      expect(host.replica.apply(record(8))).toBe('changed')
    },
  )

  it('shows among all what only this PC knows yet', async () => {
    await host.outbox.enqueue([{ kind: 'create', ...device('dev_new'), fields: { ...deviceRecord('dev_new').data } }])
    const entities = [...host.replica.views.all('device')]
    expect(entities).toMatchObject([{ id: 'dev_new', isNew: true, version: 0 }])
  })

  it('marks what is being deleted until the server has confirmed it', async () => {
    host.replica.apply({ kind: 'record', record: deviceRecord('dev_1') })
    await host.outbox.enqueue([{ kind: 'delete', ...device('dev_1') }])
    expect(host.replica.view(device('dev_1'))).toMatchObject({ isDeleting: true, pending: [{ kind: 'delete' }] })
  })

  it('keeps a pending edit on top when a snapshot replaces everything', async () => {
    host.replica.apply({ kind: 'record', record: deviceRecord('dev_1') })
    host.replica.apply({ kind: 'record', record: deviceRecord('dev_gone') })
    await host.outbox.enqueue([{ kind: 'update', ...device('dev_1'), fields: { name: 'mine' } }])
    const records = [deviceRecord('dev_1', { version: 3 }), deviceRecord('dev_2')]
    await host.replica.replaceAll(records, { epoch: 'e2', sequence: 50 }, 1)
    expect(host.replica.view(device('dev_1'))).toMatchObject({ version: 3, data: { name: 'mine' } })
    expect(host.replica.view(device('dev_gone'))).toBeNull()
    await host.close()
    host = await open()
    expect(host.replica.cursor).toEqual({ epoch: 'e2', sequence: 50 })
    expect([...host.replica.views.all('device')].map((view) => view.id).sort()).toEqual(['dev_1', 'dev_2'])
  })

  it('tells windows and disk of a snapshot only what is other than before, and of reports only these', async () => {
    const [same, edited, gone] = ['dev_same', 'dev_edited', 'dev_gone'].map((id) => deviceRecord(id))
    const told = deviceRecord('dev_told')
    if (same === undefined || edited === undefined || gone === undefined) throw new Error('three are made')
    await host.replica.replaceAll([same, edited, gone, told], { epoch: 'e', sequence: 5 }, 0)
    host.replica.flush()
    const deltas: ReplicaDelta[] = []
    host.replica.onDelta((delta) => deltas.push(delta))
    const commit = vi.spyOn(host.store, 'commit')
    const newName = { ...edited, version: edited.version + 1, data: { ...edited.data, name: 'New' } }
    const report = { ...told, sequence: 6, reported: deviceReported({ status: 'offline' }) }
    await host.replica.replaceAll([{ ...same }, newName, report], { epoch: 'e', sequence: 6 }, 1)
    host.replica.flush()
    const written = commit.mock.calls.flatMap(([mutations]) => mutations)
    expect(deltas).toHaveLength(1)
    expect(deltas[0]?.changed.map(({ id }) => id)).toEqual(['dev_edited'])
    expect(deltas[0]?.reports).toEqual([{ entityType: 'device', id: 'dev_told', reported: report.reported }])
    expect(deltas[0]?.removed.map(({ id }) => id)).toEqual(['dev_gone'])
    expect(written.filter(({ type }) => type === 'entity.put')).toEqual([{ type: 'entity.put', record: newName }])
    await host.close()
    host = await open()
    const views = new Map([...host.replica.views.all('device')].map((view) => [view.id, view]))
    expect([...views.keys()].sort()).toEqual(['dev_edited', 'dev_same', 'dev_told'])
    expect(views.get('dev_told')?.reported['status']).toBe('offline')
    expect(views.get('dev_edited')?.data['name']).toBe('New')
  })

  it('stores the cursor only with the data it stands for', async () => {
    await host.replica.run()
    host.replica.apply({ kind: 'record', record: deviceRecord('dev_1') })
    host.replica.advance({ epoch: 'e', sequence: 7 }, 1)
    await clock.advance(600)
    const stored = await wholeState(await host.store.load())
    expect(stored.meta).toMatchObject({ feed_epoch: 'e', feed_sequence: '7' })
    expect(stored.entities.map((record) => record.id)).toEqual(['dev_1'])
  })
})
