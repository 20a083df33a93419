import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../src/main/database/errors.ts'
import type { Mutation } from '../../../src/main/database/store.ts'
import { DeliveryError } from '../../../src/main/delivery/server-port.ts'
import { createDevice, QueueRig, reload, rename } from '../../support/queue-rig.ts'
import { SimulatedPc } from '../../support/simulated-pc.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DONE = { result: 'done', message: null } as const

describe('a command that the server has taken', () => {
  const disk = { isFull: false, onCommit: (): void => undefined }
  let rig: QueueRig

  beforeEach(async () => {
    disk.isFull = false
    disk.onCommit = () => undefined
    rig = await QueueRig.open({
      wrapStore: (store) => {
        const commit = store.commit.bind(store)
        store.commit = (mutations: readonly Mutation[]) => {
          disk.onCommit()
          return disk.isFull ? Promise.reject(new StoreError('full', 'no room')) : commit(mutations)
        }
        return store
      },
    })
    rig.seedDevices('dev_1', 'dev_2')
    rig.server.report = () => null
    await rig.host.delivery.run()
  })
  afterEach(() => rig.close())

  const command = async (): Promise<string> => {
    const { key } = await rig.one(reload('dev_1'))
    await rig.clock.advance(SECOND)
    return key
  }
  const stateOf = async (key: string) => (await rig.states(key))[0]

  it('is accepted, and not yet applied', async () => {
    const key = await command()
    expect(await stateOf(key)).toBe('accepted')
    expect(await rig.waits(key)).toEqual(['awaiting-device'])
    expect(rig.host.outbox.status(false)).toMatchObject({ pending: 0, counts: { accepted: 1 }, totals: { applied: 0 } })
    expect(rig.view('dev_1')?.pending.map((mark) => mark.state)).toEqual(['accepted'])
  })

  it('is applied when its device says so', async () => {
    const key = await command()
    rig.host.delivery.commandReported(key, DONE)
    await rig.clock.advance(0)
    expect(await stateOf(key)).toBe('applied')
    expect(await rig.reasons(key)).toEqual(['made', 'sent', 'acknowledged', 'confirmed-by-device'])
    expect(rig.view('dev_1')?.pending).toEqual([])
  })

  it('does not hold up what follows for the same device', async () => {
    const key = await command()
    const edit = await rig.one(rename('dev_1', 'a'))
    const second = await rig.one(reload('dev_1'))
    await rig.clock.advance(SECOND)
    expect(await rig.states(key, edit.key, second.key)).toEqual(['accepted', 'applied', 'accepted'])
  })

  it('is applied also when the device was faster than the answer of the server', async () => {
    const apply = rig.server.apply.bind(rig.server)
    rig.server.apply = async (operations) => {
      const results = await apply(operations)
      for (const { key } of operations) rig.host.delivery.commandReported(key, DONE)
      await new Promise<void>((resolve) => rig.clock.schedule(SECOND, resolve))
      return results
    }
    const { key } = await rig.one(reload('dev_1'))
    await rig.clock.advance(500)
    expect(await stateOf(key)).toBe('sending')
    await rig.clock.advance(5 * SECOND)
    expect(await stateOf(key)).toBe('applied')
  })

  it('is applied also when the report was missed while there was no connection', async () => {
    const key = await command()
    rig.server.setBlock('offline')
    await rig.clock.advance(30 * SECOND)
    rig.server.report = () => ({ result: 'done', at: 0, message: null })
    rig.server.setBlock(null)
    await rig.clock.advance(5 * SECOND)
    expect(await stateOf(key)).toBe('applied')
  })

  it('is asked about every quarter of a minute, also while the connection stands', async () => {
    await command()
    const before = rig.server.lookupCalls
    await rig.clock.advance(MINUTE)
    expect(rig.server.lookupCalls - before).toBeGreaterThanOrEqual(3)
    expect(rig.server.lookupCalls - before).toBeLessThanOrEqual(5)
  })

  it('that failed waits for a person, with what the device said, and is never sent again by itself or blindly', async () => {
    const key = await command()
    rig.host.delivery.commandReported(key, { result: 'failed', message: 'The display is locked.' })
    await rig.clock.advance(5 * MINUTE)
    expect(await rig.shown(key)).toMatchObject({
      state: 'quarantined',
      lastError: { code: 'device-failed', message: 'The display is locked.' },
      actions: { canRetry: false, canRollBack: true, canEdit: false },
    })
    const [outcome] = await rig.host.desk.retry([key])
    expect(outcome).toMatchObject({ ok: false })
    expect(outcome?.message).toContain('Give the command again')
    await rig.clock.advance(MINUTE)
    expect(rig.server.effects).toHaveLength(1)
    expect(await rig.host.desk.rollBack([key])).toMatchObject([{ ok: true }])
  })

  it('that failed without a word says so in words', async () => {
    const key = await command()
    rig.host.delivery.commandReported(key, { result: 'failed', message: null })
    await rig.clock.advance(0)
    expect((await rig.operation(key)).lastError?.message).toBe('The device could not do it.')
  })

  it('cannot be taken back any more', async () => {
    const key = await command()
    const [outcome] = await rig.host.desk.rollBack([key])
    expect(outcome).toMatchObject({ ok: false })
    expect(outcome?.message).toContain('has taken it')
  })

  describe('when its device says nothing', () => {
    it('ends as not confirmed when its time is over, not before, and never counts as applied', async () => {
      const key = await command()
      await rig.clock.advance(4 * MINUTE)
      expect(await stateOf(key)).toBe('accepted')
      await rig.clock.advance(90 * SECOND)
      expect(await stateOf(key)).toBe('unconfirmed')
      expect(rig.host.outbox.status(false).totals).toMatchObject({ applied: 0, unconfirmed: 1 })
      expect((await rig.operation(key)).lastError?.code).toBe('not-confirmed')
    })

    it('stays as it is when the report comes after that', async () => {
      const key = await command()
      await rig.clock.advance(6 * MINUTE)
      rig.host.delivery.commandReported(key, DONE)
      await rig.clock.advance(5 * SECOND)
      expect(await stateOf(key)).toBe('unconfirmed')
    })

    it('does not end before the server could be asked: it may know better', async () => {
      const key = await command()
      rig.server.setBlock('offline')
      await rig.clock.advance(30 * MINUTE)
      expect(await stateOf(key)).toBe('accepted')
      rig.server.report = () => ({ result: 'done', at: 0, message: null })
      rig.server.setBlock(null)
      await rig.clock.advance(5 * SECOND)
      expect(await stateOf(key)).toBe('applied')
    })

    it('does not end either when the connection ends while the disk takes something else', async () => {
      const key = await command()
      rig.server.lookup = () => Promise.reject(new DeliveryError('unknown', 'timeout', 'no answer'))
      await rig.clock.advance(4 * MINUTE)
      rig.host.delivery.setPaused(true)
      const stale = await rig.one(reload('dev_2'))
      // Without a connection nothing is promised.
      const promised = rig.server.capabilities()
      const nothing = { lookup: false, atomicBatch: false, commandReports: false, assignedIds: false }
      rig.server.capabilities = () => (rig.server.block() === null ? promised : nothing)
      disk.onCommit = () => rig.server.setBlock('offline')
      await rig.clock.advance(3 * MINUTE)
      expect(await rig.states(stale.key, key)).toEqual(['stale', 'accepted'])
    })

    it('does not end either while the question gets no answer', async () => {
      const key = await command()
      rig.server.lookup = () => Promise.reject(new DeliveryError('unknown', 'timeout', 'no answer'))
      await rig.clock.advance(10 * MINUTE)
      expect(await stateOf(key)).toBe('accepted')
    })

    it('ends by the clock alone where the server cannot be asked', async () => {
      rig.server.hasLookup = false
      const key = await command()
      await rig.clock.advance(6 * MINUTE)
      expect(await stateOf(key)).toBe('unconfirmed')
    })

    it('is not fooled by a wall clock that jumps', async () => {
      const key = await command()
      rig.clock.jumpWall(365 * 24 * 60 * MINUTE)
      await rig.clock.advance(MINUTE)
      expect(await stateOf(key)).toBe('accepted')
      rig.clock.jumpWall(-2 * 365 * 24 * 60 * MINUTE)
      await rig.clock.advance(5 * MINUTE)
      expect(await stateOf(key)).toBe('unconfirmed')
    })
  })

  it('goes on waiting over a restart, and is confirmed after it', async () => {
    const key = await command()
    await rig.reopen()
    await rig.run(SECOND)
    expect(await stateOf(key)).toBe('accepted')
    expect(rig.view('dev_1')?.pending).toHaveLength(1)
    rig.host.delivery.commandReported(key, DONE)
    await rig.clock.advance(SECOND)
    expect(await stateOf(key)).toBe('applied')
    expect(rig.server.effects).toHaveLength(1)
  })

  it('counts the time over a restart too', async () => {
    const key = await command()
    await rig.clock.advance(4 * MINUTE)
    await rig.reopen()
    await rig.run(2 * MINUTE)
    expect(await stateOf(key)).toBe('unconfirmed')
  })

  it('is told apart from those of others: reports about foreign or unknown keys change nothing', async () => {
    const key = await command()
    const edit = await rig.one(rename('dev_2', 'a'))
    rig.host.delivery.commandReported('00000000-0000-4000-8000-999999999999', DONE)
    rig.host.delivery.commandReported(edit.key, { result: 'failed', message: 'nonsense' })
    await rig.clock.advance(5 * SECOND)
    expect(await rig.states(key, edit.key)).toEqual(['accepted', 'applied'])
  })

  it('is counted once, however often it is reported and in whatever order', async () => {
    const key = await command()
    for (const result of ['done', 'failed', 'done'] as const) {
      rig.host.delivery.commandReported(key, { result, message: null })
    }
    await rig.clock.advance(5 * SECOND)
    expect(rig.host.outbox.status(false)).toMatchObject({ totals: { created: 1 } })
    expect(['applied', 'quarantined']).toContain(await stateOf(key))
  })

  it('keeps a report that the disk does not take, also where the server cannot be asked again', async () => {
    rig.server.hasLookup = false
    const key = await command()
    disk.isFull = true
    rig.host.delivery.commandReported(key, DONE)
    await rig.clock.advance(10 * SECOND)
    expect(await stateOf(key)).toBe('accepted')
    disk.isFull = false
    await rig.clock.advance(10 * SECOND)
    expect(await stateOf(key)).toBe('applied')
  })

  it('gets its turn to be asked about, however many others never report', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `dev_new_${index}`)
    await rig.enqueue(...ids.map((id) => createDevice(id)))
    await rig.clock.advance(SECOND)
    const keys = await rig.enqueue(...ids.map(reload))
    await rig.clock.advance(SECOND)
    const last = keys.at(-1) ?? ''
    rig.server.report = (key) => (key === last ? { result: 'done', at: 0, message: null } : null)
    await rig.clock.advance(2 * MINUTE)
    expect(await stateOf(last)).toBe('applied')
    expect(rig.host.outbox.lanes.count('accepted')).toBe(249)
  })
})

describe('a command whose PC slept meanwhile', () => {
  it('is confirmed after the sleep when the device did it, and not declared lost before', async () => {
    const pc = await SimulatedPc.open()
    pc.rig.seedDevices('dev_1')
    pc.rig.server.report = () => null
    await pc.rig.host.delivery.run()
    await pc.goOnline()
    const { key } = await pc.rig.one(reload('dev_1'))
    await pc.rig.clock.advance(SECOND)
    pc.goOffline()
    pc.sleep(8 * 60 * MINUTE)
    await pc.rig.clock.advance(10 * SECOND)
    pc.rig.server.report = () => ({ result: 'done', at: 0, message: null })
    await pc.goOnline()
    await pc.rig.clock.advance(20 * SECOND)
    expect(await pc.rig.states(key)).toEqual(['applied'])
    await pc.rig.close()
  })

  it('is not given up by an answer that lay unread through the sleep', async () => {
    const pc = await SimulatedPc.open()
    pc.rig.seedDevices('dev_1')
    pc.rig.server.report = () => null
    await pc.rig.host.delivery.run()
    await pc.goOnline()
    const { key } = await pc.rig.one(reload('dev_1'))
    await pc.rig.clock.advance(SECOND)
    const lookup = pc.rig.server.lookup.bind(pc.rig.server)
    const held: (() => void)[] = []
    pc.rig.server.lookup = async (keys) => {
      const answer = await lookup(keys)
      await new Promise<void>((resolve) => held.push(resolve))
      return answer
    }
    await pc.rig.clock.advance(20 * SECOND)
    pc.sleep(8 * 60 * MINUTE)
    pc.rig.server.lookup = lookup
    pc.rig.server.report = () => ({ result: 'done', at: 0, message: null })
    for (const arrive of held) arrive()
    await pc.rig.clock.advance(20 * SECOND)
    expect(await pc.rig.states(key)).toEqual(['applied'])
    await pc.rig.close()
  })
})
