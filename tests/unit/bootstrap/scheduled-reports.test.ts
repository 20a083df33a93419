import { writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Settings } from '#shared/domain/settings.ts'
import { reportFileName } from '../../../src/main/bootstrap/report-files.ts'
import type { ReportOrder } from '../../../src/main/bootstrap/report-maker.ts'
import { ReportMemory, type ReportMemoryState } from '../../../src/main/bootstrap/report-memory.ts'
import { type ReportScheduleStatus, ScheduledReports } from '../../../src/main/bootstrap/scheduled-reports.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { temporaryFolder } from '../../support/sqlite.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 5, day, hour, minute).getTime()
const SITES = ['north', 'south'].map((key) => ({ key, name: `Site ${key}`, file: '' }))

type Wanted = Pick<Settings, 'reportSchedule' | 'reportFolder' | 'reportFormat' | 'reportTime'>

/** What is on disk. */
let kept: ReportMemoryState | null
let wanted: Wanted
let made: ReportOrder[]
let told: ReportScheduleStatus[]
let refusal: Error | null

beforeEach(() => {
  kept = null
  wanted = { reportSchedule: 'daily', reportFolder: '/reports', reportFormat: 'pdf', reportTime: '06:00' }
  made = []
  told = []
  refusal = null
})

function start(clock: ManualClock, sites: typeof SITES | null = SITES): ScheduledReports {
  return new ScheduledReports({
    clock,
    logger: silentLogger,
    maker: {
      make: async (order) => {
        if (refusal !== null) throw refusal
        made.push(order)
        return {} as never
      },
    },
    memory: {
      read: () => kept,
      write: async (state) => {
        kept = state
      },
    },
    settings: () => wanted,
    sites: () => sites,
    onChanged: (status) => told.push(status),
    troubleOf: (error) => (error as Error).message,
  })
}

/** Runs the program from one time to another. */
async function running(from: number, to: number, sites: typeof SITES | null = SITES): Promise<void> {
  const clock = new ManualClock(from)
  const reports = start(clock, sites)
  await reports.run()
  await clock.advance(to - from)
  await reports.stop()
}

const days = (): string[] => made.map(({ site, period }) => `${site.key} ${new Date(period.fromAt).getDate()}`)

describe('reports that are written by themselves', () => {
  it('are written once a day for each site, about the day before', async () => {
    await running(at(10, 5), at(12, 7))
    expect(days()).toEqual(['north 9', 'south 9', 'north 10', 'south 10', 'north 11', 'south 11'])
    expect(made[0]).toMatchObject({ format: 'pdf', path: '/reports/outpost-report-Site-north-north-2026-06-09.pdf' })
  })

  it('are made up for at the next start, once, and only the newest', async () => {
    await running(at(10, 5), at(10, 7))
    made.length = 0
    await running(at(14, 9), at(14, 10))
    expect(days()).toEqual(['north 13', 'south 13'])
    await running(at(14, 11), at(14, 12))
    expect(made).toHaveLength(2)
  })

  it('are not written of a time before they were wanted', async () => {
    await running(at(10, 9), at(10, 12))
    expect(made).toEqual([])
    await running(at(10, 13), at(10, 14))
    expect(made).toEqual([])
    await running(at(11, 9), at(11, 10))
    expect(days()).toEqual(['north 10', 'south 10'])
  })

  it('are written later what failed, again and again, and say so until it is mended', async () => {
    const clock = new ManualClock(at(10, 5, 59))
    const reports = start(clock)
    await reports.run()
    refusal = new Error('The disk is full.')
    await clock.advance(2 * MINUTE_MS)
    expect(reports.notices()).toEqual([
      { code: 'scheduled-report', message: 'The report of Site south could not be written. The disk is full.' },
    ])
    expect(told.at(-1)?.last).toMatchObject({ files: [], problem: expect.stringContaining('disk is full') as string })
    refusal = null
    await clock.advance(3 * MINUTE_MS)
    expect(made).toEqual([])
    await clock.advance(3 * MINUTE_MS)
    expect(days()).toEqual(['north 9', 'south 9'])
    expect(reports.notices()).toEqual([])
    await clock.advance(HOUR_MS)
    expect(made).toHaveLength(2)
    await reports.stop()
    expect(clock.pending).toBe(0)
  })

  it('wait for sites that are being opened, and for a folder', async () => {
    await running(at(10, 5), at(10, 7), null)
    expect(made).toEqual([])
    wanted = { ...wanted, reportFolder: null }
    await running(at(10, 8), at(10, 9))
    expect(made).toEqual([])
  })

  it('say when the next is due, and never while none is wanted', async () => {
    const clock = new ManualClock(at(10, 5))
    const reports = start(clock)
    expect(reports.status()).toMatchObject({ nextAt: at(10, 6), isWriting: false, last: null })
    wanted = { ...wanted, reportSchedule: 'off' }
    reports.settingsChanged()
    expect(told.at(-1)?.nextAt).toBeNull()
    await clock.advance(2 * DAY_MS)
    expect(made).toEqual([])
    await reports.stop()
  })

  it('of another rhythm are not written of what was due by it before', async () => {
    const clock = new ManualClock(at(10, 5))
    const reports = start(clock)
    await reports.run()
    await clock.advance(2 * HOUR_MS)
    made.length = 0
    wanted = { ...wanted, reportTime: '06:30' }
    reports.settingsChanged()
    await clock.advance(HOUR_MS)
    expect(made).toEqual([])
    await clock.advance(DAY_MS)
    expect(days()).toEqual(['north 10', 'south 10'])
    await reports.stop()
  })

  it('are named so that no name of a site leads out of the folder', () => {
    const period = { fromAt: at(1, 0), toAt: at(8, 0) }
    const site = { key: '0123456789abcdef', name: '../../etc/pass:wd\u202e\n', file: '' }
    expect(reportFileName(site, period, 'records')).toBe(
      'outpost-report-etc-pass-wd-01234567-2026-06-01-to-2026-06-07.ndjson',
    )
  })

  it('are remembered on disk; what is damaged there is nothing', async () => {
    const folder = temporaryFolder()
    const memory = new ReportMemory(folder.file('reports.json'))
    const state = { since: 5, written: { north: 7 }, last: { at: 8, files: ['a'], problem: null } }
    expect(memory.read()).toBeNull()
    await memory.write(state)
    expect(memory.read()).toEqual(state)
    writeFileSync(folder.file('reports.json'), '{"since":"yesterday"}')
    expect(memory.read()).toBeNull()
    folder.remove()
  })
})
