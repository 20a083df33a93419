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
  'analytics-trials': async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    const trials = page.getByRole('region', { name: 'Experiments' })
    await trials.scrollIntoViewIfNeeded()
    await trials.getByRole('button', { name: 'Strip' }).click()
    await trials.getByRole('button', { name: 'On', exact: true }).click()
    await open(page)
    await page.getByRole('button', { name: '30 days' }).click()
    await page.getByRole('img', { name: /^By hour of the week/ }).scrollIntoViewIfNeeded()
  },
  usage: async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('switch', { name: 'Count which features are used' }).click()
    await page.getByRole('table', { name: 'How often what was used' }).waitFor()
    await page.getByRole('region', { name: 'Experiments' }).scrollIntoViewIfNeeded()
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
