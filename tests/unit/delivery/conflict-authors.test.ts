import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChangeAuthor } from '../../../src/shared/domain/conflict.ts'
import type { ConflictView } from '../../../src/shared/domain/conflict-desk.ts'
import type { ConflictGrouping } from '../../../src/shared/domain/conflict-outline.ts'
import type { EntityRecord, Fields } from '../../../src/shared/domain/entities.ts'
import { device, edit, QueueRig } from '../../support/queue-rig.ts'

const NIGHT: ChangeAuthor = { actor: 'Night desk', at: 5_000 }
const DEPOT: ChangeAuthor = { actor: 'Depot', at: 9_000 }

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2', 'dev_3')
})
afterEach(() => rig.close())

/** Mine meets theirs at the server, whose answer tells who is behind it, if it is known. */
async function clash(id: string, mine: Fields, theirs: Fields, author?: ChangeAuthor): Promise<string> {
  rig.server.edit(id, theirs, author)
  const [key = ''] = await rig.enqueue(edit(id, mine))
  await rig.run()
  return key
}

const outline = (by: ConflictGrouping, text = '') =>
  rig.host.conflicts.outline({ by, text, open: [{ id: '', limit: 50 }], key: null })
async function views(): Promise<readonly ConflictView[]> {
  return (await outline('none')).groups[0]?.rows ?? []
}

describe('who is behind the other side of a conflict', () => {
  it('is told for every field, and for the whole by the last of those that clash', async () => {
    rig.server.edit('dev_1', { name: 'theirs' }, NIGHT)
    await clash('dev_1', { name: 'mine', location: 'mine' }, { model: 'theirs' }, DEPOT)
    const [view] = await views()
    expect(view?.changedBy).toEqual(NIGHT)
    expect(Object.fromEntries((view?.fields ?? []).map(({ field, changedBy }) => [field, changedBy]))).toEqual({
      name: NIGHT,
      location: null,
      model: DEPOT,
    })
  })

  it('is nobody where the server does not tell, or tells no name', async () => {
    await clash('dev_1', { name: 'mine' }, { name: 'theirs' })
    await clash('dev_2', { name: 'mine' }, { name: 'theirs' }, { actor: ' ', at: 1 })
    expect((await views()).map(({ changedBy }) => changedBy)).toEqual([null, null])
  })

  it('groups conflicts, those of nobody known together, and finds them by name', async () => {
    await clash('dev_1', { name: 'mine' }, { name: 'theirs' }, NIGHT)
    await clash('dev_2', { name: 'mine' }, { name: 'theirs' })
    await clash('dev_3', { name: 'mine' }, { name: 'theirs' }, NIGHT)
    const { groups } = await outline('person')
    expect(groups.map(({ id, label, count }) => [id, label, count])).toEqual([
      ['Night desk', 'Night desk', 2],
      ['*someone', null, 1],
    ])
    expect(await outline('none', 'night DESK')).toMatchObject({ matching: 2 })
    const keys = await rig.host.conflicts.keysOf({
      keys: [],
      groups: { by: 'person', text: '', ids: ['*someone'], except: [] },
    })
    expect(keys).toHaveLength(1)
  })

  it('is not who made ours, by whom they are grouped apart', async () => {
    await clash('dev_1', { name: 'mine' }, { name: 'theirs' }, NIGHT)
    expect(await outline('maker')).toMatchObject({ makers: 1, groups: [{ label: 'operator', count: 1 }] })
  })

  it('is kept over a restart', async () => {
    await clash('dev_1', { name: 'mine' }, { name: 'theirs' }, NIGHT)
    await rig.reopen()
    expect((await views()).map(({ changedBy }) => changedBy)).toEqual([NIGHT])
  })
})

describe('who is behind a change that the feed told of', () => {
  beforeEach(async () => {
    rig.server.setBlock('offline')
    await rig.run(0)
  })

  async function hear(author: ChangeAuthor | null): Promise<void> {
    const ref = device('dev_1')
    const before = rig.host.replica.base(ref)
    const there = rig.server.entities.get('dev_1')
    if (there === undefined) rig.host.replica.apply({ kind: 'removed', ref, sequence: 99, version: 99 })
    else rig.host.replica.apply({ kind: 'record', record: recordOf(there) })
    rig.host.delivery.early.recordChanged({ ref, key: null, before, author })
    await rig.clock.advance(0)
  }
  function recordOf({ version, data }: { version: number; data: Fields }): EntityRecord {
    return { entityType: 'device', id: 'dev_1', version, sequence: version, data, reported: {} }
  }
  const authors = async () => (await views()).map(({ changedBy }) => changedBy)

  it('is told as by the server', async () => {
    await rig.enqueue(edit('dev_1', { name: 'mine' }))
    rig.server.edit('dev_1', { name: 'theirs' })
    await hear(NIGHT)
    expect(await authors()).toEqual([NIGHT])
  })

  it('stays the one who changed that field when somebody else changes another', async () => {
    await rig.enqueue(edit('dev_1', { name: 'mine', location: 'mine' }))
    rig.server.edit('dev_1', { name: 'theirs' })
    await hear(NIGHT)
    rig.server.edit('dev_1', { location: 'theirs' })
    await hear(DEPOT)
    const [view] = await views()
    expect(view?.fields.map(({ field, changedBy }) => [field, changedBy])).toEqual([
      ['name', NIGHT],
      ['location', DEPOT],
    ])
  })

  it('is not guessed where versions were skipped: any of those behind them may have done it', async () => {
    await rig.enqueue(edit('dev_1', { name: 'mine' }))
    rig.server.edit('dev_1', { name: 'theirs' })
    rig.server.edit('dev_1', { model: 'theirs' })
    await hear(DEPOT)
    expect(await authors()).toEqual([null])
  })

  it('is told of a deletion', async () => {
    await rig.enqueue(edit('dev_1', { name: 'mine' }))
    rig.server.entities.delete('dev_1')
    await hear(NIGHT)
    expect((await views())[0]).toMatchObject({ isDeleted: true, changedBy: NIGHT })
  })
})
