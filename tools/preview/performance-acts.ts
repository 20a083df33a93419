import type { Page } from '@playwright/test'

/** What is done before a picture of the Performance page. */
export const PERFORMANCE_ACTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  figures: async (page) => {
    await page.getByRole('link', { name: 'Performance' }).click()
    await page.getByRole('tab', { name: 'Figures' }).waitFor()
  },
  'figures-compared': async (page) => {
    await page.getByRole('link', { name: 'Performance' }).click()
    await page.getByRole('button', { name: '7 days' }).click()
    await page.getByRole('checkbox', { name: 'Compare with the time before' }).check()
    await page
      .getByRole('button', { name: /^Show as a table/ })
      .first()
      .click()
  },
  'figures-moment': async (page) => {
    await page.getByRole('link', { name: 'Performance' }).click()
    await page
      .getByRole('button', { name: /^What happened at/ })
      .first()
      .click()
    await page.getByRole('region', { name: 'What happened' }).waitFor()
  },
  'last-minutes': async (page) => {
    await page.getByRole('link', { name: 'Performance' }).click()
    await page.getByRole('tab', { name: 'Last minutes' }).click()
    await page.getByRole('region', { name: 'Memory' }).waitFor()
  },
  reports: showReports,
  schedule: async (page) => {
    await showReports(page)
    await page.getByRole('combobox', { name: 'How often' }).selectOption('daily')
    await page.getByRole('region', { name: 'Reports by themselves' }).scrollIntoViewIfNeeded()
  },
  'report-writing': async (page) => {
    await showReports(page)
    await page.getByRole('button', { name: 'Write the report…' }).click()
    await page.getByText(/^Step 2 of 5/).waitFor()
  },
  'report-written': async (page) => {
    await showReports(page)
    await page.getByRole('button', { name: 'Other…' }).click()
    await page.getByLabel('From').fill('2026-01-01')
    await page.getByLabel('To, including').fill('2026-01-31')
    await page.getByRole('radio', { name: 'CSV' }).check()
    await page.getByRole('button', { name: 'Write the report…' }).click()
    await page.getByText(/\.csv is written\.|^Not written\./).waitFor()
  },
}

async function showReports(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Performance' }).click()
  await page.getByRole('tab', { name: 'Reports' }).click()
  await page.getByRole('region', { name: 'Report', exact: true }).waitFor()
}
