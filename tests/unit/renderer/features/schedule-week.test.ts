import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntityView } from '#shared/domain/view.ts'
import { lengthMinutes, minutesOf } from '#shared/schedule/plan.ts'
import { DAY_MS } from '#shared/schedule/zone.ts'
import { movedFields, NO_MOVE } from '../../../../src/renderer/features/schedules/calendar-moves.ts'
import {
  changedValues,
  drafted,
  NO_DRAFT,
  withEntries,
  withFields,
} from '../../../../src/renderer/features/schedules/schedule-draft.ts'
import {
  NO_SCHEDULE,
  type ScheduleRow,
  type ScheduleValues,
  scheduleRowOf,
} from '../../../../src/renderer/features/schedules/schedule-row.ts'
import { nextBlock } from '../../../../src/renderer/features/schedules/use-calendar-focus.ts'
import {
  DAY_MINUTES,
  MOST_LANES,
  mondayOf,
  placed,
  type WeekBlock,
  weekOf,
} from '../../../../src/renderer/features/schedules/week-layout.ts'

const MONDAY = mondayOf(Date.UTC(2026, 5, 10) / DAY_MS)

const rowOf = (id: string, change: Partial<ScheduleValues> = {}): ScheduleRow =>
  scheduleRowOf({
    ...{ entityType: 'schedule', id, version: 1, reported: {}, pending: [], isNew: false, isDeleting: false },
    data: { ...NO_SCHEDULE, name: id, timeZone: 'Europe/Berlin', ...change },
  } satisfies EntityView)
const block = (id: string, start: number, end: number): WeekBlock => ({
  ...{ key: id, row: rowOf(id), date: '2026-06-08', column: 0, start, end, isContinued: false },
})
const anyBlocks = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 20 })), { maxLength: 20 })
  .map((spans) => spans.map(([at, long], index) => block(`b${index}`, at * 15, Math.min(1_440, (at + long) * 15))))

describe('a day of the week', () => {
  it('draws or counts every window, and never one over another', () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        const { blocks: drawn, overflows } = placed(blocks)
        const keys = [...drawn, ...overflows.flatMap((one) => one.blocks)].map(({ key }) => key)
        const inLastLane = overflows.map((rest) => ({ ...rest, lane: MOST_LANES - 1, lanes: MOST_LANES }))
        expect(keys.sort()).toEqual(blocks.map(({ key }) => key).sort())
        for (const one of drawn) {
          expect(one.lane).toBeLessThan(one.lanes)
          expect(one.lanes).toBeLessThanOrEqual(MOST_LANES)
          expect(one.lane + one.span).toBeLessThanOrEqual(one.lanes)
          for (const other of [...drawn, ...inLastLane]) {
            if (one === other || one.start >= other.end || other.start >= one.end) continue
            expect(one.lanes).toBe(other.lanes)
            const isClear = one.lane < other.lane ? one.lane + one.span <= other.lane : one.lane > other.lane
            expect(isClear).toBe(true)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('gives a window the room beside it that nothing else needs', () => {
    const spans = (blocks: readonly WeekBlock[]) => placed(blocks).blocks.map(({ key, span }) => [key, span])
    const day = block('day', 0, 1_440)
    const [early, late] = [block('early', 300, 480), block('late', 600, 900)]
    const [lunch, shop] = [block('lunch', 660, 780), block('shop', 690, 840)]
    expect(spans([day, early, late, lunch, shop])).toEqual([
      ['day', 1],
      ['early', 3],
      ['late', 1],
      ['lunch', 1],
      ['shop', 1],
    ])
  })

  it('counts those without room together where they share time', () => {
    const crowd = (name: string, start: number, end: number) =>
      Array.from({ length: MOST_LANES + 1 }, (_, index) => block(`${name}${index}`, start + index, end))
    const found = placed([block('day', 0, 1_440), ...crowd('am', 60, 120), ...crowd('pm', 600, 720)]).overflows
    expect(found.map(({ blocks, start, end }) => [blocks.length, start, end])).toEqual([
      [3, 62, 120],
      [3, 602, 720],
    ])
  })

  it('has its windows where the clock says, those over midnight in two days', () => {
    const night = rowOf('night', { startTime: '22:00', endTime: '05:00', days: [1] })
    const { columns } = weekOf([night], MONDAY, 'Europe/Berlin')
    const shown = columns.map(({ blocks }) => blocks.map(({ start, end, isContinued }) => [start, end, isContinued]))
    expect(shown.slice(0, 3)).toEqual([[[1_320, 1_440, false]], [[0, 300, true]], []])
  })

  it('stands by the clock of this PC or by that of each schedule', () => {
    const far = rowOf('far', { startTime: '09:00', endTime: '10:00', days: [1], timeZone: 'America/New_York' })
    const startOf = (zone: string | null) => weekOf([far], MONDAY, zone).columns[0]?.blocks[0]?.start
    expect([startOf('Europe/Berlin'), startOf(null)]).toEqual([15 * 60, 9 * 60])
  })

  it('is drawn from the clock and the week that are asked for, whatever was asked for before', () => {
    const values = { days: [1, 2], startTime: '09:00', endTime: '10:00', timeZone: 'America/New_York' }
    const row = rowOf('far', { ...values, startDate: '2026-06-09' })
    const drawnOf = (of: ScheduleRow, monday: number, zone: string | null) =>
      weekOf([of], monday, zone).columns.flatMap(({ blocks }) => blocks.map(({ key, start }) => [key, start]))
    for (const [monday, zone] of [
      [MONDAY, null],
      [MONDAY, 'Europe/Berlin'],
      [MONDAY + 7, 'Europe/Berlin'],
    ] as const) {
      expect(drawnOf(row, monday, zone)).toEqual(drawnOf(scheduleRowOf({ ...row.view }), monday, zone))
    }
  })

  it('has as many minutes as the clock shows, also when an hour comes twice', () => {
    const sunday = rowOf('all day', { startTime: '00:00', endTime: '00:00', days: [0] })
    const week = weekOf([sunday], mondayOf(Date.UTC(2026, 9, 25) / DAY_MS), 'Europe/Berlin')
    expect(week.columns[6]?.blocks.map(({ start, end }) => [start, end])).toEqual([[0, DAY_MINUTES]])
  })

  it('is walked through by arrows, and on to the nearest time of the next day that has something', () => {
    const early = rowOf('early', { startTime: '08:00', endTime: '09:00', days: [1, 3] })
    const late = rowOf('late', { startTime: '18:00', endTime: '19:00', days: [1, 3] })
    const blocks = weekOf([early, late], MONDAY, 'Europe/Berlin').columns.flatMap((column) => column.blocks)
    const [first, second] = blocks
    if (first === undefined || second === undefined) throw new Error('nothing is drawn')
    const to = (from: typeof first, key: string, along: number) => {
      const next = nextBlock(blocks, from, key, along)
      return next && [next.row.id, next.column]
    }
    expect(to(first, 'ArrowDown', 0)).toEqual(['late', 0])
    expect(to(second, 'ArrowRight', 1)).toEqual(['late', 2])
    expect(to(first, 'ArrowLeft', -1)).toBeUndefined()
    expect(to(first, 'End', 0)).toEqual(['late', 2])
  })
})

describe('a window that is moved', () => {
  const values = { ...NO_SCHEDULE, days: [1, 3], startTime: '09:00', endTime: '17:00' }

  it('keeps its length, whatever the way, and stays within the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), (steps) => {
        const moved = { ...values, ...movedFields(values, '2026-06-08', { ...NO_MOVE, minutes: steps * 15 }) }
        expect(lengthMinutes(moved)).toBe(lengthMinutes(values))
        expect(minutesOf(moved.startTime)).toBe(Math.max(0, Math.min(1_425, 540 + steps * 15)))
      }),
      { numRuns: 100 },
    )
  })

  it('takes its weekday along and leaves the others', () => {
    expect(movedFields(values, '2026-06-08', { ...NO_MOVE, days: 1 })).toEqual({ days: [2, 3] })
    expect(movedFields(values, '2026-06-08', { ...NO_MOVE, days: -1 })).toEqual({ days: [0, 3] })
    // Wednesday is there already, and a schedule cannot have it twice.
    expect(movedFields(values, '2026-06-08', { ...NO_MOVE, days: 2, minutes: 60 })).toBeNull()
  })

  it('is not moved to where its dates leave no day', () => {
    const dated = { ...values, days: [1], startDate: '2026-06-08', endDate: '2026-06-09' }
    expect(movedFields(dated, '2026-06-08', { ...NO_MOVE, days: 1 })).toEqual({ days: [2] })
    expect(movedFields(dated, '2026-06-08', { ...NO_MOVE, days: 3 })).toBeNull()
  })

  it('is stretched over midnight and up to a whole day, and never to nothing', () => {
    const longer = (minutes: number) => movedFields(values, '2026-06-08', { ...NO_MOVE, longer: minutes })
    expect(longer(8 * 60)).toEqual({ endTime: '01:00' })
    expect(longer(99 * 60)).toEqual({ endTime: '09:00' })
    expect(longer(-99 * 60)).toEqual({ endTime: '09:15' })
    expect(longer(0)).toBeNull()
  })
})

describe('a draft of a schedule', () => {
  const live = { ...NO_SCHEDULE, name: 'Live', deviceIds: ['a', 'b'], days: [1] }

  it('lies on top of what others change meanwhile', () => {
    const draft = withEntries(withFields(NO_DRAFT, { name: 'Mine' }), 'deviceIds', ['c'], true)
    const theirs = { ...live, priority: 70, deviceIds: ['b', 'd'] }
    expect(drafted(theirs, draft)).toMatchObject({ name: 'Mine', priority: 70, deviceIds: ['b', 'd', 'c'] })
    expect(changedValues(theirs, drafted(theirs, draft))).toEqual({ name: 'Mine', deviceIds: ['b', 'd', 'c'] })
  })

  it('is none when everything is put back', () => {
    const there = withEntries(withEntries(NO_DRAFT, 'days', [3], true), 'days', [3], false)
    expect(changedValues(live, drafted(live, there))).toEqual({})
    const back = withEntries(withEntries(NO_DRAFT, 'deviceIds', ['a'], false), 'deviceIds', ['a'], true)
    expect(changedValues(live, drafted(live, back))).toEqual({})
  })
})
