import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ToolError } from './errors.mjs'
import { inProject, PROJECT_ROOT } from './paths.mjs'

/** Raise it when the flags below change, so that older caches are not used any more. */
const RECIPE = 1
const PACKAGES = ['better-sqlite3', 'node-addon-api', 'node-api-headers']
const STOCK_NODE_API_DEFINE = 'NAPI_VERSION=10'
/**
 * References to strings, which better-sqlite3 keeps, exist in older runtimes in experimental mode only. The number is
 * that mode's version; Node's own headers derive it from NAPI_EXPERIMENTAL, the headers used here do not.
 */
const OLD_NODE_API_DEFINES = ['NAPI_EXPERIMENTAL', 'NAPI_VERSION=2147483647']

/** What node-gyp gives to every add-on on Linux. */
const COMMON_DEFINES = [
  'NODE_GYP_MODULE_NAME=better_sqlite3',
  'USING_UV_SHARED=1',
  'USING_V8_SHARED=1',
  '_GLIBCXX_USE_CXX11_ABI=1',
  '_FILE_OFFSET_BITS=64',
  '_LARGEFILE_SOURCE',
  '__STDC_FORMAT_MACROS',
  'BUILDING_NODE_EXTENSION',
  'NDEBUG',
]
const EXPERIMENTAL_HEADER = inProject('tools/runtime/node-api-experimental.h')
const COMMON_FLAGS = ['-fPIC', '-pthread', '-O3', '-fno-omit-frame-pointer', '-w']
const BINDING_FLAGS = [
  '-std=c++20',
  '-fno-rtti',
  '-fno-exceptions',
  '-fvisibility=hidden',
  '-fvisibility-inlines-hidden',
  '-flto',
]
const LINK_FLAGS = ['-shared', '-pthread', '-O3', '-flto', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-s']

/**
 * @typedef {object} SqliteRecipe
 * @property {string} version of better-sqlite3
 * @property {string} key names the result: it changes whenever the result would
 * @property {string[]} compileSqlite arguments of gcc; the output is `sqlite3.o`
 * @property {string[]} compileBinding arguments of g++; the output is `binding.o`
 * @property {string[]} link arguments of g++; the output is `better_sqlite3.node`
 */

/**
 * How to compile the installed better-sqlite3 for runtimes older than Node-API 10: the same sources and the same
 * definitions as its stock build, except for the Node-API mode.
 *
 * @returns {SqliteRecipe}
 */
export function sqliteRecipe() {
  const package_ = packageFolder('better-sqlite3')
  const { version } = JSON.parse(readFileSync(join(package_, 'package.json'), 'utf8'))
  const bindingDefines = definesOf(join(package_, 'binding.gyp'))
  if (!bindingDefines.includes(STOCK_NODE_API_DEFINE)) {
    throw new ToolError(
      `better-sqlite3 ${version} is built in a way that this tool does not know: use Node 22.18 or newer and Electron 35 or newer.`,
    )
  }
  const sqliteDefines = definesOf(join(package_, 'deps', 'defines.gypi'))
  const includes = [
    join(package_, 'deps', 'sqlite3'),
    packageFolder('node-addon-api'),
    join(packageFolder('node-api-headers'), 'include'),
  ]
  const recipe = {
    compileSqlite: [
      '-c',
      '-std=c99',
      ...COMMON_FLAGS,
      ...asFlags([...COMMON_DEFINES, ...sqliteDefines]),
      join(package_, 'deps/sqlite3/sqlite3.c'),
      '-o',
      'sqlite3.o',
    ],
    compileBinding: [
      '-c',
      ...BINDING_FLAGS,
      ...COMMON_FLAGS,
      ...asFlags([
        ...COMMON_DEFINES,
        ...bindingDefines.flatMap((name) => (name === STOCK_NODE_API_DEFINE ? OLD_NODE_API_DEFINES : [name])),
      ]),
      ...includes.map((folder) => `-I${folder}`),
      '-include',
      EXPERIMENTAL_HEADER,
      join(package_, 'src/better_sqlite3.cpp'),
      '-o',
      'binding.o',
    ],
    link: [...LINK_FLAGS, 'binding.o', 'sqlite3.o', '-ldl', '-o', 'better_sqlite3.node'],
  }
  return { version, key: keyOf(recipe), ...recipe }
}

/**
 * The strings of the first `'defines': [ … ]` list of a gyp file.
 *
 * @param {string} text
 */
export function parseDefines(text) {
  const list = /'defines':\s*\[([^\]]*)\]/.exec(text)?.[1] ?? ''
  return [...list.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '')
}

/** @param {string} file */
function definesOf(file) {
  const defines = parseDefines(readFileSync(file, 'utf8'))
  if (defines.length === 0)
    throw new ToolError(`${file} names no definitions: reinstall the dependencies with  npm ci .`)
  return defines
}

/** @param {string} name */
function packageFolder(name) {
  const require = createRequire(import.meta.url)
  try {
    return dirname(require.resolve(`${name}/package.json`))
  } catch (error) {
    throw new ToolError(`The package ${name} is not installed: run  npm ci  first.`, { cause: error })
  }
}

/** @param {readonly string[]} defines */
function asFlags(defines) {
  return defines.map((define) => `-D${define}`)
}

/**
 * @param {Pick<SqliteRecipe, 'compileSqlite' | 'compileBinding' | 'link'>} recipe
 */
function keyOf(recipe) {
  const hash = createHash('sha256')
  // Where the checkout lies makes no difference to the result.
  let text = JSON.stringify([RECIPE, recipe.compileSqlite, recipe.compileBinding, recipe.link])
  for (const name of PACKAGES) text = text.replaceAll(packageFolder(name), name)
  hash.update(text.replaceAll(PROJECT_ROOT, ''))
  for (const name of PACKAGES) {
    hash.update(String(JSON.parse(readFileSync(join(packageFolder(name), 'package.json'), 'utf8')).version))
  }
  hash.update(readFileSync(EXPERIMENTAL_HEADER))
  return hash.digest('hex').slice(0, 12)
}
