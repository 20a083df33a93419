import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WireOperation } from '../../../src/shared/protocol/operations.ts'
import { deviceData, deviceRecord } from '../../support/builders.ts'
import { settle } from '../../support/manual-clock.ts'
import {
  createContent,
  createDevice,
  createPlaylist,
  createSchedule,
  edit,
  QueueRig,
  reload,
  rename,
} from '../../support/queue-rig.ts'
import { ReplyGate } from '../../support/slow-store.ts'

const HOUR = 3_600_000

describe('at a server that names what is made', () => {
  let gate = new ReplyGate()
  let rig: QueueRig

  beforeEach(async () => {
    gate = new ReplyGate()
    rig = await QueueRig.open({ wrapStore: gate.wrap })
    rig.server.assignsIds = true
    rig.server.checksReferences = true
    rig.seedDevices('dev_1')
    rig.server.setBlock('offline')
    await rig.host.delivery.run()
  })
  afterEach(async () => {
    gate.open()
    await rig.close()
  })

  const online = async (ms = 5_000) => {
    rig.server.setBlock(null)
    await rig.clock.advance(ms)
  }
  const sent = (key: string): WireOperation | undefined =>
    rig.server.requests.flat().find((operation) => operation.key === key)
  const namesOf = (operation: WireOperation | undefined): unknown =>
    operation !== undefined && 'fields' in operation ? operation.fields : null
  /** Only the makers are taken for now. */
  const onlyCreates = () => {
    rig.server.reject = (operation) => operation.kind !== 'create'
  }

  it('what was done to something since it was made goes by the new name, in the queue and on screen', async () => {
    const renames: unknown[] = []
    rig.host.outbox.onRenamed((renamed) => renames.push(renamed))
    await rig.one(createDevice('dev_tmp'))
    const command = await rig.one(reload('dev_tmp'))
    const edited = await rig.one(rename('dev_tmp', 'Renamed'))
    expect(rig.view('dev_tmp')).toMatchObject({ isNew: true, data: { name: 'Renamed' } })
    await online()
    expect([sent(command.key)?.entityId, sent(edited.key)?.entityId]).toEqual(['srv_1', 'srv_1'])
    expect(rig.server.entities.get('srv_1')?.data['name']).toBe('Renamed')
    expect(rig.view('dev_tmp')).toBeNull()
    expect(rig.view('srv_1')).toMatchObject({ isNew: false, data: { name: 'Renamed' } })
    expect(renames).toEqual([{ ref: { entityType: 'device', entityId: 'dev_tmp' }, to: 'srv_1' }])
    expect(rig.host.outbox.lanes.size).toBe(0)
  })

  it('every reference to it is rewritten: in devices, playlists and schedules', async () => {
    await rig.one(createContent('con_tmp'))
    const playlist = await rig.one(createPlaylist('pls_tmp', ['con_tmp', 'con_tmp']))
    await rig.one(createDevice('dev_tmp'))
    const assigned = await rig.one(edit('dev_1', { playlistId: 'pls_tmp', name: 'shows it' }))
    const schedule = await rig.one(createSchedule('sch_tmp', 'pls_tmp', ['dev_1', 'dev_tmp']))
    await online()
    const idOf = (key: string) => rig.server.effects.find((effect) => effect.key === key)?.entityId
    const playlistId = idOf(playlist.key)
    const items = namesOf(sent(playlist.key)) as { items: { contentId: string }[] }
    expect(items.items.map((item) => item.contentId)).toEqual(['srv_1', 'srv_1'])
    expect(namesOf(sent(assigned.key))).toEqual({ playlistId, name: 'shows it' })
    expect(namesOf(sent(schedule.key))).toMatchObject({ playlistId, deviceIds: ['dev_1', 'srv_2'] })
    expect(rig.host.outbox.lanes.size).toBe(0)
    expect(rig.view('dev_1')?.data['playlistId']).toBe(playlistId)
  })

  it('what waits for two of them learns both names, also when both are made in one request', async () => {
    await rig.one(createPlaylist('pls_tmp'))
    await rig.one(createDevice('dev_tmp'))
    const last = await rig.one(reload('dev_1'))
    await rig.one(reload('dev_tmp'))
    const both = await rig.one(edit('dev_tmp', { playlistId: 'pls_tmp' }), { dependsOn: [last.key] })
    onlyCreates()
    await online()
    expect((await rig.operation(both.key)).intent).toMatchObject({ entityId: 'srv_2', fields: { playlistId: 'srv_1' } })
    await rig.reopen()
    expect((await rig.operation(both.key)).intent).toMatchObject({ entityId: 'srv_2', fields: { playlistId: 'srv_1' } })
    expect(rig.view('srv_2')?.data['playlistId']).toBe('srv_1')
  })

  it('a window may go on using the old name for a moment, also in references, also after a restart', async () => {
    await rig.one(createPlaylist('pls_tmp'))
    await rig.one(createDevice('dev_tmp'))
    await online()
    for (const round of [1, 2]) {
      const renamed = await rig.one(rename('dev_tmp', `round ${round}`))
      const assigned = await rig.one(edit('dev_1', { playlistId: 'pls_tmp', name: `round ${round}` }))
      expect([renamed.entityId, (await rig.operation(assigned.key)).intent]).toMatchObject([
        'srv_2',
        { fields: { playlistId: 'srv_1' } },
      ])
      await rig.clock.advance(1_000)
      expect(rig.server.entities.get('srv_2')?.data['name']).toBe(`round ${round}`)
      await rig.reopen()
      await rig.host.delivery.run()
    }
  })

  it('what waits keeps the new name over a restart', async () => {
    await rig.one(createDevice('dev_tmp'))
    const command = await rig.one(reload('dev_tmp'))
    const edited = await rig.one(rename('dev_tmp', 'Later'))
    rig.server.reject = (operation) => operation.kind === 'command'
    await online(0)
    await rig.reopen()
    rig.server.setBlock('offline')
    expect(rig.host.outbox.lanes.laneRows({ entityType: 'device', entityId: 'dev_tmp' })).toEqual([])
    expect((await rig.operation(command.key)).intent.entityId).toBe('srv_1')
    expect(rig.view('dev_tmp')).toBeNull()
    expect(rig.view('srv_1')?.data['name']).toBe('Later')
    await rig.run(0)
    await online()
    expect(sent(edited.key)?.entityId).toBe('srv_1')
  })

  it('the name is learnt also when the answer was lost and had to be asked for', async () => {
    rig.server.trouble = () => (rig.server.lookupCalls === 0 ? 'lost-answer' : 'none')
    await rig.one(createDevice('dev_tmp'))
    const edited = await rig.one(reload('dev_tmp'))
    await online()
    expect(sent(edited.key)?.entityId).toBe('srv_1')
    expect(rig.server.effects.map((effect) => effect.entityId)).toEqual(['srv_1', 'srv_1'])
  })

  it('the feed may bring it before the answer: there is one of it, not two', async () => {
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      const results = await apply(operations)
      const data = { ...deviceData({ name: 'dev_tmp' }) }
      rig.host.replica.apply({ kind: 'record', record: deviceRecord('srv_1', { version: 3, sequence: 9, data }) })
      return results
    }
    await rig.one(createDevice('dev_tmp'))
    await online()
    await rig.host.replica.persist()
    expect([...rig.host.replica.views.all('device')].map((view) => view.id).sort()).toEqual(['dev_1', 'srv_1'])
    await rig.kill()
    expect(rig.view('srv_1')?.version).toBe(3)
  })

  it('what the feed brought stays newer on the disk too, if the program ends right after the answer', async () => {
    await rig.one(createDevice('dev_tmp'))
    const data = { ...deviceData({ name: 'edited by others' }) }
    rig.host.replica.apply({ kind: 'record', record: deviceRecord('srv_1', { version: 3, sequence: 9, data }) })
    await rig.host.replica.persist()
    rig.server.setBlock(null)
    await rig.clock.advance(0)
    expect(rig.server.effects).toHaveLength(1)
    await rig.kill()
    expect(rig.view('srv_1')).toMatchObject({ version: 3, data: { name: 'edited by others' } })
  })

  it('a change that is on its way to the disk under the old name does not keep it', async () => {
    await rig.one(createDevice('dev_tmp'))
    let answer: () => void = () => undefined
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      const results = await apply(operations)
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return results
    }
    await online(0)
    gate.hold()
    answer()
    await settle()
    const edited = rig.one(reload('dev_tmp'))
    const assigned = rig.one(createSchedule('sch_tmp', 'pls_other', ['dev_tmp']))
    await settle()
    gate.letOneThrough()
    await settle()
    rig.server.apply = apply
    rig.server.checksReferences = false
    gate.open()
    const [{ key }, schedule] = await Promise.all([edited, assigned])
    await rig.clock.advance(5_000)
    expect((await rig.operation(key)).intent.entityId).toBe('srv_1')
    expect((await rig.operation(schedule.key)).intent).toMatchObject({ fields: { deviceIds: ['srv_1'] } })
    expect(rig.host.outbox.lanes.size).toBe(0)
  })

  it('an edit that is being merged under the old name does not keep it either', async () => {
    await rig.one(createDevice('dev_tmp'))
    let answer: () => void = () => undefined
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      const results = await apply(operations)
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return results
    }
    await online(0)
    await rig.one(rename('dev_tmp', 'second'))
    gate.hold()
    const third = rig.one(rename('dev_tmp', 'third'))
    answer()
    await settle()
    rig.server.apply = apply
    gate.open()
    const { key } = await third
    await rig.clock.advance(5_000)
    expect(await rig.states(key)).toEqual(['applied'])
    expect(rig.server.entities.get('srv_1')?.data['name']).toBe('third')
  })

  it('an edit that asks to be confirmed learns the name as well', async () => {
    const edits = { confirmAfterMs: HOUR, expireAfterMs: null }
    const windows = { create: edits, update: edits, delete: edits, command: edits }
    await rig.reopen({ windows })
    await rig.host.delivery.run()
    const assigned = await rig
      .one(createPlaylist('pls_tmp'))
      .then(() => rig.one(edit('dev_1', { playlistId: 'pls_tmp' })))
    await rig.clock.advance(2 * HOUR)
    const [maker] = [...rig.host.outbox.lanes.rows()].filter((row) => row.kind === 'create')
    await rig.host.desk.confirmAgain([maker?.key ?? ''])
    await online()
    expect(await rig.operation(assigned.key)).toMatchObject({
      state: 'stale',
      intent: { fields: { playlistId: 'srv_1' } },
    })
    await rig.host.desk.confirmAgain([assigned.key])
    await rig.clock.advance(1_000)
    expect(await rig.states(assigned.key)).toEqual(['applied'])
  })

  it('a refused change is corrected under the new name', async () => {
    await rig.one(createDevice('dev_tmp'))
    await rig.one(createPlaylist('pls_tmp'))
    await rig.one(reload('dev_tmp'))
    const edited = await rig.one(edit('dev_tmp', { location: 'x' }))
    rig.server.reject = (operation) => operation.kind === 'update'
    await online()
    expect(await rig.states(edited.key)).toEqual(['quarantined'])
    rig.server.reject = () => false
    await rig.host.desk.editAndRetry(edited.key, { playlistId: 'pls_tmp' })
    await rig.clock.advance(1_000)
    expect(rig.server.entities.get('srv_1')?.data).toMatchObject({ playlistId: 'srv_2', location: 'x' })
  })

  it('a batch that makes something and uses it at once is refused whole, since nobody knows its name yet', async () => {
    const keys = await rig.batch(createPlaylist('pls_tmp'), edit('dev_1', { playlistId: 'pls_tmp' }))
    await online()
    expect(await rig.states(...keys)).toEqual(['quarantined', 'quarantined'])
    expect(rig.server.effects).toEqual([])
  })
})
