import type { Page } from '@playwright/test'

/** What is done before a picture of the wallboards. */
export const WALLBOARD_ACTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  wallboards: openBoards,
  wallboard: async (page) => {
    await openBoards(page)
    await page.getByRole('row', { name: /^Night shift/ }).click()
    await page.getByRole('region', { name: 'Wallboard details' }).waitFor()
  },
  'wallboards-turn': async (page) => {
    await openBoards(page)
    for (const name of ['Select Control room', 'Select New hall']) await page.getByRole('checkbox', { name }).check()
    await page.getByRole('button', { name: 'Show in turn on a wall…' }).click()
  },
  'wallboard-new': async (page) => {
    await openBoards(page)
    await page.keyboard.press('n')
    await page.getByRole('dialog', { name: 'New wallboard' }).waitFor()
  },
  'wallboard-edit': async (page) => {
    await openBoards(page)
    await page.getByRole('row', { name: /^Night shift/ }).click()
    await page.getByRole('button', { name: 'Name and pages…' }).click()
  },
}

async function openBoards(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Wallboards' }).click()
  await page.getByRole('heading', { name: 'Wallboards' }).waitFor()
}
