import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deviceData, deviceRecord } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { ModelServer, type Trouble } from '../../support/model-server.ts'
import { countingIds, QueueHost, seededRandom, temporaryFolder } from '../../support/queue-host.ts'

const device = (entityId: string) => ({ entityType: 'device', entityId }) as const
const rename = (entityId: string, name: string) => ({ kind: 'update', ...device(entityId), fields: { name } }) as const

describe('delivery', () => {
  let folder = temporaryFolder()
  let clock = new ManualClock()
  let server = new ModelServer()
  let host: QueueHost
  const ids = countingIds()

  async function open(): Promise<QueueHost> {
    const file = join(folder.path, 'site.sqlite')
    return QueueHost.open({ file, clock, random: seededRandom(1), ids, server })
  }

  beforeEach(async () => {
    folder = temporaryFolder()
    clock = new ManualClock()
    server = new ModelServer()
    host = await open()
    for (const id of ['dev_1', 'dev_2']) {
      server.seed(id, { ...deviceData({ name: id }) })
      host.replica.apply({ kind: 'record', record: deviceRecord(id) })
    }
  })
  afterEach(async () => {
    await host.close()
    folder.remove()
  })

  const stateOf = async (key: string): Promise<string | undefined> =>
    (await host.store.operations([key])).operations[0]?.state
  const inTurn =
    (...troubles: Trouble[]) =>
    () =>
      troubles.shift() ?? 'none'

  async function enqueue(...intents: Parameters<QueueHost['outbox']['enqueue']>[0]): Promise<string[]> {
    return (await host.outbox.enqueue(intents)).map((accepted) => accepted.key)
  }

  it('sends edits of one entity in the order they were made, each on top of the last', async () => {
    await enqueue(rename('dev_1', 'a'), rename('dev_1', 'b'), rename('dev_1', 'c'))
    await host.delivery.run()
    await clock.advance(100)
    expect(server.effects.map((effect) => effect.clientSequence)).toEqual([1, 2, 3])
    expect(server.entities.get('dev_1')).toMatchObject({ version: 4, data: { name: 'c' } })
  })

  it('sends nothing more while it is held, takes the answers that are due, and goes on when it is released', async () => {
    await enqueue(rename('dev_1', 'a'), rename('dev_1', 'b'))
    await host.delivery.run()
    host.delivery.setHeld(true)
    expect(host.delivery.block()).toBe('updating')
    await clock.advance(20_000)
    expect(host.delivery.inFlight).toBe(0)
    const sent = server.effects.length
    await enqueue(rename('dev_2', 'c'))
    await clock.advance(20_000)
    expect(server.effects).toHaveLength(sent)
    host.delivery.setHeld(false)
    await clock.advance(20_000)
    expect(server.effects.map((effect) => effect.clientSequence)).toEqual([1, 2, 3])
  })

  it('counts what is on its way until its answer is stored', async () => {
    await enqueue(rename('dev_1', 'a'))
    await host.delivery.run()
    const seen = new Set<number>()
    const end = host.outbox.onChanged(() => seen.add(host.delivery.inFlight))
    await clock.advance(100)
    end()
    expect([...seen]).toContain(1)
    expect(host.delivery.inFlight).toBe(0)
    expect(host.outbox.lanes.count('sending')).toBe(0)
  })

  it('asks by key when the answer was lost, and finds one effect', async () => {
    server.trouble = inTurn('lost-answer')
    const [key = ''] = await enqueue(rename('dev_1', 'a'))
    await host.delivery.run()
    await clock.advance(5_000)
    expect(server.effects).toHaveLength(1)
    expect(server.lookupCalls).toBe(1)
    const steps = await host.list.transitions(key)
    expect(steps.map((step) => step.to)).toEqual(['queued', 'sending', 'unknown', 'applied'])
  })

  it('sends again what the server does not know', async () => {
    server.trouble = inTurn('lost-request')
    const [key = ''] = await enqueue(rename('dev_1', 'a'))
    await host.delivery.run()
    await clock.advance(5_000)
    expect(server.effects).toHaveLength(1)
    const steps = await host.list.transitions(key)
    expect(steps.map((step) => step.to)).toEqual(['queued', 'sending', 'unknown', 'queued', 'sending', 'applied'])
  })

  it('asks again until it is answered, also when time passes between looking at the clock twice', async () => {
    // A timer may fire a fraction of a millisecond early: the moment that was not yet due when it was looked at is past
    // when the next look decides whether to come back.
    const monotonic = clock.monotonic.bind(clock)
    let looks = 0
    clock.monotonic = () => monotonic() - 0.5 + (looks++ % 2)
    for (let round = 0; round < 20; round++) {
      looks = round
      server.trouble = inTurn('lost-answer', 'refused', 'refused', 'refused')
      const [key = ''] = await enqueue(rename('dev_1', `round ${round}`))
      if (round === 0) await host.delivery.run()
      await clock.advance(20_000)
      expect(await stateOf(key)).toBe('applied')
    }
  })

  it('never repeats a command whose answer was lost without asking', async () => {
    server.trouble = inTurn('lost-answer', 'lost-answer', 'lost-answer')
    await enqueue({ kind: 'command', ...device('dev_1'), command: 'reboot' })
    await host.delivery.run()
    await clock.advance(60_000)
    expect(server.effects).toHaveLength(1)
    expect(server.applyCalls).toBe(1)
  })

  it('doubts at start what was on its way when the app was killed', async () => {
    const [key = ''] = await enqueue(rename('dev_1', 'a'))
    await host.outbox.transition([key], (before) => ({
      before,
      after: { ...before, state: 'sending' },
      reason: 'sent',
    }))
    await host.close()
    host = await open()
    expect(await stateOf(key)).toBe('unknown')
    await host.delivery.run()
    await clock.advance(5_000)
    expect(server.effects).toHaveLength(1)
  })

  it('does not count network trouble as an attempt', async () => {
    let isDown = true
    server.trouble = () => (isDown ? 'lost-request' : 'none')
    const [key = ''] = await enqueue(rename('dev_1', 'a'))
    await host.delivery.run()
    await clock.advance(120_000)
    expect((await host.store.operations([key])).operations[0]?.attempts).toBe(0)
    isDown = false
    await clock.advance(60_000)
    expect(await stateOf(key)).toBe('applied')
  })

  it('parks what the server refuses, rolls it back on screen, and lets the others go on', async () => {
    server.reject = (operation) => operation.entityId === 'dev_1'
    const [bad = '', good = ''] = await enqueue(rename('dev_1', 'refused'), rename('dev_2', 'fine'))
    await host.delivery.run()
    await clock.advance(1_000)
    expect(await stateOf(bad)).toBe('quarantined')
    expect(await stateOf(good)).toBe('applied')
    expect(host.replica.view(device('dev_1'))?.data['name']).toBe('dev_1')
    server.reject = () => false
    await host.desk.retry([bad])
    await clock.advance(1_000)
    expect(host.replica.view(device('dev_1'))?.data['name']).toBe('refused')
    expect(await stateOf(bad)).toBe('applied')
  })

  it('puts an edit on top of the edits of others when they touch different fields', async () => {
    server.edit('dev_1', { location: 'Hall C' })
    const [key = ''] = await enqueue(rename('dev_1', 'mine'))
    await host.delivery.run()
    await clock.advance(1_000)
    expect(await stateOf(key)).toBe('applied')
    expect(server.entities.get('dev_1')?.data).toMatchObject({ name: 'mine', location: 'Hall C' })
  })

  it('asks the operator when the same field was changed, and sends mine on top when told to', async () => {
    server.edit('dev_1', { name: 'theirs' })
    const [key = '', later = ''] = await enqueue(rename('dev_1', 'mine'), rename('dev_1', 'mine too'))
    await host.delivery.run()
    await clock.advance(1_000)
    expect(await stateOf(key)).toBe('conflicted')
    const { operations } = await host.list.page({ scope: 'pending', offset: 0, limit: 10 })
    expect(operations.map((operation) => operation.wait)).toEqual([
      { reason: 'conflict', behindKey: null },
      { reason: 'behind-conflict', behindKey: key },
    ])
    expect(operations[0]?.conflict).toMatchObject({ serverFields: { name: 'theirs' } })
    await host.conflicts.keepMine([key])
    await clock.advance(1_000)
    expect([await stateOf(key), await stateOf(later)]).toEqual(['applied', 'applied'])
    expect(server.entities.get('dev_1')?.data).toMatchObject({ name: 'mine too' })
  })

  it('refuses to roll back what the server may have taken', async () => {
    server.trouble = () => 'lost-answer'
    const [key = ''] = await enqueue(rename('dev_1', 'a'))
    await host.delivery.run()
    await clock.advance(100)
    expect(await stateOf(key)).toBe('unknown')
    const [outcome] = await host.desk.rollBack([key])
    expect(outcome).toMatchObject({ ok: false })
    expect(outcome?.message).toContain('may have taken it')
  })

  it('waits while the connection is not ready, and says why', async () => {
    server.setBlock('needs-auth')
    await enqueue(rename('dev_1', 'a'))
    await host.delivery.run()
    await clock.advance(10_000)
    expect(server.applyCalls).toBe(0)
    const { operations } = await host.list.page({ scope: 'pending', offset: 0, limit: 10 })
    expect(operations[0]?.wait.reason).toBe('needs-auth')
    server.setBlock(null)
    await clock.advance(100)
    expect(server.effects).toHaveLength(1)
  })

  it('keeps the new value on screen from the edit to the echo, without a flicker', async () => {
    const seen: unknown[] = []
    host.replica.onDelta((delta) => {
      for (const view of delta.changed) if (view.id === 'dev_1') seen.push(view.data['name'])
    })
    await enqueue(rename('dev_1', 'new'))
    await host.delivery.run()
    await clock.advance(100)
    // A late report from before the edit, then the echo of the edit itself.
    host.replica.apply({ kind: 'record', record: deviceRecord('dev_1', { version: 1, sequence: 2 }) })
    await clock.advance(100)
    host.replica.apply({
      kind: 'record',
      record: deviceRecord('dev_1', { version: 2, sequence: 3, data: { ...deviceData({ name: 'new' }) } }),
    })
    await clock.advance(100)
    expect(new Set(seen.slice(1))).toEqual(new Set(['new']))
    expect(host.replica.view(device('dev_1'))?.pending).toEqual([])
  })
})
