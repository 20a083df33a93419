// npm start [-- arguments of the app]: prepares this machine, builds the app when its sources changed and runs it.
// npm run dev: the same with the development server, which reloads what is edited.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { buildIfStale, forgetBuild } from './runtime/build.mjs'
import { runTool, say } from './runtime/errors.mjs'
import { runInForeground } from './runtime/launch.mjs'
import { inProject } from './runtime/paths.mjs'
import { prepareRuntime } from './runtime/prepare.mjs'

const PICTURE = inProject('artifacts/first-window.png')

await runTool(async () => {
  const given = process.argv.slice(2)
  const isDevelopment = given[0] === '--dev'
  const runtime = await prepareRuntime()
  try {
    return isDevelopment ? await develop(runtime, given.slice(1)) : await start(runtime, given)
  } finally {
    await runtime.dispose()
  }
})

/**
 * @param {import('./runtime/prepare.mjs').PreparedRuntime} runtime
 * @param {readonly string[]} given
 */
async function start(runtime, given) {
  await buildIfStale()
  const args = [...runtime.args, ...quietArguments(runtime), inProject(), ...given]
  return runInForeground(String(runtime.electronPath), args, {
    cwd: inProject(),
    env: { ...runtime.env, ...pictureVariable(runtime) },
    ...(runtime.isDisplayVirtual ? { onLine: tellPicture } : {}),
  })
}

/**
 * @param {import('./runtime/prepare.mjs').PreparedRuntime} runtime
 * @param {readonly string[]} given
 */
function develop(runtime, given) {
  forgetBuild()
  const isSandboxOff = runtime.args.includes('--no-sandbox')
  const args = runtime.args.filter((name) => name !== '--no-sandbox')
  return runInForeground(
    process.execPath,
    [inProject('node_modules/electron-vite/bin/electron-vite.js'), 'dev', '--', ...args, ...given],
    { cwd: inProject(), env: { ...runtime.env, ...(isSandboxOff ? { NO_SANDBOX: '1' } : {}) } },
  )
}

/** Nobody sees a virtual display, so the app saves a picture of its first window. */
function pictureVariable(/** @type {import('./runtime/prepare.mjs').PreparedRuntime} */ runtime) {
  if (!runtime.isDisplayVirtual || process.env['OUTPOST_FIRST_PAINT_PICTURE']) return {}
  mkdirSync(dirname(PICTURE), { recursive: true })
  return { OUTPOST_FIRST_PAINT_PICTURE: PICTURE }
}

/** Chromium complains at length about the desktop services that a machine without a display does not have. */
function quietArguments(/** @type {import('./runtime/prepare.mjs').PreparedRuntime} */ runtime) {
  return runtime.isDisplayVirtual && process.env['OUTPOST_TOOLS_DEBUG'] !== '1' ? ['--log-level=3'] : []
}

/** @param {string} line */
function tellPicture(line) {
  if (!line.startsWith('{"event":"first-paint"')) return
  try {
    say(`the first window is drawn; a picture of it is in ${JSON.parse(line).picture} (Ctrl+C ends the app)`)
  } catch {
    // Not the line that was meant.
  }
}
