import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/main/database/errors.ts'
import type { Store } from '../../../src/main/database/store.ts'
import {
  type ConflictRecord,
  type ConflictSettings,
  conflictSettingsSchema,
} from '../../../src/shared/domain/conflict.ts'
import { device, edit, QueueRig, remove, rename } from '../../support/queue-rig.ts'

const ASKING = conflictSettingsSchema.parse({})
const GIVING_WAY = conflictSettingsSchema.parse({ autoResolve: true })
const INSISTING = conflictSettingsSchema.parse({
  autoResolve: true,
  strategies: { device: { default: 'client-wins', fields: { location: 'server-wins' } } },
})

let settings: ConflictSettings
/** From the moment on that something is to be recorded as lost. */
let doesDiskFill: boolean
let rig: QueueRig

beforeEach(async () => {
  settings = ASKING
  doesDiskFill = false
  rig = await QueueRig.open({ conflicts: () => settings, wrapStore: filling })
  rig.seedDevices('dev_1', 'dev_2')
})
afterEach(() => rig.close())

function filling(store: Store): Store {
  const commit = store.commit.bind(store)
  let isFull = false
  store.commit = (mutations) => {
    isFull = doesDiskFill && (isFull || mutations.some(({ type }) => type === 'conflict.record'))
    return isFull ? Promise.reject(new StoreError('full', 'the disk is full')) : commit(mutations)
  }
  return store
}

async function records(): Promise<readonly ConflictRecord[]> {
  return (await rig.host.store.conflictRecords({ offset: 0, limit: 100 })).records
}

function atServer(field: string): unknown {
  return rig.server.entities.get('dev_1')?.data[field]
}

describe('groups', () => {
  it('of a device that never had any are merged, whoever was first', async () => {
    rig.server.edit('dev_1', { groups: ['theirs'] })
    const [key = ''] = await rig.enqueue(edit('dev_1', { groups: ['mine'] }))
    await rig.run()
    expect(await rig.states(key)).toEqual(['applied'])
    expect(atServer('groups')).toEqual(['theirs', 'mine'])
  })
})

describe('a clash that resolves by itself', () => {
  it('gives way to the server, says so, and keeps the value that lost', async () => {
    settings = GIVING_WAY
    rig.server.edit('dev_1', { name: 'theirs' })
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    await rig.run()
    expect(await rig.states(key)).toEqual(['cancelled'])
    expect(await rig.reasons(key)).toEqual(['made', 'sent', 'superseded-by-server'])
    expect(await records()).toMatchObject([
      { key, field: 'name', base: 'dev_1', mine: 'mine', theirs: 'theirs', winner: 'theirs', isAutomatic: true },
    ])
    expect(rig.view('dev_1')?.data['name']).toBe('theirs')
  })

  it('lets each field win by its own strategy, in one resolution', async () => {
    settings = INSISTING
    rig.server.edit('dev_1', { name: 'theirs', location: 'theirs' })
    const [key = ''] = await rig.enqueue(edit('dev_1', { name: 'mine', location: 'mine' }))
    await rig.run()
    expect(await rig.states(key)).toEqual(['applied'])
    expect([atServer('name'), atServer('location')]).toEqual(['mine', 'theirs'])
    const kept = await records()
    expect(Object.fromEntries(kept.map(({ field, winner }) => [field, winner]))).toEqual({
      location: 'theirs',
      name: 'mine',
    })
    expect(new Set(kept.map(({ resolutionId }) => resolutionId)).size).toBe(1)
  })

  it('heeds the settings as they are when the answer comes', async () => {
    rig.server.edit('dev_1', { name: 'theirs' })
    rig.server.edit('dev_2', { name: 'theirs' })
    const [asked = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    await rig.run()
    settings = GIVING_WAY
    const [decided = ''] = await rig.enqueue(rename('dev_2', 'mine'))
    await rig.clock.advance(1_000)
    expect(await rig.states(asked, decided)).toEqual(['conflicted', 'cancelled'])
  })

  it('loses nothing when its record cannot be stored: it is decided again', async () => {
    settings = GIVING_WAY
    doesDiskFill = true
    rig.server.edit('dev_1', { name: 'theirs' })
    const [key = ''] = await rig.enqueue(rename('dev_1', 'mine'))
    await rig.run(5_000)
    expect((await rig.operation(key)).state).not.toBe('cancelled')
    expect(await records()).toEqual([])
    doesDiskFill = false
    await rig.clock.advance(30_000)
    expect(await rig.states(key)).toEqual(['cancelled'])
    expect(await records()).toHaveLength(1)
  })
})

describe('a change that meets edits by others', () => {
  it('takes what it was merged with as its new base', async () => {
    rig.server.edit('dev_1', { tags: ['theirs'] })
    const [key = ''] = await rig.enqueue(edit('dev_1', { tags: ['mine'] }))
    rig.server.trouble = () => (rig.server.applyCalls > 1 ? 'not-sent' : 'none')
    await rig.run(200)
    expect(await rig.operation(key)).toMatchObject({
      baseVersion: 2,
      intent: { fields: { tags: ['theirs', 'mine'] } },
      baseFields: { tags: ['theirs'] },
      rounds: 1,
    })
    expect(await records()).toMatchObject([{ field: 'tags', mine: ['mine'], winner: 'merged' }])
  })

  it('shows them at once, so that what is changed next is changed in their sight', async () => {
    rig.server.edit('dev_1', { location: 'theirs' })
    await rig.enqueue(rename('dev_1', 'mine'))
    rig.server.trouble = () => (rig.server.applyCalls > 1 ? 'not-sent' : 'none')
    await rig.run(200)
    expect(rig.view('dev_1')).toMatchObject({ version: 2, data: { name: 'mine', location: 'theirs' } })
    const [key = ''] = await rig.enqueue(edit('dev_1', { location: 'seen and changed' }))
    expect((await rig.operation(key)).baseFields).toMatchObject({ location: 'theirs' })
    // Whoever starts the program again sees them too.
    await rig.closeHost()
    await rig.reopen()
    expect(rig.host.replica.base(device('dev_1'))).toMatchObject({ version: 2, data: { location: 'theirs' } })
  })

  it('does not believe an answer that the entity could not hold', async () => {
    rig.server.edit('dev_1', { location: 5 })
    await rig.enqueue(rename('dev_1', 'mine'))
    await rig.run(200)
    expect(rig.host.replica.base(device('dev_1'))?.data['location']).toBe('Platform 2')
  })

  it('does not take an earlier change of the same author for somebody else’s', async () => {
    rig.server.edit('dev_1', { tags: ['theirs'] })
    const [first = '', second = ''] = await rig.batch(
      edit('dev_1', { tags: ['mine'] }),
      edit('dev_1', { tags: ['better'] }),
    )
    await rig.run(5_000)
    expect(await rig.states(first, second)).toEqual(['applied', 'applied'])
    expect(atServer('tags')).toEqual(['theirs', 'better'])
  })

  it('goes to a person when others go on changing the same thing', async () => {
    settings = { ...ASKING, maxRounds: 2 }
    const [key = ''] = await rig.enqueue(edit('dev_1', { tags: ['mine'] }))
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = (operations) => {
      rig.server.edit('dev_1', { tags: [`theirs ${rig.server.applyCalls}`] })
      return apply(operations)
    }
    await rig.run(60_000)
    expect(await rig.operation(key)).toMatchObject({ state: 'conflicted', rounds: 2, conflict: { reason: 'loop' } })
    expect(rig.server.applyCalls).toBe(3)
  })
})

describe('a deletion', () => {
  it('of something that is gone is over, without troubling anybody', async () => {
    const [key = ''] = await rig.enqueue(remove('dev_1'))
    rig.server.entities.delete('dev_1')
    await rig.run()
    expect(await rig.reasons(key)).toEqual(['made', 'sent', 'already-deleted'])
    expect(rig.host.outbox.status(false).attention).toBe(0)
  })

  it('of something that others have edited waits for a person, who sees what they wrote', async () => {
    rig.server.edit('dev_1', { name: 'theirs' })
    const [key = ''] = await rig.enqueue(remove('dev_1'))
    await rig.run()
    expect((await rig.operation(key)).conflict).toEqual({
      serverVersion: 2,
      serverFields: { name: 'theirs' },
      isDeleted: false,
      reason: 'delete-over-edits',
    })
  })
})
