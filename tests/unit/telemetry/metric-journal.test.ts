import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../../src/main/archive/records.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { MetricJournal } from '../../../src/main/telemetry/metric-journal.ts'
import { MetricSeries } from '../../../src/main/telemetry/metric-series.ts'
import { ArchiveHere } from '../../support/archive.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

/** On a full minute. */
const START = 1_700_000_040_000
const EVER = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER, names: null, step: MINUTE_MS } as const

let folder: TemporaryFolder
let archive: ArchiveHere
let clock: ManualClock
let series: MetricSeries
let journal: MetricJournal

beforeEach(() => {
  folder = temporaryFolder()
  archive = new ArchiveHere(folder.file('archive.sqlite'))
  clock = new ManualClock(START + 30_000)
  series = new MetricSeries('ipc', 'ms')
  journal = new MetricJournal({
    ...{ clock, logger: silentLogger, ask: archive.ask },
    take: () => {
      const taken = series.take()
      return taken === null ? [] : [{ ...taken, name: 'ipc', unit: 'ms' }]
    },
    retention: () => ({ minutesMs: MINUTE_MS * 60, hoursMs: MINUTE_MS * 600, observationsMs: MINUTE_MS * 600 }),
  })
})
afterEach(() => {
  archive.database.close()
  folder.remove()
})

function points(): [minute: number, count: number][] {
  return [...archive.database.reader.points(EVER)].map(({ at, count }) => [(at - START) / MINUTE_MS, count])
}

describe('MetricJournal', () => {
  it('writes a point for each minute in which something was recorded, and the last one at the end', async () => {
    await journal.run()
    series.record(1)
    await clock.advance(30_000)
    expect(points()).toEqual([[0, 1]])
    series.record(2)
    series.record(2)
    await clock.advance(60_000)
    await clock.advance(60_000)
    series.record(3)
    await journal.stop()
    expect(points()).toEqual([
      [0, 1],
      [1, 2],
      [3, 1],
    ])
    expect(clock.pending).toBe(0)
    expect(archive.database.reader.runs(EVER)).toEqual([{ fromAt: START + 30_000, toAt: START + 180_000 }])
  })

  it('keeps what cannot be written, and writes it once when it can', async () => {
    await journal.run()
    archive.refuse = true
    series.record(1)
    await clock.advance(30_000)
    expect(journal.trouble).toBe('database or disk is full')
    series.record(2)
    await clock.advance(60_000)
    archive.refuse = false
    series.record(3)
    await clock.advance(60_000)
    expect(points()).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ])
    await journal.stop()
    expect(journal.trouble).toBeNull()
    expect(journal.dropped).toBe(0)
  })

  it('tidies after each minute, until nothing is left to do', async () => {
    await journal.run()
    series.record(1)
    for (let minute = 0; minute < 120; minute += 1) await clock.advance(MINUTE_MS)
    expect(points()).toEqual([])
    const hours = [...archive.database.reader.points({ ...EVER, step: HOUR_MS })]
    expect(hours.map(({ count }) => count)).toEqual([1])
    await journal.stop()
  })
})
