// npm run package:reproduce [-- --plant]: builds the app from two clones at two places and compares every file, byte by byte.
import { appendFileSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runTool, say, ToolError } from '../runtime/errors.mjs'
import { inProject } from '../runtime/paths.mjs'
import { runOrFail } from '../runtime/processes.mjs'
import { compareTrees, hashTree } from './compare-trees.mjs'

const HELP = `npm run package:reproduce [-- --plant]

Clones the last commit twice, into folders of different names and lengths, packages both as folders under different clocks and
languages, and compares every file of the two. Ends with 0 when all are the same.

  --plant  puts a time of building into the second one: ends with 0 when that is found
`

/** What differs between the PCs of two people. */
const PLACES = [
  { folder: 'a', env: { TZ: 'UTC', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' } },
  { folder: 'another place/of a longer name', env: { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', LC_ALL: '' } },
]
const PLANTED_IN = 'src/main/index.ts'

await runTool(async () => {
  const { values } = parseArgs({ options: { plant: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
  if (values.help) return void process.stdout.write(HELP)
  const scratch = mkdtempSync(join(tmpdir(), 'outpost-reproduce-'))
  try {
    const apps = []
    for (const [index, place] of PLACES.entries()) {
      const clone = join(scratch, place.folder)
      await makeClone(clone)
      if (values.plant && index > 0) appendFileSync(join(clone, PLANTED_IN), `\nglobalThis.builtAt = ${Date.now()}\n`)
      apps.push(await packageIn(clone, place.env))
    }
    return report(apps, values.plant ?? false)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
})

/**
 * With libraries of its own: a path that gets into a bundle shall be another one. They are the same files as here, linked.
 *
 * @param {string} clone
 */
async function makeClone(clone) {
  say(`cloning into ${clone}…`)
  await runOrFail('git', ['clone', '--quiet', '--no-local', '--depth', '1', `file://${inProject()}`, clone], {
    failure: 'The project could not be cloned: this needs git, and a checkout with a commit.',
  })
  const libraries = realpathSync(inProject('node_modules'))
  await runOrFail('cp', ['-al', libraries, join(clone, 'node_modules')], {
    failure: `The libraries could not be linked into ${clone}: set TMPDIR to a folder on the same disk as the checkout.`,
  })
  rmSync(join(clone, 'node_modules/.cache'), { recursive: true, force: true })
}

/** @param {string} clone @param {Readonly<Record<string, string>>} env @returns {Promise<Map<string, string>>} */
async function packageIn(clone, env) {
  say(`packaging in ${clone}…`)
  await runOrFail(process.execPath, [join(clone, 'tools/package.mjs'), 'folder'], {
    cwd: clone,
    env: { ...process.env, ...env },
    failure: `The app could not be packaged in ${clone}: see whether  npm run package  works here.`,
  })
  const folder = readdirSync(join(clone, 'dist')).find((name) => name.endsWith('-unpacked'))
  if (folder === undefined) throw new ToolError('The packaged app was not found.')
  return hashTree(join(clone, 'dist', folder))
}

/** @param {readonly Map<string, string>[]} apps @param {boolean} isPlanted */
function report([first = new Map(), second = new Map()], isPlanted) {
  for (const [path, hash] of first) if (path.startsWith('resources/')) process.stdout.write(`${hash}  ${path}\n`)
  const differences = compareTrees(first, second)
  for (const path of differences) {
    process.stdout.write(`different: ${path}\n  ${first.get(path) ?? 'missing'}\n  ${second.get(path) ?? 'missing'}\n`)
  }
  process.stdout.write(`${first.size} files in each, ${differences.length} different\n`)
  return differences.length > 0 === isPlanted ? 0 : 1
}
