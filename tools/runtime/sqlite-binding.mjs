import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { say, ToolError } from './errors.mjs'
import { buildAtomically, cacheFolder } from './paths.mjs'
import { run, runOrFail } from './processes.mjs'
import { sqliteRecipe } from './sqlite-recipe.mjs'
import { ensureCommands } from './system-packages.mjs'

/** The first Electron with Node-API 10, which the stock binding needs: an older one crashes. */
const STOCK_ELECTRON_MAJOR = 35
export const BINDING_VARIABLE = 'OUTPOST_SQLITE_BINDING'

/**
 * Node itself never needs it: what runs the project's TypeScript is new enough.
 *
 * @param {string} version of Electron, such as 33.2.1
 */
export function electronNeedsBinding(version) {
  const major = Number(version.split('.')[0])
  return Number.isFinite(major) && major < STOCK_ELECTRON_MAJOR
}

/**
 * The SQLite binding for runtimes older than Node-API 10, compiled once for each version of its sources.
 *
 * @returns {Promise<string>} the file to hand on in OUTPOST_SQLITE_BINDING
 */
export async function ensureSqliteBinding() {
  const given = process.env[BINDING_VARIABLE]
  if (given) {
    if (existsSync(given)) return given
    throw new ToolError(`${BINDING_VARIABLE} names ${given}, which does not exist: correct it or unset it.`)
  }
  const recipe = sqliteRecipe()
  const home = join(cacheFolder(), `sqlite-${recipe.version}-${process.platform}-${process.arch}-${recipe.key}`)
  const file = join(home, 'better_sqlite3.node')
  if (existsSync(file)) return file
  if (process.platform !== 'linux') {
    throw new ToolError(
      'SQLite for an older Node-API is built on Linux only: use Node 22.18 or newer and Electron 35 or newer.',
    )
  }
  await ensureCommands(['gcc', 'g++'])
  say(`compiling SQLite for an older Node-API (under a minute, once)…`)
  await buildAtomically(home, (temporary) => compile(recipe, temporary))
  return file
}

/**
 * @param {import('./sqlite-recipe.mjs').SqliteRecipe} recipe
 * @param {string} cwd
 */
async function compile(recipe, cwd) {
  const failure = `SQLite ${recipe.version} could not be compiled with this machine's g++: install g++ 10 or newer, or use Node 22.18 or newer and Electron 35 or newer.`
  await Promise.all([
    runOrFail('gcc', recipe.compileSqlite, { cwd, failure }),
    runOrFail('g++', recipe.compileBinding, { cwd, failure }),
  ])
  await runOrFail('g++', recipe.link, { cwd, failure })
  rmSync(join(cwd, 'sqlite3.o'))
  rmSync(join(cwd, 'binding.o'))
  await run('chmod', ['644', 'better_sqlite3.node'], { cwd })
}
