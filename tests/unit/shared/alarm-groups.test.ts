import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alarmFigures } from '#shared/domain/alarm-figures.ts'
import { BURST_WINDOW_MS, chatterCounts, groupAlarms } from '#shared/domain/alarm-groups.ts'
import type { Alarm } from '#shared/domain/alarms.ts'
import { SEVERITIES, UNTOUCHED_ALERT } from '#shared/domain/entities.ts'

const NOW = 1_700_000_000_000
const MINUTE_MS = 60_000
let made = 0

function alarm(deviceId: string, ageMs: number, change: Partial<Alarm> = {}): Alarm {
  made += 1
  return {
    ...UNTOUCHED_ALERT,
    id: `a${String(made).padStart(5, '0')}`,
    deviceId,
    priority: 'high',
    kind: 'offline',
    message: '',
    raisedAt: NOW - ageMs,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    suppressedBy: null,
    ...change,
  }
}

/** Devices are called by their site and a number. */
const siteOf = (deviceId: string): string | null => deviceId.split(' ')[0] ?? null
const group = (alarms: readonly Alarm[]) => groupAlarms(alarms, siteOf, NOW)
const shapes = (alarms: readonly Alarm[]) => group(alarms).map(({ cause, alarms: members }) => [cause, members.length])
const devices = (site: string, count: number, ageMs: number) =>
  Array.from({ length: count }, (_, index) => alarm(`${site} ${index}`, ageMs + index * 1_000))

describe('the lines of a list of alarms', () => {
  it('are one for ten devices of a site with the same alarm within ten minutes, and say since when', () => {
    const [flood, ...others] = group(devices('North', 10, MINUTE_MS))
    expect(others).toEqual([])
    expect(flood).toMatchObject({ cause: 'flood', site: 'North', deviceCount: 10, since: NOW - MINUTE_MS - 9_000 })
  })

  it('stay single for nine devices, for two sites, for two kinds, and for devices nobody knows', () => {
    expect(shapes(devices('North', 9, MINUTE_MS))).toHaveLength(9)
    expect(shapes([...devices('North', 5, MINUTE_MS), ...devices('South', 5, MINUTE_MS)])).toHaveLength(10)
    const mixed = devices('North', 10, MINUTE_MS).map((one, index) => (index < 5 ? { ...one, kind: 'hot' } : one))
    expect(shapes(mixed)).toHaveLength(10)
    expect(groupAlarms(devices('North', 10, MINUTE_MS), () => null, NOW)).toHaveLength(10)
  })

  it('stay single for ten devices over more than ten minutes', () => {
    const slow = Array.from({ length: 10 }, (_, index) => alarm(`North ${index}`, index * 2 * MINUTE_MS))
    expect(shapes(slow)).toHaveLength(10)
  })

  it('keep the flood of this morning apart from that of now', () => {
    expect(shapes([...devices('North', 12, MINUTE_MS), ...devices('North', 11, 120 * MINUTE_MS)])).toEqual([
      ['flood', 12],
      ['flood', 11],
    ])
  })

  it('are one for an alarm that is raised three times within ten minutes', () => {
    const often = [1, 4, 9].map((minutes) => alarm('North 1', minutes * MINUTE_MS))
    expect(shapes(often)).toEqual([['chatter', 3]])
    expect(shapes([1, 4, 12].map((minutes) => alarm('North 1', minutes * MINUTE_MS)))).toHaveLength(3)
    expect(shapes(often.map((one, index) => ({ ...one, deviceId: `North ${index}` })))).toHaveLength(3)
  })

  it('make no flood of one device that chatters', () => {
    expect(shapes(Array.from({ length: 20 }, (_, index) => alarm('North 1', index * 10_000)))).toEqual([
      ['chatter', 20],
    ])
    const pairs = devices('North', 5, MINUTE_MS).flatMap((one) => [one, alarm(one.deviceId, 8 * MINUTE_MS)])
    expect(shapes(pairs)).toHaveLength(10)
  })

  it('begin with what needs acknowledging, then go by priority, then the newest first', () => {
    const lines = group([
      alarm('A 1', 1_000, { priority: 'critical', acknowledged: true }),
      alarm('B 1', 5_000, { priority: 'low', clearedAt: NOW }),
      alarm('C 1', 9_000),
      alarm('D 1', 4_000),
      alarm('E 1', 8_000, { priority: 'critical' }),
    ])
    expect(lines.map(({ site }) => site)).toEqual(['E', 'D', 'C', 'B', 'A'])
  })

  it('lose no alarm and show none twice, whatever comes, and each has an id of its own', () => {
    const any = fc.record({
      device: fc.integer({ min: 0, max: 14 }),
      site: fc.constantFrom('North', 'South'),
      kind: fc.constantFrom('offline', 'hot'),
      ageMs: fc.integer({ min: 0, max: 4 * BURST_WINDOW_MS }),
      priority: fc.constantFrom(...SEVERITIES),
      acknowledged: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (all) => {
        const alarms = all.map(({ device, site, ageMs, ...rest }) => alarm(`${site} ${device}`, ageMs, rest))
        const lines = group(alarms)
        const shown = lines.flatMap(({ alarms: members }) => members.map(({ id }) => id))
        expect(shown.toSorted()).toEqual(alarms.map(({ id }) => id).toSorted())
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
        for (const { cause, alarms: members, deviceCount } of lines) {
          expect(members.length === 1).toBe(cause === 'single')
          expect(cause !== 'flood' || deviceCount >= 10).toBe(true)
          expect(cause !== 'chatter' || (deviceCount === 1 && members.length >= 3)).toBe(true)
        }
        expect(group(alarms.toReversed())).toEqual(lines)
      }),
    )
  })
})

describe('the figures', () => {
  it('count per ten minutes: now, on average over the hour, and at the busiest', () => {
    const ages = [1, 2, 3, 25, 26, 27, 28, 29, 55, 90].map((minutes) => minutes * MINUTE_MS)
    const figures = alarmFigures(
      ages.map((ageMs, index) => alarm(`A ${index}`, ageMs)),
      NOW,
    )
    expect(figures).toMatchObject({ total: 10, latest: 3, average: 1.5, peak: 5, chattering: 0, stale: 0 })
  })

  it('name what comes most often, and what chatters', () => {
    const often = [1, 4, 9, 100].map((minutes) => alarm('A 1', minutes * MINUTE_MS))
    const { top, chattering } = alarmFigures([...often, alarm('B 1', 1)], NOW)
    expect(top[0]).toEqual({ deviceId: 'A 1', kind: 'offline', count: 4, share: 0.8 })
    expect([top.length, chattering]).toEqual([2, 1])
    expect(chatterCounts(often)).toEqual(new Map([['A 1 offline', 3]]))
  })

  it('say how long it takes until somebody acknowledges, as the middle one waited', () => {
    const waits = [1, 2, 9].map((minutes) => {
      return alarm('A 1', 60 * MINUTE_MS, {
        acknowledged: true,
        acknowledgedAt: NOW - 60 * MINUTE_MS + minutes * MINUTE_MS,
      })
    })
    expect(alarmFigures([...waits, alarm('B 1', 1)], NOW).medianToAcknowledgeMs).toBe(2 * MINUTE_MS)
    expect(alarmFigures([alarm('B 1', 1)], NOW).medianToAcknowledgeMs).toBeNull()
  })

  it('are at ease with no alarm at all', () => {
    expect(alarmFigures([], NOW)).toMatchObject({ total: 0, latest: 0, average: 0, peak: 0, top: [] })
  })
})
