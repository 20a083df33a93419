import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stage } from '../browser.ts'
import { ACTS } from '../stage.ts'
import { fewColors } from './few-colors.ts'
import { GUIDE_PICTURES, type GuidePicture } from './guide-list.ts'
import { settle } from './settle.ts'

const SIZE = { width: 1_366, height: 768 }
const READY_TIMEOUT_MS = 20_000

/** Takes all of them anew, in the dark theme, as PNG files with a palette. */
export async function takeGuidePictures(stage: Stage, out: string): Promise<void> {
  mkdirSync(out, { recursive: true })
  for (const picture of GUIDE_PICTURES) {
    writeFileSync(join(out, picture.file), await taken(stage, picture))
    process.stderr.write(`${picture.file}\n`)
  }
}

async function taken(stage: Stage, { scenario, address, act }: GuidePicture): Promise<Buffer> {
  const page = await stage.open(SIZE)
  try {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(`http://127.0.0.1:${stage.port}/?scenario=${scenario}&theme=dark&still=${address}`)
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: READY_TIMEOUT_MS })
    if (act !== undefined) await ACTS[act]?.(page)
    await settle(page)
    return await fewColors(stage.app, await page.screenshot())
  } finally {
    await page.close()
  }
}
