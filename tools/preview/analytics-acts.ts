import type { Page } from '@playwright/test'

/** What is done before a picture of the Analytics page. */
export const ANALYTICS_ACTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  analytics: open,
  'analytics-table': async (page) => {
    await open(page)
    await page.getByRole('button', { name: '90 days' }).click()
    await page
      .getByRole('button', { name: /^Show as a table/ })
      .first()
      .click()
  },
  'analytics-plays': async (page) => {
    await open(page)
    await page.getByRole('region', { name: 'Plays', exact: true }).scrollIntoViewIfNeeded()
  },
}

async function open(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Analytics' }).click()
  await page.getByRole('heading', { name: 'Analytics' }).waitFor()
}
