import type { Page } from '@playwright/test'
import { inPreview } from './stage.ts'

/**
 * How long frames take while the list is scrolled under load, in the built preview:
 * `node tools/preview/frames.ts [reports a second] [devices]`. For work on the list; the figures are those of the bench.
 */
const SECONDS = 8

/** Runs in the page. Scrolls a little every frame, to and fro, and takes the times between frames. */
function measureFrames({ seconds, step }: { seconds: number; step: number }): Promise<number[]> {
  const grid = document.querySelector('[data-grid]') as HTMLElement
  const frames: number[] = []
  return new Promise((resolve) => {
    let last = performance.now()
    const end = last + seconds * 1_000
    let direction = 1
    const frame = (time: number) => {
      frames.push(time - last)
      last = time
      grid.scrollTop += step * direction
      if (grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1 || grid.scrollTop === 0) direction *= -1
      if (time < end) requestAnimationFrame(frame)
      else resolve(frames.slice(5))
    }
    requestAnimationFrame(frame)
  })
}

function line(name: string, frames: readonly number[]): string {
  const sorted = frames.toSorted((a, b) => a - b)
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1)
  const over = frames.filter((ms) => ms > 33).length
  return `${name.padEnd(34)} frames ${frames.length} p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} max ${at(1)} over 33 ms: ${over}`
}

async function sortBy(page: Page, column: string): Promise<void> {
  await page.getByRole('columnheader', { name: column }).getByRole('button').click()
}

const rate = Number(process.argv[2] ?? 12_000)
const devices = Number(process.argv[3] ?? 50_000)
const only = process.argv[4]
const CASES: Record<string, (page: Page) => Promise<unknown>> = {
  'by name': async () => undefined,
  'by last seen': (page) => sortBy(page, 'Last seen'),
  'by status, filtered': async (page) => {
    await sortBy(page, 'Status')
    await page.getByRole('searchbox').fill('gate')
  },
}
await inPreview(async ({ open, port }) => {
  for (const [name, prepare] of Object.entries(CASES)) {
    if (only !== undefined && only !== name) continue
    const page = await open({ width: 1366, height: 768 })
    await page.goto(`http://127.0.0.1:${port}/?devices=${devices}&load=${rate}`)
    await page.waitForSelector('html[data-ready="true"]')
    await page.waitForTimeout(2_000)
    await prepare(page)
    await page.mouse.move(5, 5)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.waitForTimeout(4_000)
    console.log(line(`${name}, still`, await page.evaluate(measureFrames, { seconds: SECONDS, step: 0 })))
    console.log(line(`${name}, scrolling`, await page.evaluate(measureFrames, { seconds: SECONDS, step: 40 })))
    await page.mouse.move(600, 400)
    console.log(line(`${name}, held, scrolling`, await page.evaluate(measureFrames, { seconds: SECONDS, step: 40 })))
    await page.close()
  }
})
