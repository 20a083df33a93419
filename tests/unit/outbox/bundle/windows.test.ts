import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { notedElsewhere, Timekeeper } from '../../../../src/main/outbox/timekeeper.ts'
import { MonotonicBootClock } from '../../../../src/main/platform/boot-clock.ts'
import { type BundlePc, Office, WITHOUT_END } from '../../../support/bundle-pc.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { reload } from '../../../support/queue-rig.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const SERVER_AHEAD_MS = 5_000_000
const windows = { ...WITHOUT_END, command: { confirmAfterMs: 2 * MINUTE, expireAfterMs: DAY } }

let office: Office
let key: string
/** Whether the PCs know the server's time. */
let isTimeKnown: boolean

const serverNow = (): number | null => (isTimeKnown ? office.clock.monotonic() + SERVER_AHEAD_MS : null)

/** On for longer than any window. */
async function oldPc(): Promise<BundlePc> {
  await office.clock.advance(30 * DAY)
  return office.pc('pc-b', { windows, serverNow })
}

async function commandOn(a: BundlePc): Promise<void> {
  const [accepted] = await a.host.outbox.enqueue([reload('dev_1')])
  key = accepted?.key ?? ''
}

beforeEach(() => {
  office = new Office()
  isTimeKnown = true
})
afterEach(() => office.close())

describe('a command in a bundle', () => {
  it('does not end because the other PC has been on for long', async () => {
    const b = await oldPc()
    const a = await office.pc('pc-a', { windows, serverNow })
    office.seedDevices('dev_1')
    await commandOn(a)
    await a.export()
    await b.import()
    await office.clock.advance(MINUTE)
    expect(await b.states(key)).toEqual(['queued'])
    await office.clock.advance(MINUTE + 3_000)
    expect(await b.states(key)).toEqual(['stale'])
    await office.clock.advance(DAY)
    expect(await b.states(key)).toEqual(['expired'])
  })

  it('asks to be confirmed where nobody can tell how old it is, and does not end', async () => {
    isTimeKnown = false
    const b = await oldPc()
    const a = await office.pc('pc-a', { windows, serverNow })
    office.seedDevices('dev_1')
    await commandOn(a)
    await a.export()
    await b.import()
    b.goOnline()
    await office.clock.advance(10 * DAY)
    expect(await b.states(key)).toEqual(['stale'])
    expect(office.server.effects).toEqual([])
  })

  it('goes on asking on the other PC when it asked here', async () => {
    const a = await office.pc('pc-a', { windows, serverNow })
    const b = await office.pc('pc-b', { serverNow })
    office.seedDevices('dev_1')
    await commandOn(a)
    await office.clock.advance(5 * MINUTE)
    expect(await a.states(key)).toEqual(['stale'])
    await a.export()
    expect(await a.states(key)).toEqual(['unknown'])
    await b.import()
    b.goOnline()
    await office.clock.advance(5 * MINUTE)
    expect(await b.states(key)).toEqual(['stale'])
    await b.host.desk.confirmAgain([key])
    await office.clock.advance(MINUTE)
    expect(await b.states(key)).toEqual(['applied'])
    a.goOnline()
    await office.clock.advance(MINUTE)
    expect(await a.states(key)).toEqual(['applied'])
    expect(office.server.effects).toHaveLength(1)
  })

  it('that nobody took in is not sent unasked when its own PC is back late', async () => {
    const a = await office.pc('pc-a', { windows, serverNow })
    office.seedDevices('dev_1')
    await commandOn(a)
    await a.export()
    await office.clock.advance(10 * MINUTE)
    a.goOnline()
    await office.clock.advance(MINUTE)
    expect(await a.states(key)).toEqual(['stale'])
    expect(office.server.effects).toEqual([])
  })
})

describe('a moment noted on another PC', () => {
  const clock = new ManualClock()
  const keeper = (server: number | null): Timekeeper =>
    new Timekeeper({ clock, boot: new MonotonicBootClock(clock, 'here'), serverNow: () => server })
  const there = { boot: 'there', up: 9 * DAY, server: 1_000, wall: 0 }

  it('is as old as the server says', () => {
    expect(keeper(4_000).age(notedElsewhere(there))).toEqual({ atLeast: 3_000, atMost: 3_000 })
  })

  it('is of any age without the server’s time on either side', () => {
    const anyAge = { atLeast: 0, atMost: Number.POSITIVE_INFINITY }
    expect(keeper(null).age(notedElsewhere(there))).toEqual(anyAge)
    expect(keeper(4_000).age(notedElsewhere({ ...there, server: null }))).toEqual(anyAge)
  })

  it('does not count this PC’s time even if both starts had the same name', () => {
    expect(keeper(null).age(notedElsewhere({ ...there, boot: 'here' })).atMost).toBe(Number.POSITIVE_INFINITY)
  })

  it('stays marked when it is carried on to a third PC', () => {
    const once = notedElsewhere(there)
    expect(notedElsewhere(once)).toEqual(once)
  })

  it('gets the server’s time where an earlier start of the PC knows it', () => {
    const timekeeper = keeper(50_000)
    timekeeper.restore({ 'time_anchor:before': '7000' })
    expect(timekeeper.withServerTime({ boot: 'before', up: 500, server: null, wall: 1 }).server).toBe(7_500)
    expect(timekeeper.withServerTime({ boot: 'lost', up: 500, server: null, wall: 1 }).server).toBeNull()
    expect(timekeeper.withServerTime({ boot: 'lost', up: 500, server: 3, wall: 1 }).server).toBe(3)
  })
})
