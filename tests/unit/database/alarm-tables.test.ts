import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlarmEvent, AlarmTrack } from '#shared/domain/alarm-events.ts'
import { type AlarmGap, AlarmPeriods } from '#shared/domain/alarm-history.ts'
import { stretchesOf, totalOf } from '#shared/domain/alarm-stretches.ts'
import type { AlarmHistoryQuery, AlarmWrite } from '../../../src/main/database/alarm-store.ts'
import { InProcessStore } from '../../../src/main/database/in-process-store.ts'
import { startOfDay } from '../../../src/main/platform/clock.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { temporaryFolder } from '../../support/sqlite.ts'
import { BEGIN, DAY_MS, eventOf, HOUR_MS, someEvents } from '../shared/alarm-arbitrary.ts'

const NOW = BEGIN + 10 * DAY_MS + 5.5 * HOUR_MS
const QUERY: AlarmHistoryQuery = { period: 'month', now: NOW, since: 0, until: NOW, operators: 1 }
const writeOf = (...events: readonly AlarmEvent[]): AlarmWrite => ({ alarmId: 'alert-1', events, track: null })
const gap = (from: number, to: number): AlarmGap => ({ from, to, reason: 'history-lost' })

let folder: ReturnType<typeof temporaryFolder>
let store: InProcessStore
beforeEach(() => {
  folder = temporaryFolder()
  store = new InProcessStore(folder.file('site.sqlite'), 1)
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

/** Numbers of rows, as another program would count them. */
function countIn(table: 'alarm_events' | 'alarm_days' | 'alarm_gaps'): number {
  const database = openDatabase(folder.file('site.sqlite'), { readonly: true })
  const { n } = database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get() ?? { n: 0 }
  database.close()
  return n
}

describe('the record of alarms on disk', () => {
  it('has the same figures as the events it was given, in whatever pieces and however often', async () => {
    const pieces = fc.array(someEvents, { maxLength: 4 })
    let runs = 0
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        runs += 1
        const own = new InProcessStore(folder.file(`run-${runs}.sqlite`), 1)
        for (const part of [...parts, ...parts]) await own.alarms.recordAlarms([writeOf(...part)], [])
        const told = await own.alarms.alarmHistory(QUERY)
        await own.close()
        const coverage = { since: 0, until: NOW, keptFrom: null, gaps: [] }
        const plain = new AlarmPeriods(stretchesOf(parts.flat(), startOfDay), { coverage, operators: 1, standing: 0 })
        expect(told.whole).toEqual(plain.of({ from: startOfDay(NOW, 29), to: NOW }))
        expect(told.parts).toHaveLength(30)
        const all = told.parts.reduce((sum, { raised }) => sum + totalOf(raised), 0)
        expect(all).toBe(totalOf(told.whole.raised))
      }),
      { numRuns: 30 },
    )
  })

  it('keeps each step once, also after it was opened again', async () => {
    await store.alarms.recordAlarms([writeOf(eventOf({}), eventOf({}))], [])
    await store.close()
    store = new InProcessStore(folder.file('site.sqlite'), 2)
    await store.alarms.recordAlarms([writeOf(eventOf({}))], [])
    expect(countIn('alarm_events')).toBe(1)
    expect((await store.alarms.alarmHistory(QUERY)).whole.raised.high).toBe(1)
  })

  it('writes all that it is given, or nothing', async () => {
    const broken = { ...eventOf({ alarmId: 'alert-2' }), at: 'soon' } as unknown as AlarmEvent
    await expect(store.alarms.recordAlarms([writeOf(eventOf({}), broken)], [])).rejects.toThrow('INTEGER')
    expect([countIn('alarm_events'), countIn('alarm_days')]).toEqual([0, 0])
  })

  it('tells the last hours from the events, and the hours before them', async () => {
    const at = (hoursAgo: number) => Math.floor(NOW / HOUR_MS) * HOUR_MS - hoursAgo * HOUR_MS
    const events = [0, 1, 23, 24, 25].map((hours) =>
      eventOf({ alarmId: `alert-${hours}`, raisedAt: at(hours), at: at(hours) }),
    )
    await store.alarms.recordAlarms([writeOf(...events)], [])
    const told = await store.alarms.alarmHistory({ ...QUERY, period: 'day' })
    expect(told.isHours).toBe(true)
    expect(told.parts.map(({ raised }) => raised.high)).toEqual([1, ...Array.from({ length: 21 }, () => 0), 1, 1])
    expect([told.whole.raised.high, told.before.raised.high]).toEqual([3, 2])
  })

  it('tells its gaps, and how far they reach when one is found again', async () => {
    const from = startOfDay(NOW, 3)
    await store.alarms.recordAlarms([], [gap(from, from + HOUR_MS)])
    await store.alarms.recordAlarms([], [gap(from, from + 2 * HOUR_MS), gap(0, 1)])
    const { gaps, whole } = await store.alarms.alarmHistory(QUERY)
    expect(gaps).toEqual([gap(from, from + 2 * HOUR_MS)])
    expect(whole.observedMs).toBe(NOW - startOfDay(NOW, 29) - 2 * HOUR_MS)
  })

  it('counts what stands from the alarms that are followed', async () => {
    const track: AlarmTrack = {
      ...{ alarmId: 'alert-1', raisedAt: BEGIN, sequence: 1, priority: 'high', deviceId: 'd', kind: 'k' },
      ...{ isAcknowledged: false, wasAcknowledged: false, shelvedUntil: null, isOutOfService: false },
      ...{ isActive: true, isSuppressed: false },
    }
    await store.alarms.recordAlarms(
      [
        { alarmId: 'alert-1', events: [eventOf({})], track },
        { alarmId: 'alert-2', events: [], track: { ...track, alarmId: 'alert-2', isActive: false } },
      ],
      [],
    )
    expect(await store.alarms.alarmTracks()).toHaveLength(2)
    expect((await store.alarms.alarmHistory(QUERY)).whole.standing).toBe(1)
    await store.alarms.recordAlarms([{ alarmId: 'alert-1', events: [], track: null }], [])
    expect(await store.alarms.alarmTracks()).toHaveLength(1)
  })

  it('deletes old events in small parts and keeps their figures', async () => {
    const events = Array.from({ length: 450 }, (_none, place) => eventOf({ alarmId: `alert-${place}` }))
    await store.alarms.recordAlarms([writeOf(...events, eventOf({ alarmId: 'new', raisedAt: NOW, at: NOW }))], [])
    const limits = { eventsBefore: NOW - DAY_MS, daysBefore: BEGIN - DAY_MS }
    expect(await store.alarms.pruneAlarms(limits)).toBe(true)
    expect(countIn('alarm_events')).toBe(251)
    expect(await store.alarms.pruneAlarms(limits)).toBe(true)
    expect(await store.alarms.pruneAlarms(limits)).toBe(false)
    expect(countIn('alarm_events')).toBe(1)
    expect((await store.alarms.alarmHistory(QUERY)).whole.raised.high).toBe(451)
  })

  it('deletes figures that are older still, and says from then on that they are not kept', async () => {
    await store.alarms.recordAlarms([writeOf(eventOf({}))], [gap(BEGIN, BEGIN + 1)])
    const daysBefore = startOfDay(NOW, 5)
    await store.alarms.pruneAlarms({ eventsBefore: daysBefore, daysBefore })
    expect([countIn('alarm_events'), countIn('alarm_days'), countIn('alarm_gaps')]).toEqual([0, 0, 0])
    const { gaps, whole } = await store.alarms.alarmHistory(QUERY)
    expect(gaps).toEqual([{ from: startOfDay(NOW, 29), to: daysBefore, reason: 'not-kept' }])
    expect(whole.observedMs).toBe(NOW - daysBefore)
  })
})
