import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConflictGrouping, ConflictOutline, OutlineRequest } from '../../../src/shared/domain/conflict-outline.ts'
import type { Fields } from '../../../src/shared/domain/entities.ts'
import { edit, QueueRig, remove } from '../../support/queue-rig.ts'

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2', 'dev_3', 'dev_4')
})
afterEach(() => rig.close())

const desk = () => rig.host.conflicts

async function clash(id: string, mine: Fields, theirs: Fields): Promise<string> {
  rig.server.edit(id, theirs)
  const [key = ''] = await rig.enqueue(edit(id, mine))
  await rig.run()
  return key
}

async function deletion(id: string): Promise<string> {
  rig.server.edit(id, { name: 'theirs' })
  const [key = ''] = await rig.enqueue(remove(id))
  await rig.run()
  return key
}

/** Names twice, a place once, a deletion. */
async function four(): Promise<string[]> {
  return [
    await clash('dev_1', { name: 'mine' }, { name: 'theirs' }),
    await clash('dev_2', { location: 'the south hall' }, { location: 'the north hall' }),
    await clash('dev_3', { name: 'mine' }, { name: 'theirs' }),
    await deletion('dev_4'),
  ]
}

function outline(request: Partial<OutlineRequest> = {}): Promise<ConflictOutline> {
  return desk().outline({ by: 'none', text: '', open: [], key: null, ...request })
}

async function counts(by: ConflictGrouping, text = ''): Promise<Record<string, number>> {
  const { groups } = await outline({ by, text })
  return Object.fromEntries(groups.map(({ id, count }) => [id, count]))
}

describe('conflicts in groups', () => {
  it('are counted by field, by cause, by thing and by person, the largest group first', async () => {
    await four()
    expect(Object.entries(await counts('field'))).toEqual([
      ['name', 2],
      ['location', 1],
      ['*deletion', 1],
    ])
    expect(await counts('cause')).toEqual({ clash: 3, 'delete-over-edits': 1 })
    expect(await counts('entity')).toEqual({
      'device:dev_1': 1,
      'device:dev_2': 1,
      'device:dev_3': 1,
      'device:dev_4': 1,
    })
    expect(await counts('person')).toEqual({ '*someone': 4 })
    expect((await outline({ by: 'maker' })).groups[0]?.label).toBe('operator')
    expect((await outline({ by: 'entity' })).groups[0]?.label).toBe('mine')
  })

  it('are told in full only where a group is open, and no more of it than asked for', async () => {
    const [first = '', , third = ''] = await four()
    const { groups } = await outline({ by: 'field', open: [{ id: 'name', limit: 1 }] })
    expect(groups.map(({ rows }) => rows.map(({ key }) => key))).toEqual([[first], [], []])
    const all = await outline({ by: 'field', open: [{ id: 'name', limit: 5 }] })
    expect(all.groups[0]?.rows.map(({ key }) => key)).toEqual([first, third])
  })

  it('are found by every word of a text, in values, names and fields, in any case', async () => {
    await four()
    expect(await counts('field', 'SOUTH hall')).toEqual({ location: 1 })
    expect(await counts('field', 'dev_3')).toEqual({ name: 1 })
    expect(await counts('field', 'south platform')).toEqual({})
    expect(await outline({ text: 'south' })).toMatchObject({ total: 4, matching: 1 })
  })

  it('are told one by one wherever they stand, and not once they are decided', async () => {
    const [, second = ''] = await four()
    expect((await outline({ by: 'field', text: 'name', key: second })).found?.key).toBe(second)
    await desk().resolve(second, 'theirs')
    expect((await outline({ key: second })).found).toBeNull()
  })

  it('follow what is decided, undone and changed by others', async () => {
    const [first = ''] = await four()
    rig.server.setBlock('offline')
    expect(await counts('field')).toMatchObject({ name: 2 })
    const { resolutionId } = await desk().resolve(first, 'mine')
    expect(await counts('field')).toMatchObject({ name: 1 })
    await desk().undo(resolutionId)
    expect(await counts('field')).toMatchObject({ name: 2 })
    expect(await counts('none', 'theirs')).toEqual({ '': 3 })
    await desk().resolve(first, 'theirs')
    expect((await desk().resolveBulk(null, 'theirs')).outcomes).toHaveLength(3)
  })

  it('are read again when others have changed the same thing once more', async () => {
    const key = await clash('dev_1', { name: 'mine' }, { name: 'theirs' })
    expect(await counts('none', 'theirs')).toEqual({ '': 1 })
    rig.server.edit('dev_1', { name: 'newest' })
    await desk().resolve(key, 'mine')
    await rig.run()
    expect(await rig.states(key)).toEqual(['conflicted'])
    expect(await counts('none', 'newest')).toEqual({ '': 1 })
    expect(await counts('none', 'theirs')).toEqual({})
  })
})

describe('a decision about groups', () => {
  it('is about all of the groups but for what is left out', async () => {
    const [first = '', second = '', third = '', fourth = ''] = await four()
    const groups = { by: 'field', text: '', ids: ['name', 'location'], except: [third] } as const
    const keys = await desk().keysOf({ keys: [fourth], groups: { ...groups, ids: [...groups.ids], except: [third] } })
    expect([...keys].sort()).toEqual([first, second, fourth].sort())
  })

  it('is about what the text leaves, whatever the group', async () => {
    const [, second = ''] = await four()
    expect(await desk().keysOf({ keys: [], groups: { by: 'none', text: 'south', ids: null, except: [] } })).toEqual([
      second,
    ])
  })

  it('says in which fields they clash, and how often', async () => {
    await four()
    expect((await desk().previewBulk(null, 'mine')).fields).toEqual([
      { field: 'name', count: 2 },
      { field: 'location', count: 1 },
    ])
  })

  it('chooses by field, keeps what only one side changed, and leaves on the desk what has another clash', async () => {
    const name = await clash('dev_1', { name: 'mine', model: 'mine' }, { name: 'theirs' })
    const place = await clash('dev_2', { location: 'mine' }, { location: 'theirs' })
    const two = await clash('dev_3', { name: 'mine', model: 'mine' }, { name: 'theirs', model: 'theirs' })
    const choice = { fields: { name: 'theirs', location: 'theirs', tags: 'mine' } } as const
    expect(await desk().previewBulk(null, choice)).toMatchObject({ sends: 1, drops: 1, cannot: { count: 1 } })
    await desk().resolveBulk(null, choice)
    await rig.clock.advance(1_000)
    expect(await rig.states(name, place, two)).toEqual(['applied', 'cancelled', 'conflicted'])
    expect(rig.server.entities.get('dev_1')?.data).toMatchObject({ name: 'theirs', model: 'mine' })
  })
})

describe('the reason of a decision', () => {
  it('is kept with what lost, and found again by its words', async () => {
    await four()
    rig.server.setBlock('offline')
    const { resolutionId } = await desk().resolveBulk(null, 'theirs', { note: 'the north hall was measured' })
    const kept = await desk().history({ offset: 0, limit: 10, resolutionId })
    expect(kept.records.map(({ note }) => note)).toEqual(Array.from({ length: 4 }, () => 'the north hall was measured'))
    const find = async (text: string) => (await desk().history({ offset: 0, limit: 10, text })).total
    expect(await find('MEASURED')).toBe(4)
    expect(await find('south')).toBe(1)
    expect(await find('%')).toBe(0)
    expect(await find('_outh')).toBe(0)
    expect(await find('winner')).toBe(0)
  })

  it('is left out where nothing was said', async () => {
    const key = await clash('dev_1', { name: 'mine' }, { name: 'theirs' })
    await desk().resolve(key, 'theirs', undefined, '')
    const [record] = (await desk().history({ offset: 0, limit: 10 })).records
    expect(record).toBeDefined()
    expect(record).not.toHaveProperty('note')
  })

  it('does not hide who has decided: people and the settings are told apart, and by time', async () => {
    const key = await clash('dev_1', { name: 'mine' }, { name: 'theirs' })
    await desk().resolve(key, 'theirs')
    expect((await desk().history({ offset: 0, limit: 10, isAutomatic: true })).total).toBe(0)
    const [record] = (await desk().history({ offset: 0, limit: 10 })).records
    const at = record?.at ?? 0
    expect((await desk().history({ offset: 0, limit: 10, since: at })).total).toBe(1)
    expect((await desk().history({ offset: 0, limit: 10, since: at + 1 })).total).toBe(0)
  })
})
