import type { Page } from '@playwright/test'

/** What is done before a picture of the library. */
export const CONTENT_ACTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  content: openContent,
  'content-tiles': openTiles,
  'content-detail': async (page) => {
    await openTiles(page)
    await firstPiece(page).dblclick()
    await page.getByRole('region', { name: 'Content details' }).waitFor()
  },
  'content-web': async (page) => {
    await openContent(page)
    await page.keyboard.press('n')
    await page.getByRole('button', { name: 'Add web page' }).click()
  },
  'content-move': async (page) => {
    await selectTwo(page)
    await page.getByRole('button', { name: 'Move…' }).click()
  },
  'content-delete': async (page) => {
    await selectTwo(page)
    await page.getByRole('button', { name: 'Delete…' }).click()
  },
}

async function openContent(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Content' }).click()
  await page.getByRole('heading', { name: 'Content' }).waitFor()
}

async function openTiles(page: Page): Promise<void> {
  await openContent(page)
  await page.getByRole('button', { name: 'Pictures' }).click()
  await firstPiece(page).waitFor()
}

async function selectTwo(page: Page): Promise<void> {
  await openContent(page)
  for (const place of [1, 2]) {
    await page.getByRole('grid', { name: 'Content' }).getByRole('row').nth(place).getByRole('checkbox').check()
  }
}

function firstPiece(page: Page) {
  return page.getByRole('grid', { name: 'Content' }).getByRole('row').first()
}
