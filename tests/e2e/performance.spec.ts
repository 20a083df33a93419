import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { type Report, reportSchema } from '#shared/domain/report.ts'
import { pageKeys } from '#shared/domain/window-route.ts'
import { STABLE_WRITING, writtenCell } from '#shared/report/cells.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { readPdf } from '../support/read-pdf.ts'
import { expect, test } from './fixtures.ts'

const PERFORMANCE_KEYS = pageKeys('performance').replaceAll(' ', '+')

interface Period {
  readonly fromAt: number
  readonly toAt: number
}

/** Written as the page asks for it, with the time given: two reports of the same time can be compared. */
async function exported(app: ConsoleApp, format: 'pdf' | 'json', period: Period, file: string): Promise<void> {
  await app.answerFileDialogs(file)
  const request = JSON.stringify({ format, period })
  const result: unknown = await app.page.evaluate(`window.outpost.request('reports:export', ${request})`)
  expect(result, JSON.stringify(result)).toMatchObject({ ok: true, value: { outcome: 'written' } })
}

test('a report is written by keyboard alone, and says on the page what it says in the file', async ({
  start,
  stick,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { keyboard } = app.page
  const file = join(stick, 'report.json')
  await app.answerFileDialogs(file)
  await keyboard.press(PERFORMANCE_KEYS)
  await app.page.getByRole('heading', { name: 'Performance', level: 1 }).waitFor()
  await app.page.getByRole('tab', { name: 'Figures' }).press('ArrowRight')
  await app.page.getByRole('tab', { name: 'Last minutes' }).press('ArrowRight')
  await app.page.getByRole('button', { name: '24 hours' }).press('Enter')
  await app.page.getByRole('radio', { name: 'PDF' }).press('ArrowDown')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(app.page.getByRole('radio', { name: 'JSON' })).toBeChecked()
  const figures = app.page.getByRole('region', { name: 'What it says' })
  const written = async (): Promise<Report> => {
    rmSync(file, { force: true })
    await app.page.getByRole('button', { name: 'Write the report…' }).press('Enter')
    await expect.poll(() => existsSync(file)).toBe(true)
    await expect(figures).toContainText('report.json is written.')
    return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  }
  // The fleet is noted soon after the site has come online.
  await expect.poll(async () => (await written()).fleet.devices).toBe(60)
  const report = await written()
  expect(report.period.toAt - report.period.fromAt).toBe(86_400_000)
  await expect(figures).toContainText(writtenCell({ kind: 'share', value: report.fleet.availability }, STABLE_WRITING))
  await expect(figures).toContainText(`whole, ${report.reliability.ledger.lines} line`)
  const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
})

test('what the console measured is read point by point by key, up to the log lines of a minute', async ({
  start,
  stick,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  // A report is made of all that was measured so far: it is on disk then, without waiting for the minute to end.
  await exported(app, 'json', { fromAt: Date.now() - 3_600_000, toAt: Date.now() }, join(stick, 'report.json'))
  await app.page.keyboard.press(PERFORMANCE_KEYS)
  const chart = app.page.getByRole('slider', { name: 'Chart over time: Memory of the main process' })
  await expect(chart).toBeVisible()
  await chart.press('End')
  await expect.poll(() => previous(chart)).toMatch(/half within .* MB, 95 % within .* MB/)
  await expect(chart.locator('canvas')).toBeVisible()
  await chart.press('Enter')
  const panel = app.page.getByRole('region', { name: 'What happened', exact: true })
  await expect(panel).toBeFocused()
  await expect(panel.getByRole('region', { name: 'Log of the console' }).getByRole('listitem').first()).toBeVisible()
  await expect(panel).toContainText('The site came into view')
  const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
  await app.page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
})

/** The point that is read; when nothing was measured there, the one before it is next. */
async function previous(chart: Locator): Promise<string> {
  const text = (await chart.getAttribute('aria-valuetext')) ?? ''
  if (text.includes('nothing measured')) await chart.press('ArrowLeft')
  return text
}

test('the PDF is tagged and numbered, and says what the JSON of the same time says', async ({
  start,
  server,
  stick,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const [device] = await server.entities('device')
  await app.edit(String(device?.data['name']), { Name: 'Counted once' })
  await app.waitForPending(0)
  const files = { json: join(stick, 'report.json'), pdf: join(stick, 'report.pdf') }
  let period = { fromAt: 0, toAt: 0 }
  // The fleet is noted soon after the site has come online.
  await expect
    .poll(async () => {
      const toAt = Date.now()
      period = { fromAt: toAt - 86_400_000, toAt }
      await exported(app, 'json', period, files.json)
      return reportSchema.parse(JSON.parse(readFileSync(files.json, 'utf8'))).fleet.devices
    })
    .toBe(60)
  await exported(app, 'pdf', period, files.pdf)
  const report = reportSchema.parse(JSON.parse(readFileSync(files.json, 'utf8')))
  const pdf = await readPdf(files.pdf)
  expect(pdf.isTagged).toBe(true)
  expect(pdf.roles).toEqual(expect.arrayContaining(['H1', 'H2', 'Table', 'TH', 'TD', 'Figure']))
  for (const [index, page] of pdf.pages.entries()) expect(page).toContain(`${index + 1} / ${pdf.pages.length}`)
  const text = pdf.pages.join(' ')
  expect(report.reliability.period.ended['applied']).toBe(1)
  const { fleet, reliability } = report
  for (const [name, cell] of [
    ['Availability of the fleet', { kind: 'share', value: fleet.availability }],
    ['Outages', { kind: 'count', value: fleet.outages }],
    ['Changes applied', { kind: 'count', value: 1 }],
    ['Changes lost', { kind: 'count', value: reliability.lost }],
    ['Devices', { kind: 'count', value: fleet.devices }],
    ['Lines of the ledger', { kind: 'count', value: reliability.ledger.lines }],
  ] as const)
    expect(text).toContain(`${name} ${writtenCell(cell, STABLE_WRITING)}`)
  expect(text).toContain(reliability.ledger.head)
  expect(fleet.perDevice).toHaveLength(60)
  for (const { name } of fleet.perDevice) expect(text).toContain(name)
})

test('a report that was missed while the console was off is written once, when it starts', async ({
  start,
  profile,
  otherProfile,
  stick,
}) => {
  const settings = { reportSchedule: 'daily', reportFolder: stick, reportFormat: 'json', reportTime: '00:00' }
  writeFileSync(join(profile, 'settings.json'), JSON.stringify(settings))
  writeFileSync(join(profile, 'reports.json'), JSON.stringify({ since: 0, written: {}, last: null }))
  const app = await start()
  await expect.poll(() => readdirSync(stick).filter((name) => name.endsWith('.json'))).toHaveLength(1)
  await app.page.keyboard.press(PERFORMANCE_KEYS)
  await app.page.getByRole('tab', { name: 'Figures' }).press('ArrowRight')
  await app.page.getByRole('tab', { name: 'Last minutes' }).press('ArrowRight')
  const region = app.page.getByRole('region', { name: 'Reports by themselves' })
  const [name = ''] = readdirSync(stick)
  await expect(region).toContainText(name)
  const report = reportSchema.parse(JSON.parse(readFileSync(join(stick, name), 'utf8')))
  const midnight = new Date().setHours(0, 0, 0, 0)
  expect(report.period.toAt).toBe(midnight)
  rmSync(join(stick, name))
  await app.kill9()
  const again = await start()
  await again.waitForConnection('online')
  await exported(again, 'json', { fromAt: midnight - 1, toAt: midnight }, join(otherProfile, 'own.json'))
  expect(readdirSync(stick)).toEqual([])
})
