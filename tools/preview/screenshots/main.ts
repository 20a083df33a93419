// npm run screenshots -- --out DIR: pictures of every page in every theme, size and state.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { inPreview } from '../stage.ts'
import { takeGuidePictures } from './guide-pictures.ts'
import { indexPage } from './index-page.ts'
import { HELP, parseOptions, UsageError } from './options.ts'
import type { Seen, View } from './seen.ts'
import { take } from './shots.ts'

const EXIT_PROBLEMS = 1
const EXIT_USAGE = 2
/** Pages at the same time: a page waits more than it works. */
const AT_ONCE = 3

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  if (options.mode === 'help') return void process.stdout.write(HELP)
  await build({ configFile: resolve(import.meta.dirname, '../vite.config.ts'), logLevel: 'error' })
  if (options.mode === 'guide') return inPreview((stage) => takeGuidePictures(stage, options.out))
  mkdirSync(options.out, { recursive: true })
  const { pages, states, themes } = options
  const views = states.flatMap((state) =>
    pages.flatMap((page) => themes.map((theme): View => ({ page, state, theme }))),
  )
  const [next, seen] = [views.entries(), new Map<number, Seen>()]
  await inPreview(async (stage) => {
    const work = async () => {
      for (const [index, view] of next) {
        const found = await take(stage, view, options)
        seen.set(index, found)
        process.stderr.write(`${seen.size} of ${views.length}: ${view.page}, ${view.state}, ${view.theme}\n`)
        for (const problem of found.problems) process.stderr.write(`  ${problem}\n`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  })
  const inOrder = views.flatMap((_, index) => seen.get(index) ?? [])
  const [shots, problems] = [inOrder.flatMap((one) => one.shots), inOrder.flatMap((one) => one.problems)]
  writeFileSync(join(options.out, 'index.html'), indexPage(shots, problems))
  process.stdout.write(`${shots.length} pictures in ${options.out}, ${problems.length} problems.\n`)
  if (problems.length > 0) process.exitCode = EXIT_PROBLEMS
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_PROBLEMS
})
