import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '../../../src/shared/domain/operation.ts'
import { createPlaylist, edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

const DEVICES = 1_000
const ROUNDS = 5
const NAMES = Array.from({ length: DEVICES }, (_, index) => `dev_${index}`)

describe('a poisoned operation among five thousand', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.server.checksReferences = true
    rig.seedDevices(...NAMES)
    rig.server.setBlock('offline')
    await rig.host.delivery.run()
  })
  afterEach(() => rig.close())

  /** Edits and commands of every device in turn: a command between two edits keeps them from being merged. */
  async function fill(): Promise<string[]> {
    const keys: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const intents = NAMES.map((id): Intent => (round % 2 === 0 ? rename(id, `round ${round}`) : reload(id)))
      keys.push(...(await rig.enqueue(...intents)))
    }
    return keys
  }

  /** What the server does not have. */
  const waiting = () => [...rig.host.outbox.lanes.rows()].filter((row) => row.state !== 'accepted')

  it('holds back only what builds on it, and the chain names just that', async () => {
    const poison = await rig.one(createPlaylist('pls_poison'))
    const users = await rig.enqueue(
      edit('dev_7', { playlistId: 'pls_poison' }),
      edit('dev_8', { playlistId: 'pls_poison' }),
    )
    const keys = await fill()
    rig.server.reject = (operation) => operation.entityId === 'pls_poison'
    rig.server.setBlock(null)
    await rig.clock.advance(30_000)

    const held = keys.filter((_, index) => index % DEVICES === 7 || index % DEVICES === 8)
    const stuck = waiting().map((row) => row.key)
    expect(stuck).toHaveLength(1 + users.length + held.length)
    expect(stuck.sort()).toEqual([poison.key, ...users, ...held].sort())
    expect(rig.server.effects).toHaveLength(DEVICES * ROUNDS - held.length)

    const chain = await rig.host.list.chain(poison.key)
    expect(chain.map((link) => link.operation.key).sort()).toEqual(stuck)
    expect(chain.slice(0, 3).map((link) => [link.operation.key, link.behindKey])).toEqual([
      [poison.key, null],
      [users[0], poison.key],
      [users[1], poison.key],
    ])

    rig.server.reject = () => false
    await rig.host.desk.retry([poison.key])
    await rig.clock.advance(30_000)
    expect(waiting()).toHaveLength(0)
  }, 60_000)

  it('holds back its own lane alone when it is in conflict', async () => {
    const [poison = ''] = await rig.enqueue(rename('dev_3', 'mine'))
    rig.server.edit('dev_3', { name: 'theirs' })
    const keys = await fill()
    rig.server.setBlock(null)
    await rig.clock.advance(30_000)
    const stuck = waiting()
    expect(stuck).toHaveLength(1 + ROUNDS)
    expect(new Set(stuck.map((row) => row.entityId))).toEqual(new Set(['dev_3']))
    expect(stuck.map((row) => row.state)).toEqual(['conflicted', ...Array.from({ length: ROUNDS }, () => 'queued')])
    expect(rig.server.effects).toHaveLength(keys.length - ROUNDS)
    const chain = await rig.host.list.chain(poison)
    expect(chain.map((link) => link.operation.key)).toEqual(stuck.map((row) => row.key))
  }, 60_000)
})
