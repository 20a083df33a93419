// npm run package [-- arguments of electron-builder]: builds and packages the app; without arguments as a plain folder.
import { buildIfStale } from './runtime/build.mjs'
import { runTool, say } from './runtime/errors.mjs'
import { runInForeground } from './runtime/launch.mjs'
import { inProject } from './runtime/paths.mjs'
import { prepareRuntime } from './runtime/prepare.mjs'

await runTool(async () => {
  const runtime = await prepareRuntime({ needDisplay: false })
  await buildIfStale()
  const given = process.argv.slice(2)
  const args = [...(given.length > 0 ? given : ['--dir']), '--publish', 'never', ...distArguments(runtime)]
  const builder = inProject('node_modules/electron-builder/cli.js')
  return runInForeground(process.execPath, [builder, ...args], { cwd: inProject(), env: builderEnvironment(runtime) })
})

/** @param {import('./runtime/prepare.mjs').PreparedRuntime} runtime */
function distArguments(runtime) {
  if (runtime.electronKind === 'package') return []
  say(`packaged with Electron ${runtime.electronVersion}, which is not the one that ships: for trying out only`)
  return [`-c.electronDist=${runtime.packagingDist}`, `-c.electronVersion=${runtime.electronVersion}`]
}

/** electron-builder would take the development copy for a place to download to. */
function builderEnvironment(/** @type {import('./runtime/prepare.mjs').PreparedRuntime} */ runtime) {
  const env = { ...runtime.env }
  delete env['ELECTRON_OVERRIDE_DIST_PATH']
  return env
}
