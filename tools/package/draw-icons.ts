import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { inBrowser, type Stage } from '../preview/browser.ts'
import { inProject } from '../runtime/paths.mjs'
import { packIcns, packIco } from './icon-files.ts'

/** Squares of these sides, in pixels, for the menus and panels of Linux. */
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256]
const LARGEST = 1_024

/** npm run icons: draws every icon of the packages from resources/icon.svg. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-icons-'))
  const svg = readFileSync(inProject('resources/icon.svg'), 'utf8')
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><style>html,body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`,
  )
  try {
    await inBrowser(folder, async (stage) => writeIcons(await drawAll(stage)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function drawAll(stage: Stage): Promise<ReadonlyMap<number, Buffer>> {
  const page = await stage.open({ width: LARGEST, height: LARGEST })
  await page.goto(`http://127.0.0.1:${stage.port}/`)
  const pictures = new Map<number, Buffer>()
  for (const size of [...LINUX_SIZES, LARGEST]) pictures.set(size, await draw(page, size))
  await page.close()
  return pictures
}

async function draw(page: Page, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size })
  return page.screenshot({ omitBackground: true, type: 'png' })
}

function writeIcons(pictures: ReadonlyMap<number, Buffer>): void {
  const of = (size: number): Buffer => pictures.get(size) ?? Buffer.alloc(0)
  for (const size of LINUX_SIZES) writeFileSync(inProject(`resources/icons/${size}x${size}.png`), of(size))
  writeFileSync(inProject('resources/icon.png'), of(LARGEST))
  writeFileSync(inProject('resources/icon.ico'), packIco(WINDOWS_SIZES.map((size) => ({ size, png: of(size) }))))
  writeFileSync(inProject('resources/icon.icns'), packIcns(of))
}

await main()
