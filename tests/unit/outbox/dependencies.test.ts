import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '../../../src/shared/domain/operation.ts'
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

describe('what builds on something', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.server.checksReferences = true
    rig.seedDevices('dev_1', 'dev_2', 'dev_3')
  })
  afterEach(() => rig.close())

  const refuse = (...entityIds: readonly string[]) => {
    rig.server.reject = (operation) => entityIds.includes(operation.entityId)
  }
  const effects = () => rig.server.effects.map((effect) => effect.key)

  const USES: readonly (readonly [string, Intent, Intent])[] = [
    ['a playlist that a device is to show', createPlaylist('pls_new'), edit('dev_1', { playlistId: 'pls_new' })],
    ['a playlist of a new device', createPlaylist('pls_new'), createDevice('dev_new', { playlistId: 'pls_new' })],
    ['content of a new playlist', createContent('con_new'), createPlaylist('pls_new', ['con_new'])],
    ['a playlist of a schedule', createPlaylist('pls_new'), createSchedule('sch_new', 'pls_new', ['dev_1'])],
  ]

  it.each(USES)('waits until the server has %s', async (_what, maker, user) => {
    const made = await rig.one(maker)
    const using = await rig.one(user)
    expect((await rig.operation(using.key)).dependsOn).toEqual([made.clientSequence])
    refuse(maker.entityId ?? '')
    await rig.run()
    expect(await rig.states(made.key, using.key)).toEqual(['quarantined', 'queued'])
    expect((await rig.shown(using.key)).wait).toEqual({ reason: 'behind-dependency', behindKey: made.key })
    refuse()
    await rig.host.desk.retry([made.key])
    await rig.clock.advance(1_000)
    expect(effects()).toEqual([made.key, using.key])
  })

  it('waits for every device that a schedule names', async () => {
    const playlist = await rig.one(createPlaylist('pls_new'))
    const first = await rig.one(createDevice('dev_new_1'))
    const second = await rig.one(createDevice('dev_new_2'))
    const schedule = await rig.one(createSchedule('sch_new', 'pls_new', ['dev_new_1', 'dev_1', 'dev_new_2']))
    const expected = [playlist, first, second].map((made) => made.clientSequence)
    expect((await rig.operation(schedule.key)).dependsOn).toEqual(expected)
    await rig.run()
    expect(effects().at(-1)).toBe(schedule.key)
    expect(effects()).toHaveLength(4)
  })

  it('finds also what the same request makes', async () => {
    const [maker = '', user = ''] = await rig.enqueue(
      createPlaylist('pls_new'),
      edit('dev_1', { playlistId: 'pls_new' }),
    )
    expect((await rig.operation(user)).dependsOn).toEqual([(await rig.operation(maker)).clientSequence])
    await rig.run()
    expect(effects()).toEqual([maker, user])
  })

  it('waits for what it was told to wait for, whatever that is', async () => {
    const command = await rig.one(reload('dev_1'))
    const behind = await rig.one(rename('dev_2', 'later'), { dependsOn: [command.key] })
    rig.server.trouble = () => 'lost-request'
    await rig.run(500)
    expect(await rig.waits(behind.key)).toEqual(['behind-dependency'])
    rig.server.trouble = () => 'none'
    await rig.clock.advance(5_000)
    expect(effects()).toEqual([command.key, behind.key])
  })

  it('goes at once when all it builds on is with the server already', async () => {
    const first = await rig.one(rename('dev_1', 'a'))
    await rig.run()
    const second = await rig.one(rename('dev_2', 'b'), { dependsOn: [first.key] })
    expect((await rig.operation(second.key)).dependsOn).toEqual([])
    await rig.clock.advance(100)
    expect(await rig.states(second.key)).toEqual(['applied'])
  })

  it('goes when the server has taken a command, and does not wait for the device', async () => {
    rig.server.report = () => null
    const command = await rig.one(reload('dev_1'))
    const behind = await rig.one(rename('dev_2', 'later'), { dependsOn: [command.key] })
    await rig.run()
    expect(await rig.states(command.key, behind.key)).toEqual(['accepted', 'applied'])
  })

  it('is refused when what it is to build on was taken back or never existed', async () => {
    const first = await rig.one(rename('dev_1', 'a'))
    await rig.host.desk.rollBack([first.key])
    await expect(rig.one(rename('dev_2', 'b'), { dependsOn: [first.key] })).rejects.toMatchObject({
      code: 'invalid-operation',
    })
    const unknown = '00000000-0000-4000-8000-999999999999'
    await expect(rig.one(rename('dev_2', 'b'), { dependsOn: [unknown] })).rejects.toMatchObject({
      code: 'invalid-operation',
    })
    expect(rig.host.outbox.lanes.size).toBe(0)
  })

  it('waits over a restart too', async () => {
    refuse('pls_new')
    await rig.run(0)
    const made = await rig.one(createPlaylist('pls_new'))
    const using = await rig.one(edit('dev_1', { playlistId: 'pls_new' }))
    await rig.clock.advance(1_000)
    await rig.reopen()
    await rig.run()
    expect((await rig.shown(using.key)).wait).toEqual({ reason: 'behind-dependency', behindKey: made.key })
    expect(effects()).toEqual([])
  })

  describe('when a create is rolled back', () => {
    it('is taken back with it, if it was done to it or with it', async () => {
      rig.server.setBlock('offline')
      const [made = ''] = await rig.enqueue(createPlaylist('pls_new'))
      const direct = await rig.enqueue(edit('dev_1', { playlistId: 'pls_new' }))
      const behind = await rig.one(reload('dev_2'), { dependsOn: direct })
      const later = await rig.one(edit('pls_new', { name: 'b' }, 'playlist'))
      const apart = await rig.one(rename('dev_3', 'apart'))
      const after = await rig.one(rename('dev_2', 'after'))
      await rig.host.desk.rollBack([made])
      expect(await rig.states(made, ...direct, later.key)).toEqual(['cancelled', 'cancelled', 'cancelled'])
      // It was asked to wait for the second, and was not done with the playlist: a person decides.
      expect(await rig.states(behind.key)).toEqual(['quarantined'])
      // One has nothing to do with it; the other only stood behind in a lane.
      expect(await rig.states(apart.key, after.key)).toEqual(['queued', 'queued'])
      expect(rig.view('pls_new', 'playlist')).toBeNull()
      expect(rig.view('dev_1')?.data['playlistId']).toBeNull()
    })

    it('is taken back also when it belongs to a fellow of the same batch', async () => {
      rig.server.setBlock('offline')
      const [first = '', second = ''] = await rig.batch(createDevice('dev_new_1'), createDevice('dev_new_2'))
      const ofSecond = await rig.one(rename('dev_new_2', 'b'))
      await rig.host.desk.rollBack([first])
      expect(await rig.states(first, second, ofSecond.key)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    })

    it('waits for a person, if it was made by somebody else', async () => {
      rig.server.setBlock('offline')
      const [made = ''] = await rig.enqueue(createPlaylist('pls_new'))
      rig.host.user = { id: 'usr_2', name: 'another' }
      const using = await rig.one(edit('dev_1', { playlistId: 'pls_new' }))
      rig.host.user = { id: 'usr_1', name: 'operator' }
      await rig.host.desk.rollBack([made])
      expect(await rig.states(made, using.key)).toEqual(['cancelled', 'quarantined'])
    })
  })

  it('waits for a person when an edit it builds on is taken back', async () => {
    rig.server.setBlock('offline')
    const first = await rig.one(rename('dev_1', 'a'))
    const second = await rig.one(rename('dev_2', 'b'), { dependsOn: [first.key] })
    const third = await rig.one(rename('dev_3', 'c'), { dependsOn: [second.key] })
    await rig.host.desk.rollBack([first.key])
    expect(await rig.states(first.key, second.key, third.key)).toEqual(['cancelled', 'quarantined', 'queued'])
    expect((await rig.operation(second.key)).lastError?.code).toBe('dependency-gone')
    expect((await rig.shown(third.key)).wait).toEqual({ reason: 'behind-dependency', behindKey: second.key })
    await rig.host.desk.retry([second.key])
    rig.server.setBlock(null)
    await rig.run()
    expect(effects()).toEqual([second.key, third.key])
  })

  it('waits for a person when the command it builds on has expired', async () => {
    rig.server.setBlock('offline')
    const command = await rig.one(reload('dev_1'))
    const behind = await rig.one(rename('dev_2', 'b'), { dependsOn: [command.key] })
    await rig.run(25 * 3_600_000)
    expect(await rig.states(command.key, behind.key)).toEqual(['expired', 'quarantined'])
    expect((await rig.operation(behind.key)).lastError?.code).toBe('dependency-gone')
  })

  it('finds what a corrected change builds on now', async () => {
    rig.server.reject = (operation) => operation.kind === 'update'
    const [key = ''] = await rig.enqueue(edit('dev_1', { playlistId: 'pls_wrong' }))
    await rig.run()
    rig.server.setBlock('offline')
    const made = await rig.one(createPlaylist('pls_new'))
    rig.server.reject = () => false
    await rig.host.desk.editAndRetry(key, { playlistId: 'pls_new' })
    expect((await rig.operation(key)).dependsOn).toEqual([made.clientSequence])
    rig.server.setBlock(null)
    await rig.clock.advance(1_000)
    expect(effects()).toEqual([made.key, key])
  })
})
