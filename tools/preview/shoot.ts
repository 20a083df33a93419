import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Stage } from './browser.ts'
import { ACTS, inPreview } from './stage.ts'

/**
 * Takes pictures of the built preview:
 * `node tools/preview/shoot.ts <scenario>[:act] … [--themes dark,light] [--sizes 1366x768,1920x1080] [--density comfortable] [--window wall] [--at wallboards?boardId=brd-room] [--update ready]`.
 */
const OUT = resolve(import.meta.dirname, '../../out/pictures')

function option(name: string, fallback: string): string[] {
  const at = process.argv.indexOf(`--${name}`)
  return (at === -1 ? fallback : (process.argv[at + 1] ?? fallback)).split(',')
}

async function shoot({ open, port }: Stage, view: string, theme: string, size: string): Promise<void> {
  const [width = 1366, height = 768] = size.split('x').map(Number)
  const [scenario = 'online', act] = view.split(':')
  const page = await open({ width, height })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') console.log(`[${view}] ${message.text()}`)
  })
  page.on('pageerror', (error) => console.log(`[${view}] ${error.message}`))
  const density = option('density', 'compact')[0]
  const [kind = 'console'] = option('window', 'console')
  const [state = ''] = option('update', '')
  const update = state === '' ? '' : `&update=${encodeURIComponent(state)}`
  const [at = ''] = option('at', 'devices')
  const fragment = `#/${kind === 'console' ? '' : `${kind}/`}${at}`
  await page.goto(
    `http://127.0.0.1:${port}/?scenario=${scenario}&theme=${theme}&density=${density}${update}${fragment}`,
  )
  if (scenario !== 'loading') await page.waitForSelector('html[data-ready="true"]', { timeout: 10_000 })
  if (act !== undefined) await ACTS[act]?.(page)
  await page.waitForTimeout(400)
  const of = kind === 'console' ? scenario : `${kind}-${scenario}`
  const name = [of, act, state].filter((part) => part !== undefined && part !== '').join('-')
  await page.screenshot({ path: join(OUT, `${name}-${theme}-${width}.png`) })
  await page.close()
}

mkdirSync(OUT, { recursive: true })
const views = process.argv
  .slice(2)
  .filter((word, index, all) => !word.startsWith('--') && !(all[index - 1] ?? '').startsWith('--'))
await inPreview(async (stage) => {
  for (const theme of option('themes', 'dark,light')) {
    for (const size of option('sizes', '1366x768')) {
      for (const view of views) await shoot(stage, view, theme, size)
    }
  }
})
