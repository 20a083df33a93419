import type { Page } from '@playwright/test'

/** What is done before a picture of the views about alarms and health. */
export const ALARM_ACTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'alarm-rules': async (page) => {
    await showView(page, 'Rules')
    await page.getByRole('table', { name: /^Alarms of devices/ }).waitFor()
  },
  'alarm-report': async (page) => {
    await showView(page, 'Report')
    await page.getByRole('region', { name: 'Report about alarms' }).waitFor()
  },
  'alarm-record': async (page) => {
    await showView(page, 'Report')
    await page.getByRole('button', { name: '30 days', exact: true }).click()
    await page.getByRole('region', { name: 'Record of alarms' }).waitFor()
  },
  'alarm-record-year': async (page) => {
    await showView(page, 'Report')
    await page.getByRole('button', { name: '12 months', exact: true }).click()
    await page.getByRole('button', { name: 'Show as a table' }).click()
  },
  'alarm-note': async (page) => {
    await page.getByRole('link', { name: 'Health & alarms' }).click()
    await page.getByRole('row', { name: /^Critical/ }).click()
    await page.getByRole('button', { name: 'Note…' }).click()
  },
  'health-history': async (page) => {
    await page.getByRole('grid').getByRole('row').nth(2).click()
    const history = page.getByRole('region', { name: 'Health of the last day' })
    await history.getByRole('button', { name: 'Show as a table' }).click()
    await history.scrollIntoViewIfNeeded()
  },
}

async function showView(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Health & alarms' }).click()
  await page.getByRole('tab', { name, exact: true }).click()
}
