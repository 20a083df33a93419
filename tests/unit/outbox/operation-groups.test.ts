import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OperationGroupCounter } from '../../../src/main/outbox/operation-groups.ts'
import {
  GROUP_OF_ALONE,
  MAX_OPERATION_GROUPS,
  type OperationOutlineRequest,
} from '../../../src/shared/domain/operation-groups.ts'
import { QueueRig, reload, rename } from '../../support/queue-rig.ts'

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2', 'dev_3')
  rig.server.setBlock('offline')
})
afterEach(() => rig.close())

const outline = (request: Partial<OperationOutlineRequest>) =>
  rig.host.list.outline({ by: 'lane', text: '', states: ['queued', 'conflicted', 'quarantined'], open: [], ...request })

describe('what waits, in groups', () => {
  it('is counted over all of it, in the order of the first of each, and told where it is asked for', async () => {
    const keys = await rig.enqueue(reload('dev_1'), reload('dev_2'), reload('dev_1'), reload('dev_1'))
    const { total, groupCount, groups } = await outline({ open: [{ id: 'device:dev_1', limit: 2 }] })
    expect({ total, groupCount }).toEqual({ total: 4, groupCount: 2 })
    expect(groups.map(({ id, count, rows }) => [id, count, rows.map(({ key }) => key)])).toEqual([
      ['device:dev_1', 3, [keys[0], keys[2]]],
      ['device:dev_2', 1, []],
    ])
    expect(groups[0]?.first).toEqual({
      ...{ entityType: 'device', entityName: 'dev_1', state: 'queued', isUnreadable: false },
    })
  })

  it('stands by batch with what is in none at the end', async () => {
    await rig.enqueue(rename('dev_1', 'One'))
    const batch = await rig.batch(rename('dev_2', 'Two'), rename('dev_3', 'Three'))
    const { batch: together } = await rig.operation(batch[0] ?? '')
    const { groups } = await outline({ by: 'batch', open: [{ id: together?.id ?? '', limit: 1_000 }] })
    expect(groups.map(({ id, count }) => [id, count])).toEqual([
      [together?.id, 2],
      [GROUP_OF_ALONE, 1],
    ])
    expect(groups[0]?.rows.map(({ key }) => key)).toEqual(batch)
  })

  it('is limited to what holds the words and is in the states', async () => {
    rig.server.reject = ({ entityId }) => entityId === 'dev_2'
    rig.server.setBlock(null)
    const [refused] = await rig.enqueue(rename('dev_2', 'Hall 2'))
    await rig.run()
    rig.server.setBlock('offline')
    await rig.enqueue(rename('dev_1', 'Hall 1'), reload('dev_3'))
    expect((await outline({ text: 'dev_2' })).total).toBe(1)
    expect((await outline({ text: 'hall', states: ['queued'] })).groups.map(({ id }) => id)).toEqual(['device:dev_1'])
    const { groups } = await outline({ states: ['quarantined'], open: [{ id: 'device:dev_2', limit: 1 }] })
    expect(groups).toMatchObject([{ count: 1, first: { state: 'quarantined' }, rows: [{ key: refused }] }])
  })

  it('is listed group by group, page by page', async () => {
    const keys = await rig.enqueue(reload('dev_1'), reload('dev_2'), reload('dev_1'), reload('dev_3'))
    const page = (offset: number) =>
      rig.host.list.page({
        ...{ scope: 'pending', offset, limit: 2 },
        groups: { by: 'lane', ids: ['device:dev_1', 'device:dev_3'] },
      })
    const [first, second] = [await page(0), await page(2)]
    expect([first.total, second.total]).toEqual([3, 3])
    expect([...first.operations, ...second.operations].map(({ key }) => key)).toEqual([keys[0], keys[2], keys[3]])
    const none = await rig.host.list.page({ scope: 'pending', offset: 0, limit: 2, groups: { by: 'lane', ids: [] } })
    expect(none).toEqual({ total: 0, operations: [] })
  })
})

const place = fc.record({ entityId: fc.constantFrom('a', 'b', 'c', 'd'), batchId: fc.constantFrom(null, 'x', 'y') })

describe('counting groups', () => {
  const counted = (
    made: readonly { entityId: string; batchId: string | null }[],
    by: 'lane' | 'batch',
    limit: number,
  ) => {
    const ids = ['a', 'b', 'c', 'd'].map((id) => `device:${id}`)
    const open = [...ids, 'x', 'y', GROUP_OF_ALONE].map((id) => ({ id, limit }))
    const counter = new OperationGroupCounter({ by, open })
    for (const [index, one] of made.entries()) {
      counter.add({ ...one, clientSequence: index, entityType: 'device', state: 'queued', isUnreadable: false })
    }
    return { counter, groups: counter.shown() }
  }

  it('has every operation in exactly one group, in the order in which they were made', () => {
    fc.assert(
      fc.property(fc.array(place), fc.constantFrom('lane', 'batch'), (made, by) => {
        const { counter, groups } = counted(made, by, 1_000)
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(made.length)
        expect(counter).toMatchObject({ total: made.length, groupCount: groups.length })
        const told = groups.flatMap((group) => group.told)
        expect(told.toSorted((a, b) => a - b)).toEqual(made.map((_, index) => index))
        for (const group of groups) {
          expect(group.told).toEqual(group.told.toSorted((a, b) => a - b))
          expect(group.first.clientSequence).toBe(group.told[0])
        }
      }),
    )
  })

  it('tells no more of a group than is asked for, and counts all of it', () => {
    fc.assert(
      fc.property(fc.array(place), fc.integer({ min: 1, max: 3 }), (made, limit) => {
        const { groups } = counted(made, 'lane', limit)
        for (const { told, count } of groups) expect(told).toHaveLength(Math.min(limit, count))
      }),
    )
  })

  it('tells of the first groups, and always of what is in no batch', () => {
    const batches = Array.from({ length: MAX_OPERATION_GROUPS + 50 }, (_, index) => ({
      entityId: 'a',
      batchId: `b${index}`,
    }))
    const { counter, groups } = counted([...batches, { entityId: 'a', batchId: null }], 'batch', 1)
    expect(counter.groupCount).toBe(MAX_OPERATION_GROUPS + 51)
    expect(groups).toHaveLength(MAX_OPERATION_GROUPS)
    expect(groups.at(-1)).toMatchObject({ id: GROUP_OF_ALONE, count: 1 })
  })
})
