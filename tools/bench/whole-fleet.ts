import type { Page } from '@playwright/test'
import { LARGE_FLEET_DEVICES } from './intents.ts'

const READ_TIMEOUT_MS = 60_000
const LOOK_EVERY_MS = 500

/** Resolves when the list of devices in the window has the whole fleet, of the largest size unless told otherwise. */
export async function wholeFleet(page: Page, devices = LARGE_FLEET_DEVICES): Promise<void> {
  const grid = page.locator('[data-grid]')
  for (let waited = 0; Number(await grid.getAttribute('aria-rowcount')) < devices; waited += LOOK_EVERY_MS) {
    if (waited > READ_TIMEOUT_MS) throw new Error('the window has not read the whole fleet in time')
    await page.waitForTimeout(LOOK_EVERY_MS)
  }
}
