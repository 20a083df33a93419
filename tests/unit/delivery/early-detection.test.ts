import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConflictSettings, conflictSettingsSchema } from '../../../src/shared/domain/conflict.ts'
import type { EntityRecord, Fields } from '../../../src/shared/domain/entities.ts'
import { createDevice, device, edit, QueueRig, reload, remove, rename } from '../../support/queue-rig.ts'

const ASKING = conflictSettingsSchema.parse({})
const GIVING_WAY = conflictSettingsSchema.parse({ autoResolve: true })

let settings: ConflictSettings
let rig: QueueRig

beforeEach(async () => {
  settings = ASKING
  rig = await QueueRig.open({ conflicts: () => settings })
  rig.seedDevices('dev_1', 'dev_2')
  rig.server.setBlock('offline')
  await rig.run(0)
})
afterEach(() => rig.close())

/** Somebody else edits, and the feed tells of it. `key`: as the operation of which it came in. */
async function othersEdit(entityId: string, fields: Fields, key: string | null = null): Promise<void> {
  rig.server.edit(entityId, fields)
  await hear(entityId, key)
}

/** The feed tells of the server's present record. */
async function hear(entityId: string, key: string | null = null): Promise<void> {
  const ref = device(entityId)
  const before = rig.host.replica.base(ref)
  const there = rig.server.entities.get(entityId)
  if (there === undefined) rig.host.replica.apply({ kind: 'removed', ref, sequence: 99, version: 99 })
  else rig.host.replica.apply({ kind: 'record', record: recordOf(entityId, there) })
  rig.host.delivery.early.recordChanged({ ref, key, before })
  await rig.clock.advance(0)
}

function recordOf(id: string, { version, data }: { version: number; data: Fields }): EntityRecord {
  return { entityType: 'device', id, version, sequence: version, data, reported: {} }
}

async function losers() {
  return (await rig.host.store.conflictRecords({ offset: 0, limit: 100 })).records
}

describe('a change by others of something that waits to be sent here', () => {
  it('puts the edit on the desk before anything of it is sent', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    await othersEdit('dev_1', { name: 'theirs' })
    expect(await rig.operation(key)).toMatchObject({
      state: 'conflicted',
      conflict: { serverVersion: 2, serverFields: { name: 'theirs' }, isFromFeed: true, reason: 'clash' },
    })
    expect(await rig.reasons(key)).toEqual(['made', 'conflict-before-sent'])
    expect(rig.server.applyCalls).toBe(0)
  })

  it('is merged with the edit where that loses nothing, and shown so at once', async () => {
    const [key = ''] = await rig.enqueue(edit('dev_1', { tags: ['mine'] }))
    await othersEdit('dev_1', { tags: ['theirs'] })
    expect(rig.view('dev_1')?.data['tags']).toEqual(['theirs', 'mine'])
    expect(await rig.operation(key)).toMatchObject({ state: 'queued', baseVersion: 2, rounds: 0 })
    expect(await losers()).toMatchObject([{ field: 'tags', mine: ['mine'], winner: 'merged' }])
    rig.server.setBlock(null)
    await rig.clock.advance(1_000)
    expect(await rig.reasons(key)).toEqual(['made', 'merged-with-others', 'sent', 'acknowledged'])
  })

  it('lets the settings decide where conflicts resolve by themselves, and keeps the value that lost', async () => {
    settings = GIVING_WAY
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    await othersEdit('dev_1', { name: 'theirs' })
    expect(await rig.reasons(key)).toEqual(['made', 'superseded-by-server'])
    expect(await losers()).toMatchObject([{ field: 'name', mine: 'mine', theirs: 'theirs', winner: 'theirs' }])
  })

  it('does not count as a round, however often it is merged before it is sent', async () => {
    const [key = ''] = await rig.enqueue(edit('dev_1', { tags: ['mine'] }))
    for (const tag of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await othersEdit('dev_1', { tags: [tag] })
    expect(await rig.operation(key)).toMatchObject({
      state: 'queued',
      rounds: 0,
      intent: { fields: { tags: ['g', 'mine'] } },
    })
  })

  it('leaves the edit alone when it touches other fields', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    await othersEdit('dev_1', { location: 'theirs' })
    expect(await rig.reasons(key)).toEqual(['made'])
  })

  it('is no news when it is the echo of an operation of here', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    await othersEdit('dev_1', { name: 'something else' }, key)
    expect(await rig.reasons(key)).toEqual(['made'])
  })

  it('never touches a command', async () => {
    const [key = ''] = await rig.enqueue(reload('dev_1'))
    await othersEdit('dev_1', { name: 'theirs' })
    rig.server.entities.delete('dev_1')
    await hear('dev_1')
    expect(await rig.reasons(key)).toEqual(['made'])
  })

  it('leaves a deletion to the server, which knows what its maker has not seen', async () => {
    const [key = ''] = await rig.enqueue(remove('dev_1'))
    await othersEdit('dev_1', { name: 'theirs' })
    expect(await rig.reasons(key)).toEqual(['made'])
  })

  it('asks about an edit of something that is gone', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    rig.server.entities.delete('dev_1')
    await hear('dev_1')
    expect((await rig.operation(key)).conflict).toMatchObject({ isDeleted: true, reason: 'deleted' })
  })

  it('does not take what is still to be made for something that is gone', async () => {
    const [, later = ''] = await rig.batch(createDevice('dev_new'), rename('dev_new', 'mine'))
    rig.host.delivery.early.recordChanged({ ref: device('dev_new'), key: null, before: null })
    await rig.clock.advance(0)
    expect(await rig.states(later)).toEqual(['queued'])
  })

  it('tells the person who is deciding what it is now, and decides nothing for them', async () => {
    settings = GIVING_WAY
    const [key = ''] = await rig.batch(rename('dev_1', 'mine'), rename('dev_2', 'mine'))
    await othersEdit('dev_1', { name: 'theirs' })
    await othersEdit('dev_1', { name: 'theirs again' })
    expect((await rig.operation(key)).conflict).toMatchObject({
      serverVersion: 3,
      serverFields: { name: 'theirs again' },
    })
    await othersEdit('dev_1', { name: 'dev_1' })
    expect(await rig.operation(key)).toMatchObject({
      state: 'conflicted',
      conflict: { serverFields: { name: 'dev_1' } },
    })
    expect(await rig.reasons(key)).toEqual(['made', 'conflict-before-sent', 'conflict-moved-on', 'conflict-moved-on'])
  })

  it('tells the windows once that a person is asked', async () => {
    const told: string[] = []
    rig.host.outbox.onSettled((operation) => told.push(operation.state))
    await rig.enqueue(rename('dev_1', 'mine'))
    for (const name of ['one', 'two', 'three']) await othersEdit('dev_1', { name })
    expect(told).toEqual(['conflicted'])
  })
})

describe('a lane of which something is on its way', () => {
  it('is left alone until the answer is there, and is looked at then', async () => {
    const [first = ''] = await rig.enqueue(rename('dev_1', 'first'))
    let answer = (): void => undefined
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return apply(operations)
    }
    rig.server.setBlock(null)
    await rig.clock.advance(0)
    const [second = ''] = await rig.enqueue(edit('dev_1', { location: 'mine' }))
    expect(await rig.states(first, second)).toEqual(['sending', 'queued'])
    await othersEdit('dev_1', { location: 'theirs' })
    expect(await rig.states(first, second)).toEqual(['sending', 'queued'])
    rig.server.setBlock('offline')
    answer()
    await rig.clock.advance(0)
    expect(await rig.states(first, second)).toEqual(['queued', 'conflicted'])
  })

  it('is left alone while an outcome is unknown', async () => {
    rig.server.trouble = () => 'lost-answer'
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    rig.server.setBlock(null)
    await rig.clock.advance(0)
    rig.server.setBlock('offline')
    await othersEdit('dev_1', { name: 'theirs' })
    expect(await rig.states(key)).toEqual(['unknown'])
  })
})

describe('edits that build on others of their lane', () => {
  it('are left to the server where they change the same field, and wait behind the one that clashes', async () => {
    const [first = '', second = ''] = await rig.enqueue(rename('dev_1', 'first'), rename('dev_1', 'second'))
    await othersEdit('dev_1', { name: 'theirs' })
    expect(await rig.states(first, second)).toEqual(['conflicted', 'queued'])
  })

  it('still meet the server’s comparison when one before them was merged early', async () => {
    const [first = '', second = ''] = await rig.enqueue(
      edit('dev_1', { tags: ['mine'] }),
      edit('dev_1', { location: 'mine' }),
    )
    rig.server.edit('dev_1', { location: 'theirs' })
    await othersEdit('dev_1', { tags: ['theirs'] })
    expect(await rig.states(first, second)).toEqual(['queued', 'conflicted'])
    expect((await rig.operation(first)).baseVersion).toBe(3)
    rig.server.setBlock(null)
    await rig.clock.advance(1_000)
    expect(rig.server.entities.get('dev_1')?.data).toMatchObject({ tags: ['theirs', 'mine'], location: 'theirs' })
  })
})

describe('what others changed', () => {
  it('is found in a snapshot too', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    rig.server.edit('dev_1', { name: 'theirs' })
    const before = rig.host.replica.views.waitingRefs().map((ref) => ({ ref, before: rig.host.replica.base(ref) }))
    const records = [...rig.server.entities].map(([id, entity]) => recordOf(id, entity))
    await rig.host.replica.replaceAll(records, { epoch: 'e', sequence: 9 }, 1)
    for (const one of before) rig.host.delivery.early.recordChanged({ ...one, key: null })
    await rig.clock.advance(1)
    expect(await rig.states(key)).toEqual(['conflicted'])
  })

  it('is left to the server’s comparison where some of it was missed', async () => {
    const [key = ''] = await rig.enqueue(edit('dev_1', { name: 'mine', tags: ['mine'] }))
    // This one was applied to the copy just before the program ended, and nobody was told.
    await rig.host.delivery.early.stop()
    await othersEdit('dev_1', { name: 'theirs' })
    await rig.host.replica.persist()
    await rig.kill()
    await rig.run(0)
    await othersEdit('dev_1', { tags: ['theirs'] })
    expect(await rig.states(key)).toEqual(['queued'])
    rig.server.setBlock(null)
    await rig.clock.advance(1_000)
    expect((await rig.operation(key)).conflict).toMatchObject({
      serverFields: { name: 'theirs', tags: ['theirs'] },
      reason: 'clash',
    })
  })

  it('is not what an own change before it was to make, and did not', async () => {
    rig.server.reject = ({ clientSequence }) => clientSequence === 1
    const [refused = ''] = await rig.enqueue(rename('dev_1', 'refused'))
    let release = (): void => undefined
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return apply(operations)
    }
    rig.server.setBlock(null)
    await rig.clock.advance(0)
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    rig.server.setBlock('offline')
    release()
    await rig.clock.advance(0)
    await rig.host.desk.rollBack([refused])
    await othersEdit('dev_1', { location: 'theirs' })
    expect(await rig.states(refused, key)).toEqual(['cancelled', 'queued'])
  })

  it('is left alone where the edit is another user’s, and found when that user is back', async () => {
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    rig.host.user = { id: 'usr_2', name: 'somebody else' }
    rig.host.outbox.userChanged()
    await othersEdit('dev_1', { name: 'theirs' })
    expect(await rig.states(key)).toEqual(['queued'])
    rig.host.user = { id: 'usr_1', name: 'operator' }
    rig.host.outbox.userChanged()
    rig.host.delivery.early.lookAgain()
    await rig.clock.advance(0)
    expect(await rig.states(key)).toEqual(['conflicted'])
  })
})
