import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEVICE_COMMANDS } from '#shared/domain/commands.ts'
import { type Intent, intentSchema } from '#shared/domain/operation.ts'
import { wireOperationSchema } from '#shared/protocol/operations.ts'
import { createContent, device, edit, QueueRig } from '../../support/queue-rig.ts'

const push = (contentId: string, entityId = 'dev_1'): Intent => {
  return { kind: 'command', ...device(entityId), command: 'push-content', contentId }
}

describe('a command that pushes content', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.server.checksReferences = true
    rig.seedDevices('dev_1')
  })
  afterEach(() => rig.close())

  const sentContent = (): unknown[] =>
    rig.server.requests.flat().flatMap((operation) => (operation.kind === 'command' ? operation.contentId : []))

  it('is sent with the content that it names, and names it for people', async () => {
    await rig.one(createContent('con_1'))
    await rig.run()
    const pushed = await rig.one(push('con_1'))
    expect(await rig.shown(pushed.key)).toMatchObject({ command: 'push-content', contentName: 'con_1' })
    await rig.clock.advance(100)
    expect(sentContent()).toEqual(['con_1'])
    expect(await rig.states(pushed.key)).toEqual(['accepted'])
  })

  it('waits for content that the server does not have yet, and goes by the name that the server gives it', async () => {
    rig.server.assignsIds = true
    const made = await rig.one(createContent('con_new'))
    const pushed = await rig.one(push('con_new'))
    expect((await rig.operation(pushed.key)).dependsOn).toEqual([made.clientSequence])
    await rig.run()
    await rig.clock.advance(1_000)
    expect(sentContent()).toEqual(['srv_1'])
    // A window that has not heard of the new name yet.
    const again = await rig.one(push('con_new'))
    expect((await rig.operation(again.key)).intent).toMatchObject({ contentId: 'srv_1' })
  })

  it('is taken back along with the content that it waits for', async () => {
    const made = await rig.one(createContent('con_new'))
    const pushed = await rig.one(push('con_new'))
    await rig.host.desk.rollBack([made.key])
    expect(await rig.states(pushed.key)).toEqual(['cancelled'])
  })

  it('takes nothing over, and is taken over by nothing', async () => {
    await rig.one(createContent('con_1'))
    const first = await rig.one(push('con_1'))
    const second = await rig.one(push('con_1'))
    await rig.one(edit('dev_1', { location: 'roof' }))
    expect(await rig.states(first.key, second.key)).toEqual(['queued', 'queued'])
  })
})

describe('a command', () => {
  const asked = { kind: 'command', entityType: 'device', entityId: 'dev_1' } as const
  const stamped = { key: '00000000-0000-4000-8000-000000000001', clientSequence: 1, createdAt: 1_700_000_000_000 }

  it.each(DEVICE_COMMANDS)('%s names content if, and only if, it pushes some', (command) => {
    const isPush = command === 'push-content'
    const bare = { ...asked, command }
    const named = { ...bare, contentId: 'con_1' }
    expect(intentSchema.safeParse(bare).success).toBe(!isPush)
    expect(intentSchema.safeParse(named).success).toBe(isPush)
    expect(wireOperationSchema.safeParse({ ...bare, ...stamped }).success).toBe(!isPush)
    expect(wireOperationSchema.safeParse({ ...named, ...stamped }).success).toBe(isPush)
  })

  it.each(['', 5, null, 'x'.repeat(500)])('names no content by %j', (contentId) => {
    expect(intentSchema.safeParse({ ...asked, command: 'push-content', contentId }).success).toBe(false)
  })
})
