import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeliveryError } from '../../../src/main/delivery/server-port.ts'
import type { OperationResult, WireOperation } from '../../../src/shared/protocol/operations.ts'
import type { Trouble } from '../../support/model-server.ts'
import { createDevice, createPlaylist, edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

const MINUTE = 60_000

describe('a batch', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.seedDevices('dev_1', 'dev_2', 'dev_3')
  })
  afterEach(() => rig.close())

  const sent = () => rig.server.requests.map((request) => request.map((operation) => operation.key))
  const rejecting = (entityId: string) => (operation: WireOperation) => operation.entityId === entityId
  const pair = () => rig.batch(rename('dev_1', 'a'), rename('dev_2', 'b'))

  describe('when it is accepted', () => {
    it('is accepted whole or not at all', async () => {
      await expect(rig.batch(rename('dev_1', 'a'), rename('dev_9', 'nobody'))).rejects.toMatchObject({
        code: 'not-found',
      })
      expect(rig.host.outbox.status(false)).toMatchObject({ pending: 0, totals: { created: 0 } })
      expect(rig.view('dev_1')?.pending).toEqual([])
    })

    it('may hold a hundred changes, and not one more', async () => {
      const intents = Array.from({ length: 101 }, (_, index) => createDevice(`dev_new_${index}`))
      await expect(rig.batch(...intents)).rejects.toMatchObject({ code: 'invalid-operation' })
      expect(await rig.batch(...intents.slice(1))).toHaveLength(100)
    })

    it('of one change is that change', async () => {
      const [key = ''] = await rig.batch(rename('dev_1', 'a'))
      expect((await rig.operation(key)).batch).toBeNull()
    })

    it('is shown with what belongs together', async () => {
      const [first = '', second = ''] = await pair()
      const id = (await rig.shown(first)).batchId
      expect(id).not.toBeNull()
      expect((await rig.shown(second)).batchId).toBe(id)
    })
  })

  it('leaves in one request, its members one behind the other, edits and commands alike', async () => {
    const keys = await rig.batch(rename('dev_1', 'a'), reload('dev_2'), edit('dev_1', { location: 'Hall B' }))
    await rig.one(rename('dev_3', 'apart'))
    await rig.run()
    const [request = []] = rig.server.requests
    const at = request.findIndex((operation) => operation.key === keys[0])
    const members = request.slice(at, at + 3)
    expect(members.map((operation) => operation.key)).toEqual(keys)
    expect(new Set(members.map((operation) => JSON.stringify(operation.batch))).size).toBe(1)
    expect(members[0]?.batch?.size).toBe(3)
    expect(rig.server.entities.get('dev_1')?.data).toMatchObject({ name: 'a', location: 'Hall B' })
    expect(rig.server.effects).toHaveLength(4)
  })

  it('with a member in conflict waits for a person when another has expired, and holds up nothing else', async () => {
    const [edited = '', command = ''] = await rig.batch(rename('dev_1', 'mine'), reload('dev_2'))
    rig.server.edit('dev_1', { name: 'theirs' })
    await rig.run()
    expect(await rig.states(edited, command)).toEqual(['conflicted', 'queued'])
    // Longer than any command may wait.
    await rig.clock.advance(48 * 60 * MINUTE)
    expect(await rig.states(edited, command)).toEqual(['quarantined', 'expired'])
    expect(await rig.operation(edited)).toMatchObject({ conflict: null, lastError: { code: 'batch-expired' } })
    const other = await rig.one(rename('dev_3', 'apart'))
    await rig.clock.advance(1_000)
    expect(await rig.states(other.key)).toEqual(['applied'])
  })

  it('keeps its order in each thing where the server may apply a part of it', async () => {
    rig.server.hasAtomicBatch = false
    const [edited = '', other = '', command = ''] = await rig.batch(
      rename('dev_1', 'mine'),
      rename('dev_2', 'b'),
      reload('dev_1'),
    )
    rig.server.edit('dev_1', { name: 'theirs' })
    await rig.run()
    expect(await rig.states(edited, other, command)).toEqual(['conflicted', 'applied', 'queued'])
    expect(rig.server.effects.map((effect) => effect.key)).toEqual([other])
  })

  it('may make something and use it at once', async () => {
    rig.server.checksReferences = true
    const keys = await rig.batch(createPlaylist('pls_new'), edit('dev_1', { playlistId: 'pls_new' }))
    await rig.run()
    expect(await rig.states(...keys)).toEqual(['applied', 'applied'])
    expect(rig.server.requests).toHaveLength(1)
  })

  it('goes whole also when it is larger than a request would be', async () => {
    const keys = await rig.batch(...Array.from({ length: 80 }, (_, index) => createDevice(`dev_new_${index}`)))
    await rig.run()
    expect(sent()).toEqual([keys])
  })

  it('finds room although more urgent changes never end', async () => {
    const keys = await rig.batch(...Array.from({ length: 60 }, (_, index) => createDevice(`dev_new_${index}`)))
    const many = Array.from({ length: 300 }, (_, index) => createDevice(`dev_urgent_${index}`))
    await rig.accept(many, { priority: 'critical' })
    const applied = rig.server.requests
    await rig.run()
    const index = applied.findIndex((request) => request.some((operation) => operation.key === keys[0]))
    expect(index).toBeGreaterThanOrEqual(0)
    expect(index).toBeLessThanOrEqual(2)
    expect(applied[index]).toHaveLength(60)
  })

  it('waits until all of it can go', async () => {
    rig.server.trouble = () => 'lost-answer'
    const first = await rig.one(rename('dev_1', 'before'))
    await rig.run(100)
    const keys = await pair()
    await rig.clock.advance(100)
    expect(await rig.states(first.key, ...keys)).toEqual(['unknown', 'queued', 'queued'])
    expect((await rig.shown(keys[1] ?? '')).wait).toEqual({ reason: 'behind-batch', behindKey: keys[0] })
    rig.server.trouble = () => 'none'
    await rig.clock.advance(5_000)
    expect(await rig.states(...keys)).toEqual(['applied', 'applied'])
    expect(sent().at(-1)).toEqual(keys)
  })

  describe('of which one is refused', () => {
    it('is refused whole, with the reason, and nothing of it stays on screen', async () => {
      rig.server.reject = rejecting('dev_2')
      const [first = '', second = ''] = await pair()
      await rig.run()
      expect(await rig.states(first, second)).toEqual(['quarantined', 'quarantined'])
      expect((await rig.operation(second)).lastError).toMatchObject({ code: 'invalid', message: 'not like this' })
      expect((await rig.operation(first)).lastError?.message).toContain('not like this')
      expect(rig.server.effects).toEqual([])
      expect([rig.view('dev_1')?.data['name'], rig.view('dev_2')?.data['name']]).toEqual(['dev_1', 'dev_2'])
    })

    it('is tried again whole when one of it is', async () => {
      rig.server.reject = rejecting('dev_2')
      const [first = '', second = ''] = await pair()
      await rig.run()
      rig.server.reject = () => false
      await rig.host.desk.retry([first])
      await rig.clock.advance(1_000)
      expect(await rig.states(first, second)).toEqual(['applied', 'applied'])
      expect(sent().at(-1)).toEqual([first, second])
    })

    it('waits behind the others until those are tried again too, when only one was corrected', async () => {
      rig.server.reject = (operation) => operation.kind === 'update' && operation.fields['name'] === 'b'
      const [first = '', second = ''] = await pair()
      await rig.run()
      await rig.host.desk.editAndRetry(second, { name: 'better' })
      await rig.clock.advance(1_000)
      expect((await rig.shown(second)).wait).toEqual({ reason: 'behind-batch', behindKey: first })
      await rig.host.desk.retry([first])
      await rig.clock.advance(1_000)
      expect(await rig.states(first, second)).toEqual(['applied', 'applied'])
    })

    it('asks for attention after as many refusals of the whole request as any change', async () => {
      rig.server.apply = () => Promise.reject(new DeliveryError('refused', 'too-large', 'This is too much.'))
      const keys = await pair()
      const single = await rig.one(rename('dev_3', 'apart'))
      await rig.run(10 * MINUTE)
      expect(await rig.states(...keys, single.key)).toEqual(['quarantined', 'quarantined', 'quarantined'])
      expect((await rig.operation(keys[0] ?? '')).lastError?.code).toBe('too-large')
    })
  })

  describe('that is rolled back', () => {
    it('is rolled back whole', async () => {
      const [first = '', second = ''] = await pair()
      await rig.host.desk.rollBack([second])
      expect(await rig.states(first, second)).toEqual(['cancelled', 'cancelled'])
      expect(rig.view('dev_1')?.data['name']).toBe('dev_1')
    })

    it('is not rolled back while part of it may be with the server', async () => {
      const [first = '', second = ''] = await pair()
      const apply = rig.server.apply.bind(rig.server)
      // The answer says no to one member and nothing of the other.
      rig.server.apply = async (operations) => {
        await apply(operations)
        return [{ outcome: 'rejected', key: first, code: 'invalid', message: 'no' }]
      }
      rig.server.trouble = () => 'none'
      rig.server.lookup = () => Promise.reject(new DeliveryError('unknown', 'network', 'lost'))
      await rig.run(100)
      expect(await rig.states(first, second)).toEqual(['quarantined', 'unknown'])
      const [outcome] = await rig.host.desk.rollBack([first])
      expect(outcome).toMatchObject({ ok: false })
      expect(await rig.states(first, second)).toEqual(['quarantined', 'unknown'])
    })
  })

  describe('of which one is in conflict', () => {
    it('waits for the decision, then goes whole', async () => {
      rig.server.edit('dev_1', { name: 'theirs' })
      const [first = '', second = ''] = await pair()
      await rig.run()
      expect(await rig.states(first, second)).toEqual(['conflicted', 'queued'])
      expect((await rig.shown(second)).wait).toEqual({ reason: 'behind-batch', behindKey: first })
      expect(rig.server.effects).toEqual([])
      await rig.host.conflicts.keepMine([first])
      await rig.clock.advance(1_000)
      expect(await rig.states(first, second)).toEqual(['applied', 'applied'])
    })

    it('is taken back whole when theirs is kept', async () => {
      rig.server.edit('dev_1', { name: 'theirs' })
      const [first = '', second = ''] = await pair()
      await rig.run()
      await rig.host.desk.rollBack([first])
      expect(await rig.states(first, second)).toEqual(['cancelled', 'cancelled'])
    })

    it('goes on top of edits of other fields by itself', async () => {
      rig.server.edit('dev_1', { location: 'theirs' })
      const keys = await pair()
      await rig.run()
      expect(await rig.states(...keys)).toEqual(['applied', 'applied'])
      expect(rig.server.entities.get('dev_1')?.data).toMatchObject({ name: 'a', location: 'theirs' })
    })
  })

  describe('with a command that waits too long', () => {
    it('is kept whole until somebody confirms the command', async () => {
      rig.server.setBlock('offline')
      const [first = '', second = ''] = await rig.batch(rename('dev_1', 'a'), reload('dev_2'))
      await rig.run(5 * MINUTE)
      rig.server.setBlock(null)
      await rig.clock.advance(5_000)
      expect(await rig.states(first, second)).toEqual(['queued', 'stale'])
      expect((await rig.shown(first)).wait).toEqual({ reason: 'behind-batch', behindKey: second })
      expect(rig.server.applyCalls).toBe(0)
      await rig.host.desk.confirmAgain([second])
      await rig.clock.advance(1_000)
      expect(sent()).toEqual([[first, second]])
    })

    it('is not sent in part when the command has ended: a person decides about the rest', async () => {
      rig.server.setBlock('offline')
      const [first = '', second = ''] = await rig.batch(rename('dev_1', 'a'), reload('dev_2'))
      await rig.run(25 * 60 * MINUTE)
      rig.server.setBlock(null)
      await rig.clock.advance(5_000)
      expect(await rig.states(first, second)).toEqual(['quarantined', 'expired'])
      expect(rig.server.applyCalls).toBe(0)
      await rig.host.desk.retry([first])
      await rig.clock.advance(5_000)
      expect(await rig.states(first)).toEqual(['applied'])
      expect(rig.server.requests[0]?.[0]?.batch).toBeUndefined()
    })
  })

  it('is one after a restart as well, also when its answer was lost', async () => {
    rig.server.trouble = () => 'lost-answer'
    const keys = await pair()
    await rig.run(100)
    await rig.reopen()
    rig.server.trouble = () => 'none'
    await rig.run(5_000)
    expect(await rig.states(...keys)).toEqual(['applied', 'applied'])
    expect(rig.server.effects).toHaveLength(2)
  })

  it('is sent whole again when the server has not had it', async () => {
    const troubles: Trouble[] = ['lost-request']
    rig.server.trouble = () => troubles.shift() ?? 'none'
    const keys = await pair()
    await rig.run(100)
    await rig.reopen()
    await rig.run(5_000)
    expect(sent()).toEqual([keys, keys])
    expect(await rig.states(...keys)).toEqual(['applied', 'applied'])
  })

  describe('at a server that looks at each change on its own', () => {
    it('is sent together and may be applied in part: the rest follows on its own', async () => {
      rig.server.hasAtomicBatch = false
      rig.server.edit('dev_2', { name: 'theirs' })
      const [first = '', second = ''] = await pair()
      await rig.run()
      expect(rig.server.requests[0]?.map((operation) => operation.batch)).toEqual([undefined, undefined])
      expect(await rig.states(first, second)).toEqual(['applied', 'conflicted'])
      await rig.host.conflicts.keepMine([second])
      await rig.clock.advance(1_000)
      expect(await rig.states(second)).toEqual(['applied'])
    })

    it('does not wait for the device of its command', async () => {
      rig.server.hasAtomicBatch = false
      rig.server.report = () => null
      rig.server.edit('dev_1', { name: 'theirs' })
      const [first = '', second = ''] = await rig.batch(rename('dev_1', 'a'), reload('dev_2'))
      await rig.run()
      expect(await rig.states(first, second)).toEqual(['conflicted', 'accepted'])
      await rig.host.conflicts.keepMine([first])
      await rig.clock.advance(1_000)
      expect(await rig.states(first, second)).toEqual(['applied', 'accepted'])
    })
  })

  it('stays whole when the server holds back a member for one whose own result is missing', async () => {
    const [first = '', second = ''] = await pair()
    const apply = rig.server.apply.bind(rig.server)
    let isFirst = true
    rig.server.apply = async (operations): Promise<readonly OperationResult[]> => {
      if (!isFirst) return apply(operations)
      isFirst = false
      return [{ outcome: 'held', key: second, behind: first }]
    }
    await rig.run(5_000)
    expect(await rig.states(first, second)).toEqual(['applied', 'applied'])
    expect(sent()).toEqual([[first, second]])
  })
})
