import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { FleetFigures } from '#shared/domain/analytics.ts'
import { reportSchema } from '#shared/domain/report.ts'
import { pageKeys } from '#shared/domain/window-route.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { expect, test } from './fixtures.ts'

/** As the page asks, with the time given. */
async function asked<T>({ page }: ConsoleApp, name: string, request: object): Promise<T> {
  const result = await page.evaluate<{ value: T }>(`window.outpost.request('${name}', ${JSON.stringify(request)})`)
  expect(result, JSON.stringify(result)).toMatchObject({ ok: true })
  return result.value
}

async function expectNoFault({ page }: ConsoleApp): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

const figure = ({ page }: ConsoleApp, name: string) => page.locator(`[data-figure="${name}"] dd`)

test('analytics say what the report says, and without a server what this PC has seen', async ({
  start,
  network,
  stick,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  const { page } = app
  await page.keyboard.press(pageKeys('analytics').replaceAll(' ', '+'))
  await page.getByRole('heading', { name: 'Analytics', level: 1 }).waitFor()
  // The fleet is noted soon after the site has come online.
  await expect
    .poll(async () => {
      await page.keyboard.press('r')
      return figure(app, 'downDevices')
        .textContent({ timeout: 1_000 })
        .catch(() => null)
    })
    .toMatch(/ of 60$/)
  await expect(figure(app, 'plays')).toHaveText(/^[\d,]+before: /)
  // What is asked for later knows more of the present moment; of the second before, both know all.
  const toAt = Date.now() - 1_000
  const period = { fromAt: toAt - 86_400_000, toAt }
  const figures = await asked<FleetFigures>(app, 'analytics:fleet', { period, part: { kind: 'all' } })
  const file = join(stick, 'report.json')
  await app.answerFileDialogs(file)
  await asked(app, 'reports:export', { format: 'json', period })
  const { fleet } = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const { devices, upMs, downMs, availability, outages, timeline } = figures
  expect({ devices, upMs, downMs, availability, outages, timeline }).toEqual({
    ...{ devices: fleet.devices, upMs: fleet.upMs, downMs: fleet.downMs },
    ...{ availability: fleet.availability, outages: fleet.outages, timeline: fleet.timeline },
  })
  await expectNoFault(app)
  network.set('refuse')
  await app.waitForConnection('offline')
  await page.keyboard.press('r')
  await expect(page.getByText(/cannot be asked now|As the server said/)).toBeVisible()
  await expect(figure(app, 'downDevices')).toHaveText(/ of 60$/)
  const csv = join(stick, 'figures.csv')
  await app.answerFileDialogs(csv)
  await page.keyboard.press('e')
  await expect(page.getByText(/figures\.csv.* is written\. It has no plays/)).toBeVisible()
  expect(readFileSync(csv, 'utf8')).toMatch(/summary,1,devices,count,60/)
  await page
    .getByRole('button', { name: /^Show the devices of / })
    .first()
    .click()
  await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
})

test('nothing is counted until the operator wants it; then by name, and only on this PC', async ({
  start,
  profile,
}) => {
  const file = join(profile, 'usage.json')
  const app = await start()
  await app.waitForConnection('online')
  await app.go('Pending operations')
  await app.go('Settings')
  const { page } = app
  const privacy = page.getByRole('region', { name: 'Privacy' })
  await expect(privacy).toContainText('Nothing was ever counted on this PC.')
  await privacy.getByRole('switch', { name: 'Count which features are used' }).click()
  await app.go('Conflicts')
  await app.quit()
  expect(readFileSync(file, 'utf8')).toContain('page.conflicts')
  expect(readFileSync(file, 'utf8')).not.toContain('page.pending')
  const again = await start()
  await again.go('Settings')
  const shown = again.page.getByRole('region', { name: 'Privacy' })
  await expect(shown.getByRole('row', { name: /^Page opened: Conflicts/ })).toBeVisible()
  await shown.getByRole('button', { name: 'Delete all counts…' }).click()
  await again.page.getByRole('button', { name: 'Delete all counts', exact: true }).click()
  await expect(again.page.getByText('All counts are deleted.')).toBeVisible()
  expect(existsSync(file)).toBe(false)
})
