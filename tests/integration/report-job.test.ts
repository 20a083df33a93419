import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '#sqlite/open.ts'
import { runReportJob } from '../../src/main/reports/run-job.ts'
import { headlineOf, reportSchema } from '../../src/shared/domain/report.ts'
import type { ReportFormat } from '../../src/shared/domain/report-formats.ts'
import { verifyReport } from '../../tools/report/verify.ts'
import { GOLDEN, GOLDEN_ABOUT, HOUR } from '../support/report-facts.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/sqlite.ts'
import { storeFacts } from '../support/stored-site.ts'

const SCRIPT = new URL('../../src/main/reports/report-thread.ts', import.meta.url)
const FORMATS = ['json', 'csv', 'html', 'xlsx', 'records'] as const satisfies readonly ReportFormat[]

let folder: TemporaryFolder

beforeEach(() => {
  folder = temporaryFolder()
  storeFacts(GOLDEN, GOLDEN_ABOUT, places())
})
afterEach(() => folder.remove())

function places() {
  return { archiveFile: folder.file('archive.sqlite'), siteFile: folder.file('site.sqlite') }
}

function run(signal = new AbortController().signal, onProgress: (step: string) => void = () => undefined) {
  const outputs = FORMATS.map((format) => ({ format, file: folder.file(`report.${format}`) }))
  const job = { places: places(), about: GOLDEN_ABOUT, timeZone: 'UTC', language: 'de' as const, letters: '', outputs }
  return runReportJob(job, { script: SCRIPT, signal, onProgress })
}

function written(): string[] {
  return readdirSync(folder.path).filter((name) => name.startsWith('report.'))
}

describe('a report made in its thread', () => {
  it('is written in every format, and says step by step how far it is', async () => {
    const steps = new Set<string>()
    const report = await run(undefined, (step) => steps.add(step))
    expect(report.fleet).toMatchObject({ devices: 2, upMs: 26 * HOUR, downMs: 4 * HOUR })
    expect(report.reliability.totals).toMatchObject({ created: 5, applied: 3 })
    expect(report.reliability.ledger).toMatchObject({ isIntact: true, lines: 10 })
    expect([...steps]).toEqual(['fleet', 'operations', 'performance', 'writing'])
    expect(written().sort()).toEqual(FORMATS.map((format) => `report.${format}`).sort())
    const json = reportSchema.parse(JSON.parse(readFileSync(folder.file('report.json'), 'utf8')))
    expect(headlineOf(json)).toEqual(report)
    expect(json.fleet.perDevice).toHaveLength(2)
    expect(json.reliability.period.perKind).toMatchObject([
      { kind: 'command.reboot', created: 2, applied: 1, quarantined: 1 },
      { kind: 'update', created: 2, applied: 2, cancelled: 1 },
    ])
    expect(readFileSync(folder.file('report.csv'), 'utf8')).toMatch(/Command: reboot/)
    expect(readFileSync(folder.file('report.html'), 'utf8')).toContain('Vorgänge in diesem Zeitraum, nach Art')
    expect(json.alarms).toMatchObject({ raised: 4, late: 1, acknowledged: 3, untouched: 2, unobservedMs: 4 * HOUR })
  })

  it('can be counted again from its records; a changed figure is found', async () => {
    await run()
    const [json, records] = [folder.file('report.json'), folder.file('report.records')]
    const verdict = await verifyReport(json, records)
    expect(verdict).toMatchObject({ ok: true, differences: [] })
    expect(verdict.figures).toBeGreaterThan(100)
    writeFileSync(json, readFileSync(json, 'utf8').replace('"outages": 2', '"outages": 1'))
    expect((await verifyReport(json, records)).differences).toEqual(['fleet.outages: it says 1, the records say 2'])
    writeFileSync(json, readFileSync(json, 'utf8').replace('"outages": 1', '"outages": 2'))
    writeFileSync(records, readFileSync(records, 'utf8').replace('"kind":"update"', '"kind":"delete"'))
    const [kind] = (await verifyReport(json, records)).differences
    expect(kind).toMatch(/^reliability\.period\.perKind\.1\.kind: it says "update"/)
    await expect(verifyReport(records, records)).rejects.toThrow(/is no report/)
  })

  it('is true to records that were written later, as a person writes them', async () => {
    await run()
    const json = folder.file('report.json')
    const later = { ...GOLDEN_ABOUT, createdAt: GOLDEN_ABOUT.createdAt + 60_000 }
    const outputs = [{ format: 'records', file: folder.file('later.records') }] as const
    const job = { places: places(), about: later, timeZone: 'UTC', language: 'de' as const, letters: '', outputs }
    await runReportJob(job, { script: SCRIPT, signal: new AbortController().signal, onProgress: () => undefined })
    expect(await verifyReport(json, folder.file('later.records'))).toMatchObject({ ok: true, differences: [] })
  })

  it('leaves no file behind when it is cancelled', async () => {
    const controller = new AbortController()
    const running = run(controller.signal, (step) => {
      if (step === 'writing') controller.abort(new Error('cancelled'))
    })
    await expect(running).rejects.toThrow('cancelled')
    expect(written()).toEqual([])
  })

  it('leaves no file behind when one cannot be written, and says why', async () => {
    const outputs = [
      { format: 'json', file: folder.file('report.json') },
      { format: 'html', file: folder.file('no-such-folder/report.html') },
    ] as const
    const job = {
      places: places(),
      about: GOLDEN_ABOUT,
      timeZone: 'UTC',
      language: 'de' as const,
      letters: '',
      outputs,
    }
    const running = runReportJob(job, {
      script: SCRIPT,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    await expect(running).rejects.toMatchObject({ name: 'ReportError', code: 'ENOENT' })
    expect(written()).toEqual([])
  })

  it('says that what was recorded is damaged, and leaves no file behind', async () => {
    const database = openDatabase(places().archiveFile)
    database.prepare("UPDATE points SET buckets = '[[1,'").run()
    database.close()
    const failure = await run().catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'ReportError', code: null })
    expect(String(failure)).toMatch(/What was recorded of “.+” at 2026-03-02T.+ is damaged and cannot be read\.$/)
    expect(written()).toEqual([])
  })

  it('does not take a damaged archive for a file that cannot be written', async () => {
    const { archiveFile } = places()
    const pages = readFileSync(archiveFile)
    // The first page stays: the file opens, and what it holds cannot be read.
    pages.fill(0xa5, 4_096)
    writeFileSync(archiveFile, pages)
    const failure = await run().catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'ReportError', code: null })
    expect(String(failure)).toContain('damaged')
    expect(written()).toEqual([])
  })

  it('says when there is nothing to make it of', async () => {
    writeFileSync(folder.file('site.sqlite'), 'no database '.repeat(200))
    await expect(run()).rejects.toThrow(/site\.sqlite/)
  })
})
