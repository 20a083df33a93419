import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settingsSchema } from '#shared/domain/settings.ts'
import { ArchiveError } from '../../../src/main/archive/archive.ts'
import { HOUR_MS, type MetricPoint, MINUTE_MS } from '../../../src/main/archive/records.ts'
import { FigureDesk } from '../../../src/main/bootstrap/figure-desk.ts'
import type { FiguresPort } from '../../../src/main/ipc/services.ts'
import { ArchiveHere } from '../../support/archive.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const DAY_MS = 24 * HOUR_MS
const NOW = 400 * DAY_MS
const KEPT = { minutesMs: 3 * DAY_MS, hoursMs: 300 * DAY_MS, observationsMs: 300 * DAY_MS }

let folder: TemporaryFolder
let archive: ArchiveHere
let figures: FiguresPort
let problem: ArchiveError | null

beforeEach(() => {
  folder = temporaryFolder()
  archive = new ArchiveHere(folder.file('archive.sqlite'))
  problem = null
  const clock = new ManualClock(NOW)
  const desk = new FigureDesk({
    clock,
    ask: (name, ...values) => (problem === null ? archive.ask(name, ...values) : Promise.reject(problem)),
    settings: () => settingsSchema.parse({}),
    readLog: async () => ({ lines: [], isCut: false }),
  })
  figures = desk.portOf({ target: { folder: 'main' } } as never)
})
afterEach(() => {
  archive.database.close()
  folder.remove()
})

function point(at: number, value: number, name = 'data_fetch.asked'): MetricPoint {
  return { name, unit: 'ms', at, count: 1, sum: value, min: value, max: value, buckets: [[value, 1]] }
}

describe('what the console has measured', () => {
  it('is answered minute by minute for a short time, with the limits that are set', async () => {
    const at = NOW - HOUR_MS
    archive.database.writer.addPoints([point(at, 10), point(at, 30), point(at + MINUTE_MS, 20)])
    const answer = await figures.points({
      names: ['data_fetch.asked', 'event_loop_delay_p99'],
      fromAt: at,
      toAt: NOW,
      most: 1_500,
    })
    expect(answer.everyMs).toBe(MINUTE_MS)
    expect(answer.series).toEqual([
      {
        ...{ name: 'data_fetch.asked', unit: 'ms', at: [at, at + MINUTE_MS], count: [2, 1], mean: [20, 20] },
        ...{ p50: [10, 20], p95: [30, 20], p99: [30, 20], max: [30, 20], maxAt: at },
        whole: { count: 3, mean: 20, p50: 20, p95: 30, p99: 30, max: 30 },
      },
    ])
    expect(answer.limits).toEqual([{ name: 'data_fetch.asked', warning: 1_000, critical: 3_000 }])
  })

  it('has never more points than were asked for, and loses no sample', async () => {
    const from = NOW - DAY_MS
    archive.database.writer.addPoints(
      Array.from({ length: 1_440 }, (_, minute) => point(from + minute * MINUTE_MS, minute)),
    )
    const { everyMs, series } = await figures.points({
      names: ['data_fetch.asked'],
      fromAt: from,
      toAt: NOW,
      most: 100,
    })
    expect(everyMs).toBe(15 * MINUTE_MS)
    expect(series[0]?.at).toHaveLength(96)
    expect(series[0]?.count.reduce((sum, count) => sum + count, 0)).toBe(1_440)
  })

  it('of a long time joins the hours with the minutes that are in none yet', async () => {
    const hour = NOW - 5 * HOUR_MS
    archive.database.writer.addPoints([point(hour, 5), point(NOW - 2 * MINUTE_MS, 7)])
    while (archive.database.tidy.step(NOW, KEPT));
    const { series } = await figures.points({
      names: ['data_fetch.asked'],
      fromAt: NOW - 30 * DAY_MS,
      toAt: NOW,
      most: 1_500,
    })
    expect(series[0]?.at).toEqual([hour, NOW - HOUR_MS])
    expect(series[0]?.max).toEqual([5, 7])
  })

  it('says when the program ran, so that nothing measured is told from not running', async () => {
    archive.database.writer.noteRun(NOW - 3 * HOUR_MS, NOW - 2 * HOUR_MS)
    const { runs } = await figures.points({ names: ['x'], fromAt: NOW - 6 * HOUR_MS, toAt: NOW, most: 10 })
    expect(runs).toEqual([{ fromAt: NOW - 3 * HOUR_MS, toAt: NOW - 2 * HOUR_MS }])
  })

  it('tells when the site came into view and went out of it, but not that it went while it is confirmed', async () => {
    const { writer } = archive.database
    writer.noteObservation('main', NOW - HOUR_MS, NOW - 30 * MINUTE_MS)
    writer.noteObservation('main', NOW - 20 * MINUTE_MS, NOW - 1_000)
    writer.noteObservation('another', NOW - 25 * MINUTE_MS, NOW - 24 * MINUTE_MS)
    const { sight } = await figures.moment({ fromAt: NOW - 40 * MINUTE_MS, toAt: NOW })
    expect(sight).toEqual([
      { at: NOW - 30 * MINUTE_MS, isSeen: false },
      { at: NOW - 20 * MINUTE_MS, isSeen: true },
    ])
  })

  it('says in a sentence when nothing can be read', async () => {
    problem = new ArchiveError('the disk has failed')
    await expect(figures.names()).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringContaining('the disk has failed') as string,
    })
  })
})
