import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

describe('edits of one console behind each other', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.seedDevices('dev_1')
    rig.server.setBlock('offline')
  })
  afterEach(() => rig.close())

  const data = () => rig.server.entities.get('dev_1')?.data

  it('do not clash with each other when somebody else has edited beside them', async () => {
    // The command keeps the two edits from being merged.
    const first = await rig.one(rename('dev_1', 'a'))
    await rig.one(reload('dev_1'))
    const second = await rig.one(edit('dev_1', { name: 'b', tags: ['mine'] }))
    rig.server.edit('dev_1', { tags: ['theirs'] })
    rig.server.setBlock(null)
    await rig.run()
    expect(await rig.states(first.key, second.key)).toEqual(['applied', 'applied'])
    expect(data()?.['name']).toBe('b')
    expect(new Set(data()?.['tags'] as string[])).toEqual(new Set(['mine', 'theirs']))
  })

  it('still meet what somebody else has made of the same field', async () => {
    const first = await rig.one(edit('dev_1', { location: 'Hall B' }))
    await rig.one(reload('dev_1'))
    const second = await rig.one(rename('dev_1', 'mine'))
    rig.server.edit('dev_1', { name: 'theirs' })
    rig.server.setBlock(null)
    await rig.run()
    expect(await rig.states(first.key, second.key)).toEqual(['applied', 'conflicted'])
    expect(data()).toMatchObject({ name: 'theirs', location: 'Hall B' })
  })

  it('of one batch have seen those before them', async () => {
    const keys = await rig.batch(rename('dev_1', 'a'), edit('dev_1', { name: 'b', tags: ['mine'] }))
    rig.server.edit('dev_1', { tags: ['theirs'] })
    expect((await rig.operation(keys[1] ?? '')).baseFields).toMatchObject({ name: 'a' })
    rig.server.setBlock(null)
    await rig.run()
    expect(await rig.states(...keys)).toEqual(['applied', 'applied'])
  })
})
