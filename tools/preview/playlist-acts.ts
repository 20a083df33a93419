import type { Page } from '@playwright/test'

/** What is done before a picture of the playlists. */
export const PLAYLIST_ACTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  playlists: openPlaylists,
  playlist: openFirst,
  'playlist-edited': async (page) => {
    await openFirst(page)
    await page.getByRole('button', { name: 'Move Welcome up' }).first().click()
    await page.getByRole('textbox', { name: 'Seconds of Weather' }).first().fill('x')
  },
  'playlist-saved': async (page) => {
    await openFirst(page)
    await page.getByRole('button', { name: 'Move Welcome up' }).first().click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.locator('[role=row][data-pending]').waitFor()
  },
  'playlist-new': async (page) => {
    await openPlaylists(page)
    await page.keyboard.press('n')
  },
  'playlist-add': async (page) => {
    await openFirst(page)
    await page.getByRole('button', { name: 'Add content' }).click()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
  },
  'playlist-preview': async (page) => {
    await openFirst(page)
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('button', { name: 'Next item' }).click()
  },
  'playlist-assign': async (page) => {
    await openFirst(page)
    await page.getByRole('button', { name: 'Show on devices…' }).click()
    await page
      .getByRole('checkbox', { name: /^Select Block 1/ })
      .first()
      .check()
  },
  'playlist-delete': async (page) => {
    await openFirst(page)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
  },
}

async function openPlaylists(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Playlists' }).click()
  await page.getByRole('heading', { name: 'Playlists' }).waitFor()
}

async function openFirst(page: Page): Promise<void> {
  await openPlaylists(page)
  await page.getByRole('grid', { name: 'Playlists' }).getByRole('row').nth(3).click()
  await page.getByRole('region', { name: 'Playlist details' }).waitFor()
}
