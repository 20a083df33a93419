// npm run catalogue: every component in every state, shown or compared with its stored pictures.
import { once } from 'node:events'
import { resolve } from 'node:path'
import { build } from 'vite'
import { inBrowser, portOf, type Stage, serve } from '../../preview/browser.ts'
import { checkBaselines, updateBaselines } from './baselines.ts'
import { type CatalogueOptions, HELP, parseOptions, UsageError } from './options.ts'

const EXIT_DIFFERENT = 1
const EXIT_USAGE = 2
const BUILT = resolve(import.meta.dirname, '../../../out/catalogue')

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  if (options.mode === 'help') return void process.stdout.write(HELP)
  await build({ configFile: resolve(import.meta.dirname, 'vite.config.ts') })
  if (options.mode === 'serve') return keepServing()
  const problems: string[] = []
  await inBrowser(BUILT, async (stage) => void problems.push(...(await run(stage, options))))
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0) process.exitCode = EXIT_DIFFERENT
}

async function run(stage: Stage, options: Exclude<CatalogueOptions, { mode: 'help' }>): Promise<string[]> {
  if (options.mode === 'check') return checkBaselines(stage, options.only)
  if (options.mode === 'update') return updateBaselines(stage, options.only)
  const page = await stage.open({ width: 1_280, height: 900 }, { hasFrame: true })
  await page.goto(`http://127.0.0.1:${stage.port}/`)
  await page.waitForEvent('close', { timeout: 0 })
  return []
}

async function keepServing(): Promise<void> {
  const server = await serve(BUILT)
  process.stdout.write(`The catalogue is at http://127.0.0.1:${portOf(server)}/ ; Ctrl+C ends it.\n`)
  await once(process, 'SIGINT')
  server.close()
  server.closeAllConnections()
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_DIFFERENT
})
