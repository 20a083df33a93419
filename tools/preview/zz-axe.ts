import { AxeBuilder } from '@axe-core/playwright'
import { ACTS, inPreview } from './stage.ts'

/** Looks for accessibility problems on every page of the built preview: `node tools/preview/axe.ts [--themes dark,light]`. */
const ALL_THEMES = 'dark,light,high-contrast'
const given = process.argv.indexOf('--themes')
const THEMES = (given === -1 ? ALL_THEMES : (process.argv[given + 1] ?? ALL_THEMES)).split(',')
const VIEWS = [
  'online:playlists',
  'online:playlist',
  'online:playlist-edited',
  'offline:playlist-saved',
  'online:playlist-new',
  'online:playlist-add',
  'online:playlist-preview',
  'online:playlist-assign',
  'online:playlist-delete',
]

let problems = 0
await inPreview(async ({ open, port }) => {
  for (const theme of THEMES) {
    for (const view of VIEWS) {
      const [name = '', kind] = view.split('@')
      const [scenario = 'online', act] = name.split(':')
      const page = await open({ width: 1366, height: 768 })
      await page.goto(
        `http://127.0.0.1:${port}/?scenario=${scenario}&theme=${theme}${kind === undefined ? '#/devices' : `#/${kind}/devices`}`,
      )
      if (scenario !== 'loading') await page.waitForSelector('html[data-ready="true"]')
      if (act !== undefined) await ACTS[act]?.(page)
      await page.waitForTimeout(300)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      problems += violations.length
      for (const { id, impact, nodes } of violations) {
        console.log(
          `${theme} ${view}: ${id} (${impact})\n  ${nodes
            .map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`)
            .slice(0, 4)
            .join('\n  ')}`,
        )
      }
      await page.close()
    }
  }
})
console.log(`${problems} problems`)
process.exitCode = problems === 0 ? 0 : 1
