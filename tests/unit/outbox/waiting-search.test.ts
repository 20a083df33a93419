import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('Hall_9', 'Gate_1', 'Gate_2')
})
afterEach(() => rig.close())

async function found(text: string, states?: readonly 'queued'[]) {
  const page = await rig.host.list.page({ scope: 'pending', text, ...(states ? { states } : {}), offset: 0, limit: 10 })
  return { total: page.total, names: page.operations.map(({ entityName }) => entityName) }
}

describe('looking for what waits', () => {
  it('finds by the name that is shown now, by id, by field, and by all of several words', async () => {
    await rig.enqueue(rename('Hall_9', 'Foyer'), edit('Gate_1', { location: 'North' }), reload('Gate_2'))
    expect(await found('foyer')).toEqual({ total: 1, names: ['Foyer'] })
    expect(await found('HALL_9')).toEqual({ total: 1, names: ['Foyer'] })
    expect(await found('gate')).toEqual({ total: 2, names: ['Gate_1', 'Gate_2'] })
    expect(await found('gate location')).toEqual({ total: 1, names: ['Gate_1'] })
    expect(await found('gate nowhere')).toEqual({ total: 0, names: [] })
    expect((await found('   ')).total).toBe(3)
  })

  it('finds a command by what it does, and a deletion, also together with the name', async () => {
    rig.server.setBlock('offline')
    await rig.enqueue(edit('Gate_1', { location: 'North' }), reload('Gate_1'), reload('Gate_2'))
    await rig.enqueue({ kind: 'delete', entityType: 'device', entityId: 'Hall_9' })
    expect((await found('reload')).names).toEqual(['Gate_1', 'Gate_2'])
    expect((await found('gate_1 reload')).names).toEqual(['Gate_1'])
    expect((await found('delete')).names).toEqual(['Hall_9'])
    expect((await found('reboot')).total).toBe(0)
  })

  it('looks only at those in the states that are asked for', async () => {
    rig.server.reject = ({ entityId }) => entityId === 'Gate_1'
    await rig.enqueue(rename('Gate_1', 'Gate_1 north'))
    await rig.run()
    rig.server.setBlock('offline')
    await rig.enqueue(rename('Gate_2', 'Gate_2 south'))
    expect((await found('gate')).total).toBe(2)
    expect(await found('gate', ['queued'])).toEqual({ total: 1, names: ['Gate_2 south'] })
  })

  it('finds page by page in the order in which they were made, also among more than one look takes', async () => {
    rig.server.setBlock('offline')
    const names = Array.from({ length: 4_500 }, (_, index) => `dev_${index}`)
    rig.seedDevices(...names)
    for (let start = 0; start < names.length; start += 1_000) {
      await rig.enqueue(...names.slice(start, start + 1_000).map((name) => reload(name)))
    }
    const page = (offset: number) => rig.host.list.page({ scope: 'pending', text: 'dev_44', offset, limit: 60 })
    const [first, second] = [await page(0), await page(60)]
    const expected = names.filter((name) => name.includes('dev_44'))
    expect(first.total).toBe(expected.length)
    expect([...first.operations, ...second.operations].map(({ entityId }) => entityId)).toEqual(expected)
  })
})
