import type { Page } from '@playwright/test'

/** What is done before a picture of the schedules. */
export const SCHEDULE_ACTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  schedules: openSchedules,
  schedule: openFirst,
  'schedule-clash': async (page) => {
    await openSchedules(page)
    await page.getByRole('row', { name: /^Lunch offers/ }).click()
    await page.getByRole('region', { name: 'Schedule details' }).waitFor()
    await page.getByText(/^Clashes with/).waitFor()
  },
  'schedule-new': async (page) => {
    await openSchedules(page)
    await page.keyboard.press('n')
    await page.getByRole('region', { name: 'New schedule' }).waitFor()
    await page.getByRole('button', { name: 'Create schedule' }).click()
  },
  'schedule-run': async (page) => {
    await openFirst(page)
    await page.getByRole('button', { name: 'Run now' }).click()
  },
  'schedules-chosen': async (page) => {
    await openSchedules(page)
    await page
      .getByRole('checkbox', { name: /^Select / })
      .nth(2)
      .check()
  },
  'schedules-week': openWeek,
  'schedule-week-moved': async (page) => {
    await openWeek(page)
    await page
      .getByRole('button', { name: /^Lunch offers/ })
      .first()
      .focus()
    await page.keyboard.press('Alt+ArrowDown')
  },
}

async function openSchedules(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Schedules' }).click()
  await page.getByRole('heading', { name: 'Schedules' }).waitFor()
}

async function openWeek(page: Page): Promise<void> {
  await openSchedules(page)
  await page.getByRole('tab', { name: 'Week' }).click()
  await page
    .getByRole('button', { name: /^Morning rush/ })
    .first()
    .waitFor()
}

async function openFirst(page: Page): Promise<void> {
  await openSchedules(page)
  await page.getByRole('grid', { name: 'Schedules' }).getByRole('row').nth(3).click()
  await page.getByRole('region', { name: 'Schedule details' }).waitFor()
}
