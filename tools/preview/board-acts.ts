import type { Page } from '@playwright/test'

/** What is done before a picture of the wallboards. */
export const BOARD_ACTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  board: openRoom,
  'board-shown': async (page) => {
    await openRoom(page)
    await page.getByRole('button', { name: 'Look at it' }).click()
    await settled(page)
  },
  'board-second': async (page) => {
    await BOARD_ACTS['board-shown']?.(page)
    await page.getByRole('button', { name: 'Next page' }).click()
    await settled(page)
  },
  'board-build': async (page) => {
    await openRoom(page)
    await page.getByRole('button', { name: 'Build' }).click()
    await settled(page)
  },
  'board-widget': async (page) => {
    await BOARD_ACTS['board-build']?.(page)
    await page.getByRole('option', { name: /^Gauge/ }).focus()
  },
  'board-binding': async (page) => {
    await BOARD_ACTS['board-widget']?.(page)
    await page.getByRole('button', { name: 'Choose what it follows… Value' }).click()
    await page.getByRole('dialog').waitFor()
  },
}

async function openRoom(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Wallboards' }).click()
  await page.getByText('Control room').click()
  await page.getByRole('region', { name: 'Wallboard details' }).waitFor()
}

/** Every widget is here, and has a value. */
async function settled(page: Page): Promise<void> {
  await page.locator('[data-state="live"]').first().waitFor()
  await page.waitForFunction(() => document.querySelectorAll('[data-state="connecting"]').length === 0)
}
