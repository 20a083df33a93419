import { afterEach, describe, expect, it } from 'vitest'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import { createDevice, QueueRig, rename } from '../../support/queue-rig.ts'

const DAY_SHIFT = { id: 'usr_1', name: 'operator' }
const NIGHT_SHIFT = { id: 'usr_2', name: 'night shift' }

let rig: QueueRig
afterEach(() => rig.close())

function signIn(user: typeof DAY_SHIFT): void {
  rig.host.user = user
  rig.host.outbox.userChanged()
}

/** Somebody else signs in while the disk stores that operations leave. */
function switchingStore(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'commit') {
        return async (mutations: readonly Mutation[]): Promise<void> => {
          await target.commit(mutations)
          if (mutations.some((one) => one.type === 'operations.move' && one.transition.to === 'sending')) {
            signIn(NIGHT_SHIFT)
          }
        }
      }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (...given: unknown[]): unknown => Reflect.apply(value, target, given) : value
    },
  })
}

describe('when somebody else signs in', () => {
  it('nothing of the one before is sent, deleted or changed, and goes on when they are back', async () => {
    rig = await QueueRig.open()
    rig.seedDevices('dev_1', 'dev_2')
    rig.server.setBlock('offline')
    const keys = await rig.enqueue(rename('dev_1', 'One'), createDevice('dev_9'))
    signIn(NIGHT_SHIFT)
    const [own] = await rig.enqueue(rename('dev_2', 'Two'))
    rig.server.setBlock(null)
    await rig.run(10_000)
    expect(rig.server.effects.map((effect) => effect.key)).toEqual([own])
    expect(await rig.states(...keys)).toEqual(['queued', 'queued'])
    expect(await rig.waits(...keys)).toEqual(['other-user', 'other-user'])
    signIn(DAY_SHIFT)
    await rig.clock.advance(10_000)
    expect(await rig.states(...keys)).toEqual(['applied', 'applied'])
  })

  it('what was just about to leave does not leave as theirs', async () => {
    rig = await QueueRig.open({ wrapStore: switchingStore })
    rig.seedDevices('dev_1')
    const [key] = await rig.enqueue(rename('dev_1', 'One'))
    await rig.run(10_000)
    expect(rig.server.requests).toEqual([])
    expect(await rig.states(key ?? '')).toEqual(['queued'])
    expect(await rig.reasons(key ?? '')).toEqual(['made', 'sent', 'user-changed'])
  })

  it('their edit of the same thing is not merged with the waiting one', async () => {
    rig = await QueueRig.open()
    rig.seedDevices('dev_1')
    rig.server.setBlock('offline')
    const [first] = await rig.enqueue(rename('dev_1', 'One'))
    signIn(NIGHT_SHIFT)
    const [second] = await rig.enqueue(rename('dev_1', 'Two'))
    expect(await rig.states(first ?? '', second ?? '')).toEqual(['queued', 'queued'])
  })
})
