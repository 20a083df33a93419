import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDevice, edit, reload, rename } from '../../support/queue-rig.ts'
import { SimulatedPc } from '../../support/simulated-pc.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

describe('a command that waits', () => {
  let pc: SimulatedPc

  beforeEach(async () => {
    pc = await SimulatedPc.open()
    pc.rig.seedDevices('dev_1', 'dev_2')
    await pc.rig.host.delivery.run()
  })
  afterEach(() => pc.rig.close())

  const command = async () => (await pc.rig.one(reload('dev_1'))).key
  const stateOf = async (key: string) => (await pc.rig.operation(key)).state
  const restart = async () => {
    await pc.restartProgram()
    await pc.rig.host.delivery.run()
  }
  const restartPc = async (offMs: number) => {
    await pc.restartPc(offMs)
    await pc.rig.host.delivery.run()
  }
  const hearServer = () => pc.hearServer()
  const online = async () => {
    await pc.goOnline()
    await pc.rig.clock.advance(5 * SECOND)
  }

  type Life = () => unknown
  const advance = (ms: number) => () => pc.rig.clock.advance(ms)
  const sleep = (ms: number) => () => pc.sleep(ms)
  const jump = (ms: number) => () => pc.rig.clock.jumpWall(ms)

  const LIVES: readonly (readonly [string, readonly Life[], string])[] = [
    ['goes after 115 seconds', [advance(115 * SECOND)], 'applied'],
    ['asks again after two minutes', [advance(121 * SECOND)], 'stale'],
    ['asks again after 23 hours', [advance(23 * HOUR)], 'stale'],
    ['ends unsent after a day', [advance(DAY + SECOND)], 'expired'],
    ['asks again after a sleep of ten minutes', [sleep(10 * MINUTE)], 'stale'],
    ['ends unsent after a sleep of two days', [sleep(2 * DAY)], 'expired'],
    ['goes although the clock was set ahead by a year', [jump(YEAR), advance(MINUTE)], 'applied'],
    ['goes although the clock was set back by a day', [jump(-DAY), advance(MINUTE)], 'applied'],
    ['asks again although the clock was set back by a day', [advance(3 * MINUTE), jump(-DAY)], 'stale'],
    ['goes although the clock steps', [jump(HOUR), advance(MINUTE), jump(-2 * HOUR), jump(7 * YEAR)], 'applied'],
    ['goes after a restart of the program', [restart, advance(MINUTE)], 'applied'],
    ['asks again after a restart of the program', [advance(MINUTE), restart, advance(61 * SECOND)], 'stale'],
    ['ends unsent a day later also with restarts', [advance(12 * HOUR), restart, sleep(13 * HOUR)], 'expired'],
    [
      'goes after a quick restart of the PC, when the server tells the time',
      [hearServer, () => restartPc(MINUTE)],
      'applied',
    ],
    ['asks again after a restart of the PC that took long', [hearServer, () => restartPc(10 * MINUTE)], 'stale'],
    ['ends unsent when the PC was off for two days', [hearServer, () => restartPc(2 * DAY)], 'expired'],
    [
      'is not fooled by a clock that was set while the PC was off',
      [hearServer, () => restartPc(MINUTE), jump(YEAR)],
      'applied',
    ],
    ['asks when nobody can tell how long the PC was off', [() => restartPc(MINUTE), advance(3 * SECOND)], 'stale'],
    ['never ends by guess', [() => restartPc(30 * DAY), jump(YEAR), advance(3 * SECOND)], 'stale'],
    ['ends when this start alone has lasted a day', [() => restartPc(MINUTE), advance(DAY + 5 * SECOND)], 'expired'],
  ]

  it.each(LIVES)('%s', async (_what, life, state) => {
    const key = await command()
    for (const moment of life) await moment()
    await online()
    const found = await stateOf(key)
    expect(found === 'accepted' ? 'applied' : found).toBe(state)
    expect(pc.rig.server.effects).toHaveLength(state === 'applied' ? 1 : 0)
  })

  it('is held at the very moment of sending, when the PC has just slept', async () => {
    const key = await command()
    pc.sleep(HOUR)
    await pc.goOnline()
    await pc.rig.clock.advance(0)
    expect(await stateOf(key)).toBe('stale')
    expect(pc.rig.server.applyCalls).toBe(0)
  })

  it('says that it asks again, and why', async () => {
    const key = await command()
    await pc.rig.clock.advance(3 * MINUTE)
    expect(await pc.rig.shown(key)).toMatchObject({
      wait: { reason: 'asks-again' },
      lastError: { code: 'stale' },
      actions: { canConfirm: true, canRollBack: true, canRetry: false },
    })
    expect(pc.rig.host.outbox.status(false)).toMatchObject({ attention: 1, counts: { stale: 1 } })
  })

  it('goes once when it is confirmed again', async () => {
    const key = await command()
    await pc.rig.clock.advance(10 * MINUTE)
    await online()
    expect(await pc.rig.host.desk.confirmAgain([key])).toEqual([{ key, ok: true, message: null }])
    await pc.rig.clock.advance(MINUTE)
    expect(pc.rig.server.effects.map((effect) => effect.key)).toEqual([key])
    expect(await pc.rig.host.desk.confirmAgain([key])).toMatchObject([{ ok: false }])
  })

  it('of a schedule, asked for twice without a server, is asked about twice, and goes as often as somebody says so', async () => {
    pc.rig.server.seed('sch_1', { name: 'Lunch' })
    const record = { entityType: 'schedule', id: 'sch_1', version: 1, sequence: 1, reported: {} } as const
    pc.rig.host.replica.apply({ kind: 'record', record: { ...record, data: { name: 'Lunch' } } })
    const run = { kind: 'command', entityType: 'schedule', entityId: 'sch_1', command: 'run' } as const
    const first = (await pc.rig.one(run)).key
    const second = (await pc.rig.one(run)).key
    await pc.rig.clock.advance(10 * MINUTE)
    await online()
    expect([await stateOf(first), await stateOf(second)]).toEqual(['stale', 'stale'])
    expect(pc.rig.server.effects).toEqual([])
    await pc.rig.host.desk.confirmAgain([second])
    await pc.rig.clock.advance(MINUTE)
    expect(pc.rig.server.effects.map(({ key }) => key)).toEqual([second])
    await pc.rig.host.desk.confirmAgain([first])
    await pc.rig.clock.advance(MINUTE)
    expect(pc.rig.server.effects.map(({ key }) => key)).toEqual([second, first])
  })

  it('asks again when the confirmed one waits too long too', async () => {
    const key = await command()
    await pc.rig.clock.advance(10 * MINUTE)
    await pc.rig.host.desk.confirmAgain([key])
    await pc.rig.clock.advance(MINUTE)
    expect(await stateOf(key)).toBe('queued')
    await pc.rig.clock.advance(2 * MINUTE)
    await online()
    expect(await stateOf(key)).toBe('stale')
  })

  it('does not end a day after it was made, but a day after it was last confirmed', async () => {
    const key = await command()
    await pc.rig.clock.advance(20 * HOUR)
    await pc.rig.host.desk.confirmAgain([key])
    await pc.rig.clock.advance(20 * HOUR)
    expect(await stateOf(key)).toBe('stale')
    await pc.rig.clock.advance(5 * HOUR)
    expect(await stateOf(key)).toBe('expired')
  })

  it('asks again also when its answer was lost and the server turns out not to know it', async () => {
    pc.rig.server.trouble = () => 'lost-request'
    const key = await command()
    await online()
    expect(await stateOf(key)).toBe('unknown')
    pc.goOffline()
    await pc.rig.clock.advance(10 * MINUTE)
    pc.rig.server.trouble = () => 'none'
    await online()
    expect(await stateOf(key)).toBe('stale')
    expect(pc.rig.server.effects).toEqual([])
  })

  it('does not hold up other devices, nor what was made later for the same one', async () => {
    const key = await command()
    const behind = await pc.rig.one(rename('dev_1', 'a'))
    const other = await pc.rig.one(rename('dev_2', 'b'))
    await pc.rig.clock.advance(10 * MINUTE)
    const fresh = await pc.rig.one(reload('dev_2'))
    await online()
    expect(pc.rig.server.effects.map((effect) => effect.key).sort()).toEqual([behind.key, other.key, fresh.key].sort())
    expect(await stateOf(key)).toBe('stale')
  })

  it('may be taken back instead', async () => {
    const key = await command()
    await pc.rig.clock.advance(10 * MINUTE)
    await pc.rig.host.desk.rollBack([key])
    await online()
    expect(await stateOf(key)).toBe('cancelled')
    expect(pc.rig.server.effects).toEqual([])
  })

  it('is not confirmed by giving it more urgency', async () => {
    const key = await command()
    await pc.rig.clock.advance(10 * MINUTE)
    expect(await pc.rig.host.desk.setPriority([key], 'critical')).toMatchObject([{ ok: false }])
    expect(await pc.rig.host.desk.retry([key])).toMatchObject([{ ok: false }])
    await online()
    expect(pc.rig.server.effects).toEqual([])
  })

  it('ends with the reason in its history', async () => {
    const key = await command()
    await pc.rig.clock.advance(2 * DAY)
    expect(await pc.rig.reasons(key)).toEqual(['made', 'waited-too-long', 'window-over'])
    expect(pc.rig.host.outbox.status(false)).toMatchObject({ pending: 0, totals: { created: 1, expired: 1 } })
    expect(pc.rig.view('dev_1')?.pending).toEqual([])
  })
})

describe('edits that wait', () => {
  const windows = {
    create: { confirmAfterMs: HOUR, expireAfterMs: DAY },
    update: { confirmAfterMs: HOUR, expireAfterMs: DAY },
    delete: { confirmAfterMs: HOUR, expireAfterMs: DAY },
    command: { confirmAfterMs: 2 * MINUTE, expireAfterMs: DAY },
  }

  it('are valid without end, through sleeps, restarts and wrong clocks', async () => {
    const pc = await SimulatedPc.open()
    pc.rig.seedDevices('dev_1')
    const { key } = await pc.rig.one(rename('dev_1', 'a'))
    pc.sleep(YEAR)
    pc.rig.clock.jumpWall(5 * YEAR)
    await pc.restartPc(YEAR)
    await pc.rig.host.delivery.run()
    await pc.goOnline()
    await pc.rig.clock.advance(5 * SECOND)
    expect(await pc.rig.states(key)).toEqual(['applied'])
    await pc.rig.close()
  })

  it('have windows where an administrator set some, and keep their order while they ask', async () => {
    const pc = await SimulatedPc.open({ windows })
    pc.rig.seedDevices('dev_1')
    await pc.rig.host.delivery.run()
    const first = await pc.rig.one(rename('dev_1', 'a'))
    await pc.rig.clock.advance(2 * HOUR)
    const second = await pc.rig.one(edit('dev_1', { location: 'Hall B' }))
    await pc.goOnline()
    await pc.rig.clock.advance(5 * SECOND)
    expect(await pc.rig.states(first.key, second.key)).toEqual(['stale', 'queued'])
    expect(await pc.rig.waits(second.key)).toEqual(['behind-stale'])
    await pc.rig.host.desk.confirmAgain([first.key])
    await pc.rig.clock.advance(5 * SECOND)
    expect(pc.rig.server.effects.map((effect) => effect.key)).toEqual([first.key, second.key])
    await pc.rig.close()
  })

  it('that make something end together with what was done to it', async () => {
    const pc = await SimulatedPc.open({ windows })
    await pc.rig.host.delivery.run()
    await pc.rig.one(createDevice('dev_new'))
    const command = await pc.rig.one(reload('dev_new'))
    await pc.rig.clock.advance(DAY - HOUR)
    const renamed = await pc.rig.one(rename('dev_new', 'b'))
    await pc.rig.clock.advance(HOUR + MINUTE)
    expect(await pc.rig.states(command.key, renamed.key)).toEqual(['expired', 'quarantined'])
    expect((await pc.rig.operation(renamed.key)).lastError?.code).toBe('dependency-gone')
    await pc.goOnline()
    await pc.rig.clock.advance(5 * SECOND)
    expect(pc.rig.server.effects).toEqual([])
    await pc.rig.close()
  })
})
