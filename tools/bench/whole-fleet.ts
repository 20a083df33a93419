import type { Page } from '@playwright/test'
import { LARGE_FLEET_DEVICES } from './intents.ts'

const READ_TIMEOUT_MS = 60_000
const LOOK_EVERY_MS = 500

/** Resolves when the list of devices in the window has the largest fleet. */
export async function wholeFleet(page: Page): Promise<void> {
  const grid = page.locator('[data-grid]')
  for (
    let waited = 0;
    Number(await grid.getAttribute('aria-rowcount')) < LARGE_FLEET_DEVICES;
    waited += LOOK_EVERY_MS
  ) {
    if (waited > READ_TIMEOUT_MS) throw new Error('the window has not read the whole fleet in time')
    await page.waitForTimeout(LOOK_EVERY_MS)
  }
}
