import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ArchiveDatabase } from '../../../src/main/archive/archive-database.ts'
import { HOUR_MS, type MetricPoint, MINUTE_MS, type Retention } from '../../../src/main/archive/records.ts'
import { mergeDistributions } from '../../../src/shared/domain/distribution.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const DAY_MS = 24 * HOUR_MS
const KEPT: Retention = { minutesMs: 2 * HOUR_MS, hoursMs: 2 * DAY_MS, observationsMs: 2 * DAY_MS }
const EVER = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER, names: null }

let folder: TemporaryFolder
let archive: ArchiveDatabase

beforeEach(() => {
  folder = temporaryFolder()
  archive = new ArchiveDatabase(folder.file('archive.sqlite'), 0)
})
afterEach(() => {
  archive.close()
  folder.remove()
})

function point(minute: number, value: number, name = 'ipc'): MetricPoint {
  return {
    name,
    unit: 'ms',
    at: minute * MINUTE_MS,
    count: 1,
    sum: value,
    min: value,
    max: value,
    buckets: [[value, 1]],
  }
}

function tidy(now: number): void {
  while (archive.tidy.step(now, KEPT));
}

describe('points', () => {
  it('of a minute that is there already are added to it', () => {
    archive.writer.addPoints([point(1, 5), point(1, 7, 'other')])
    archive.writer.addPoints([point(1, 3)])
    const [first, second] = [...archive.reader.points({ ...EVER, step: MINUTE_MS })]
    expect(first).toEqual({
      ...point(1, 5),
      count: 2,
      sum: 8,
      min: 3,
      max: 5,
      buckets: [
        [3, 1],
        [5, 1],
      ],
    })
    expect(second).toEqual(point(1, 7, 'other'))
  })

  it('are found by name and time, the end not included', () => {
    archive.writer.addPoints([point(1, 5), point(2, 5), point(3, 5), point(2, 5, 'other')])
    const span = { fromAt: MINUTE_MS, toAt: 3 * MINUTE_MS, names: ['ipc'], step: MINUTE_MS } as const
    expect([...archive.reader.points(span)].map(({ at }) => at)).toEqual([MINUTE_MS, 2 * MINUTE_MS])
  })

  it('become hours when the hour is over, exact to the sample, and stay minutes as long as those are kept', () => {
    archive.writer.addPoints([point(0, 1), point(59, 9), point(60, 4)])
    tidy(HOUR_MS + MINUTE_MS)
    expect([...archive.reader.points({ ...EVER, step: HOUR_MS })]).toEqual([])
    tidy(3 * HOUR_MS)
    const hours = [...archive.reader.points({ ...EVER, step: HOUR_MS })]
    expect(hours.map(({ at, count, min, max }) => [at, count, min, max])).toEqual([
      [0, 2, 1, 9],
      [HOUR_MS, 1, 4, 4],
    ])
    expect([...archive.reader.points({ ...EVER, step: MINUTE_MS })].map(({ at }) => at / MINUTE_MS)).toEqual([60])
  })

  it('lose no sample by tidying, at whatever times it happens', () => {
    const minutes = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(minutes, fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 5 }), (samples, tidyings) => {
        const fresh = new ArchiveDatabase(folder.file(`${Math.random()}.sqlite`), 0)
        try {
          const rising = samples.toSorted(([a], [b]) => a - b)
          for (const [minute, value] of rising) {
            fresh.writer.addPoints([point(minute, value)])
            // Never later than the samples are: the clock does not run ahead of what is recorded.
            for (const later of tidyings) while (fresh.tidy.step(Math.min(minute, later) * MINUTE_MS, KEPT));
          }
          while (fresh.tidy.step(10 * HOUR_MS, KEPT));
          const all = mergeDistributions(fresh.reader.points({ ...EVER, step: HOUR_MS }))
          const wanted = mergeDistributions(samples.map(([minute, value]) => point(minute, value)))
          expect(all).toEqual(wanted)
        } finally {
          fresh.close()
        }
      }),
      { numRuns: 30 },
    )
  })

  it('by the hour go when they are too old', () => {
    archive.writer.addPoints([point(0, 1)])
    tidy(3 * HOUR_MS)
    tidy(3 * DAY_MS)
    expect([...archive.reader.points({ ...EVER, step: HOUR_MS })]).toEqual([])
  })
})

describe('alerts and runs', () => {
  it('are found by their time', () => {
    const alert = { metric: 'ipc', level: 'warning', value: 3, threshold: 2, at: 50 } as const
    archive.writer.addAlert(alert)
    archive.writer.noteRun(10, 20)
    archive.writer.noteRun(10, 80)
    archive.writer.noteRun(99, 120)
    expect(archive.reader.alerts({ fromAt: 50, toAt: 51 })).toEqual([alert])
    expect(archive.reader.alerts({ fromAt: 51, toAt: 99 })).toEqual([])
    expect(archive.reader.runs({ fromAt: 0, toAt: 99 })).toEqual([{ fromAt: 10, toAt: 80 }])
  })
})
