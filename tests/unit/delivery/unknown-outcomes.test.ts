import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeliveryError } from '../../../src/main/delivery/server-port.ts'
import { type ConflictSettings, conflictSettingsSchema } from '../../../src/shared/domain/conflict.ts'
import type { Trouble } from '../../support/model-server.ts'
import { createDevice, edit, QueueRig, reload, remove, rename } from '../../support/queue-rig.ts'

const SECOND = 1_000

describe('an operation of unknown outcome', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.seedDevices('dev_1', 'dev_2', 'dev_3')
    await rig.host.delivery.run()
  })
  afterEach(() => rig.close())

  const inTurn =
    (...troubles: Trouble[]) =>
    () =>
      troubles.shift() ?? 'none'
  const stateOf = async (key: string) => (await rig.states(key))[0]

  it('is shown as such, and neither it nor what follows it is sent before it is settled', async () => {
    rig.server.trouble = () => 'lost-answer'
    const first = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(100)
    const second = await rig.one(edit('dev_1', { location: 'Hall B' }))
    await rig.clock.advance(30 * SECOND)
    expect(await rig.waits(first.key)).toEqual(['outcome-unknown'])
    expect((await rig.shown(second.key)).wait).toEqual({ reason: 'behind-earlier', behindKey: first.key })
    expect(rig.server.applyCalls).toBe(1)
    expect(rig.view('dev_1')?.data).toMatchObject({ name: 'a', location: 'Hall B' })
  })

  it('does not hold up other things', async () => {
    rig.server.trouble = inTurn('lost-answer', ...Array.from({ length: 3 }, (): Trouble => 'lost-request'))
    await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(100)
    rig.server.lookup = () => Promise.reject(new DeliveryError('unknown', 'timeout', 'no answer'))
    rig.server.trouble = () => 'none'
    const other = await rig.one(rename('dev_2', 'b'))
    await rig.clock.advance(SECOND)
    expect(await stateOf(other.key)).toBe('applied')
  })

  it.each([
    ['applied', 'known-to-server'],
    ['rejected', 'rejected:invalid'],
  ] as const)('is settled by what the server says of it: %s', async (outcome, reason) => {
    rig.server.trouble = inTurn('lost-answer')
    const { key } = await rig.one(rename('dev_1', 'a'))
    if (outcome === 'rejected') {
      rig.server.lookup = async () => [
        { key, known: true, result: { outcome, key, code: 'invalid', message: 'never' } },
      ]
    }
    await rig.clock.advance(5 * SECOND)
    expect((await rig.reasons(key)).at(-1)).toBe(reason)
    expect(await stateOf(key)).toBe(outcome === 'applied' ? 'applied' : 'quarantined')
  })

  it('is sent again under the same key when the server does not know it', async () => {
    rig.server.trouble = inTurn('lost-request')
    const { key } = await rig.one(reload('dev_1'))
    await rig.clock.advance(5 * SECOND)
    expect(rig.server.requests.map((request) => request[0]?.key)).toEqual([key, key])
    expect(rig.server.effects).toHaveLength(1)
  })

  it('is what was on its way when the program was killed', async () => {
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      await apply(operations)
      return new Promise(() => undefined)
    }
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(100)
    expect(await stateOf(key)).toBe('sending')
    rig.server.apply = apply
    await rig.host.replica.persist()
    await rig.kill()
    expect(await stateOf(key)).toBe('unknown')
    expect(rig.view('dev_1')?.data['name']).toBe('a')
    await rig.run(5 * SECOND)
    expect(await rig.reasons(key)).toEqual(['made', 'sent', 'restarted', 'known-to-server'])
    expect(rig.server.effects).toHaveLength(1)
  })

  it('is asked about again when the answer leaves it out', async () => {
    rig.server.trouble = inTurn('lost-answer')
    const lookup = rig.server.lookup.bind(rig.server)
    let asked = 0
    rig.server.lookup = (keys) => (++asked < 3 ? Promise.resolve([]) : lookup(keys))
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(500)
    expect([asked, await stateOf(key)]).toEqual([1, 'unknown'])
    await rig.clock.advance(5 * SECOND)
    expect([asked, await stateOf(key)]).toEqual([3, 'applied'])
  })

  it('is asked about although the server never answers for others', async () => {
    rig.server.limits = () => ({ batchOperations: 50, lookupKeys: 2, messageBytes: 1_048_576 })
    const ids = ['dev_1', 'dev_2', 'dev_3']
    rig.server.trouble = inTurn('lost-answer')
    const keys = await rig.enqueue(...ids.map((id) => rename(id, 'a')))
    const lookup = rig.server.lookup.bind(rig.server)
    rig.server.lookup = async (asked) => (await lookup(asked)).filter((result) => result.key === keys[2])
    await rig.clock.advance(10 * SECOND)
    expect(await rig.states(...keys)).toEqual(['unknown', 'unknown', 'applied'])
  })

  it('is settled where the answer to the request names only some of its operations', async () => {
    const apply = rig.server.apply.bind(rig.server)
    let isFirst = true
    rig.server.apply = async (operations) => {
      const results = await apply(operations)
      const kept = isFirst ? results.slice(1) : results
      isFirst = false
      return kept
    }
    const keys = await rig.enqueue(rename('dev_1', 'a'), rename('dev_2', 'b'), rename('dev_3', 'c'))
    await rig.clock.advance(5 * SECOND)
    expect(await rig.states(...keys)).toEqual(['applied', 'applied', 'applied'])
    expect(await rig.reasons(keys[0] ?? '')).toEqual(['made', 'sent', 'answer-incomplete', 'known-to-server'])
    expect(rig.server.effects).toHaveLength(3)
  })

  it('is not touched by results that nobody asked for', async () => {
    const apply = rig.server.apply.bind(rig.server)
    const { key } = await rig.one(rename('dev_1', 'a'))
    rig.server.apply = async (operations) => {
      const results = await apply(operations)
      const foreign = '00000000-0000-4000-8000-999999999999'
      return [...results, { outcome: 'rejected', key: foreign, code: 'invalid', message: 'foreign' }]
    }
    await rig.clock.advance(SECOND)
    expect(await stateOf(key)).toBe('applied')
  })

  it('leaves the server alone for as long as that asks, when it is asked', async () => {
    rig.server.trouble = inTurn('lost-answer')
    let asked = 0
    const lookup = rig.server.lookup.bind(rig.server)
    rig.server.lookup = (keys) =>
      ++asked === 1 ? Promise.reject(new DeliveryError('refused', 'rate-limited', 'slow', 60 * SECOND)) : lookup(keys)
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(59 * SECOND)
    expect(asked).toBe(1)
    const other = await rig.one(rename('dev_2', 'b'))
    await rig.clock.advance(500)
    expect(await rig.waits(other.key)).toEqual(['server-busy'])
    await rig.clock.advance(5 * SECOND)
    expect(await rig.states(key, other.key)).toEqual(['applied', 'applied'])
  })

  it('is also one over which the server made a mistake: it may have been done before', async () => {
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      rig.server.apply = apply
      await apply(operations)
      throw new DeliveryError('unknown', 'internal', 'The server made a mistake.')
    }
    const { key } = await rig.one(reload('dev_1'))
    await rig.clock.advance(5 * SECOND)
    expect(await rig.reasons(key)).toEqual([
      'made',
      'sent',
      'refused:internal',
      'known-to-server',
      'confirmed-by-device',
    ])
    expect(rig.server.applyCalls).toBe(1)
  })

  it('is sent later each time when the server fails over it, and asks for a person in the end', async () => {
    const sentAt: number[] = []
    rig.server.apply = () => {
      sentAt.push(rig.clock.monotonic())
      return Promise.reject(new DeliveryError('unknown', 'internal', 'The server made a mistake.'))
    }
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(60 * SECOND)
    expect([sentAt.length, await stateOf(key)]).toEqual([4, 'quarantined'])
    const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))
    waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual(500 * 2 ** index)
    })
    expect(await rig.operation(key)).toMatchObject({ attempts: 4, lastError: { code: 'internal' } })
  })

  it('goes on alone when the server failed over several at once, so that a bad one takes no good one with it', async () => {
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = (operations) =>
      operations.some((operation) => operation.entityId === 'dev_1')
        ? Promise.reject(new DeliveryError('unknown', 'internal', 'The server made a mistake.'))
        : apply(operations)
    const keys = await rig.enqueue(rename('dev_1', 'a'), rename('dev_2', 'b'), rename('dev_3', 'c'))
    await rig.clock.advance(60 * SECOND)
    expect(await rig.states(...keys)).toEqual(['quarantined', 'applied', 'applied'])
    expect((await rig.operation(keys[1] ?? '')).attempts).toBe(0)
  })

  it('frees its lane also when it belongs to somebody who has signed out', async () => {
    rig.server.trouble = inTurn('lost-answer')
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(10)
    rig.host.user = { id: 'usr_2', name: 'another' }
    rig.host.outbox.userChanged()
    await rig.clock.advance(5 * SECOND)
    expect(await stateOf(key)).toBe('applied')
  })
})

describe('where the server cannot be asked by key, an operation of unknown outcome', () => {
  let rig: QueueRig
  let settings: ConflictSettings

  beforeEach(async () => {
    settings = conflictSettingsSchema.parse({})
    rig = await QueueRig.open({ conflicts: () => settings })
    rig.server.hasLookup = false
    rig.seedDevices('dev_1', 'dev_2')
    await rig.host.delivery.run()
  })
  afterEach(() => rig.close())

  const once = (trouble: Trouble) => {
    const troubles = [trouble]
    rig.server.trouble = () => troubles.shift() ?? 'none'
  }
  const stateOf = async (key: string) => (await rig.states(key))[0]
  /** The request is lost, and something happens at the server. */
  const loseAnd = (happens: () => void) => {
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = () => {
      rig.server.apply = apply
      happens()
      return Promise.reject(new DeliveryError('unknown', 'network', 'the request was lost'))
    }
  }
  /** The request is done, then something happens at the server, and the answer is lost. */
  const doneAnd = (happens: () => void) => {
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      rig.server.apply = apply
      await apply(operations)
      happens()
      throw new DeliveryError('unknown', 'network', 'the answer was lost')
    }
  }

  const CHANGES = [
    ['an edit', () => rename('dev_1', 'a')],
    ['a create', () => createDevice('dev_new')],
    ['a deletion', () => remove('dev_1')],
  ] as const

  it.each(CHANGES)('is found by reading: %s that arrived', async (_what, intent) => {
    once('lost-answer')
    const { key } = await rig.one(intent())
    await rig.clock.advance(5 * SECOND)
    expect(await rig.reasons(key)).toEqual(['made', 'sent', 'answer-lost', 'read-back'])
    expect(rig.server.effects).toHaveLength(1)
    expect(rig.server.applyCalls).toBe(1)
  })

  it.each(CHANGES)('is sent again: %s that did not arrive', async (_what, intent) => {
    once('lost-request')
    const { key } = await rig.one(intent())
    await rig.clock.advance(5 * SECOND)
    expect(await stateOf(key)).toBe('applied')
    expect(rig.server.effects).toHaveLength(1)
    expect(rig.server.lookupCalls).toBe(0)
  })

  it('is never sent again if it is a command: nobody can see whether the device got it', async () => {
    once('lost-request')
    const { key } = await rig.one(reload('dev_1'))
    await rig.clock.advance(60 * SECOND)
    expect(await stateOf(key)).toBe('quarantined')
    expect((await rig.operation(key)).lastError?.code).toBe('outcome-unknown')
    expect(rig.server.applyCalls).toBe(1)
    await rig.host.desk.retry([key])
    await rig.clock.advance(SECOND)
    expect(rig.server.effects).toHaveLength(1)
  })

  it('meets the edit of somebody else, if that came in between', async () => {
    loseAnd(() => rig.server.edit('dev_1', { name: 'theirs' }))
    const { key } = await rig.one(rename('dev_1', 'mine'))
    await rig.clock.advance(5 * SECOND)
    expect(await stateOf(key)).toBe('conflicted')
    expect(rig.server.entities.get('dev_1')?.data['name']).toBe('theirs')
  })

  it.each([
    ['ask', false],
    ['resolve by themselves', true],
  ])(
    'waits for a person when what it edits is gone, where conflicts %s: it may have been done before',
    async (_how, autoResolve) => {
      settings = conflictSettingsSchema.parse({ autoResolve })
      doneAnd(() => rig.server.entities.delete('dev_1'))
      const { key } = await rig.one(rename('dev_1', 'mine'))
      await rig.clock.advance(5 * SECOND)
      expect(rig.server.effects).toMatchObject([{ key }])
      expect(await rig.operation(key)).toMatchObject({ state: 'quarantined', lastError: { code: 'outcome-unknown' } })
    },
  )

  it('learns that it was done before what it edits was deleted, when it is sent again to a server that knows its key', async () => {
    doneAnd(() => rig.server.entities.delete('dev_1'))
    const { key } = await rig.one(rename('dev_1', 'mine'))
    await rig.clock.advance(5 * SECOND)
    await rig.host.desk.retry([key])
    await rig.clock.advance(SECOND)
    expect([await stateOf(key), rig.server.effects.length]).toEqual(['applied', 1])
  })

  it('waits for a person when something else by its name exists', async () => {
    loseAnd(() => rig.server.seed('dev_new', { name: 'of somebody else' }))
    const { key } = await rig.one(createDevice('dev_new'))
    await rig.clock.advance(5 * SECOND)
    expect((await rig.operation(key)).lastError?.code).toBe('already-exists')
  })

  it('waits for a person when it was made and changed since: nobody can tell by whom it was made', async () => {
    once('lost-answer')
    const { key } = await rig.one(createDevice('dev_new'))
    rig.server.edit('dev_new', { name: 'theirs' })
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      const answer = apply(operations).finally(() => rig.server.edit('dev_new', { name: 'theirs' }))
      return answer
    }
    await rig.clock.advance(5 * SECOND)
    expect((await rig.operation(key)).lastError?.code).toBe('outcome-unknown')
  })

  it('is not looked for under a name that the server has not given it', async () => {
    rig.server.assignsIds = true
    once('lost-answer')
    const { key } = await rig.one(createDevice('dev_new'))
    await rig.clock.advance(5 * SECOND)
    expect(await rig.operation(key)).toMatchObject({ state: 'quarantined', lastError: { code: 'outcome-unknown' } })
    await rig.host.desk.retry([key])
    await rig.clock.advance(5 * SECOND)
    expect([await stateOf(key), rig.server.effects.length]).toEqual(['applied', 1])
  })

  it('does not speak for what waits behind it: what others did in between is still to be met', async () => {
    once('lost-answer')
    await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(1)
    const behind = await rig.one(reload('dev_1'))
    const second = await rig.one(edit('dev_1', { location: 'mine' }))
    rig.server.edit('dev_1', { location: 'theirs' })
    await rig.clock.advance(5 * SECOND)
    expect(await rig.states(behind.key, second.key)).toEqual(['accepted', 'conflicted'])
    expect(rig.server.entities.get('dev_1')?.data).toMatchObject({ name: 'a', location: 'theirs' })
    // What was found is shown, so that nobody goes on from what is not there any more.
    expect(rig.host.replica.base({ entityType: 'device', entityId: 'dev_1' })?.data['location']).toBe('theirs')
  })

  it('does not speak for what waits behind it where somebody else may have written the same, and more', async () => {
    rig.server.setBlock('offline')
    await rig.one(rename('dev_1', 'same'))
    // The command keeps the two edits from being merged.
    await rig.one(reload('dev_1'))
    const second = await rig.one(edit('dev_1', { location: 'mine' }))
    loseAnd(() => rig.server.edit('dev_1', { name: 'same', location: 'theirs' }))
    rig.server.setBlock(null)
    await rig.clock.advance(5 * SECOND)
    expect(await stateOf(second.key)).toBe('conflicted')
    expect(rig.server.entities.get('dev_1')?.data).toMatchObject({ name: 'same', location: 'theirs' })
  })

  it('lets what waits behind it go on top of it when nothing but its own value is new', async () => {
    once('lost-answer')
    await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(1)
    await rig.one(reload('dev_1'))
    const second = await rig.one(edit('dev_1', { name: 'b', location: 'mine' }))
    await rig.clock.advance(5 * SECOND)
    expect(await rig.reasons(second.key)).toEqual(['made', 'sent', 'acknowledged'])
  })

  it('is read again until the reading is answered', async () => {
    const troubles: Trouble[] = ['lost-answer', 'lost-request', 'lost-request']
    rig.server.trouble = () => troubles.shift() ?? 'none'
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(10 * SECOND)
    expect(await stateOf(key)).toBe('applied')
    expect(rig.server.readCalls).toBe(3)
  })

  it('is read again when the reading leaves it out', async () => {
    once('lost-answer')
    const read = rig.server.read.bind(rig.server)
    let count = 0
    rig.server.read = (refs) => (++count < 3 ? Promise.resolve([]) : read(refs))
    const { key } = await rig.one(rename('dev_1', 'a'))
    await rig.clock.advance(10 * SECOND)
    expect([count, await stateOf(key)]).toEqual([3, 'applied'])
  })
})
