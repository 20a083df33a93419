import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ToolError } from '../runtime/errors.mjs'
import { runInForeground } from '../runtime/launch.mjs'
import { inProject } from '../runtime/paths.mjs'
import { run } from '../runtime/processes.mjs'
import { electronNeedsBinding, ensureSqliteBinding } from '../runtime/sqlite-binding.mjs'
import { OLD_BINDING } from './after-pack.mjs'
import { sourceEpoch } from './epoch.mjs'
import { packTarball } from './tarball.mjs'

/** @typedef {import('../runtime/electron.mjs').ElectronRuntime} ElectronRuntime */
/** @typedef {import('./targets.mjs').Target} Target */
/** @typedef {{ name: string, target: Target }} Chosen */

const OUTPUT = 'dist'
/** What the builder leaves behind for whoever looks for a mistake in it. */
const NOTES = /^builder-(debug|effective-config)\.ya?ml$/
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|EHOSTUNREACH|fetch failed|timed out|certificate|HTTPError|status code \d{3}|(cannot|failed to) (download|resolve|get)/i

/**
 * Makes each target as a whole or not at all: in a folder of its own, from where it is moved into `dist` when it is complete.
 *
 * @param {readonly Chosen[]} chosen
 * @param {ElectronRuntime | null} electron null: the builder finds one for the other system
 * @returns {Promise<string[]>} what was made, relative to the checkout
 */
export async function buildTargets(chosen, electron) {
  const env = await builderEnvironment(electron)
  /** @type {string[]} */
  const made = []
  for (const one of chosen) made.push(...(await buildTarget(one, electron, env)))
  return made
}

/** @param {Chosen} chosen @param {ElectronRuntime | null} electron @param {NodeJS.ProcessEnv} env */
async function buildTarget({ name, target }, electron, env) {
  mkdirSync(inProject(OUTPUT), { recursive: true })
  const partial = mkdtempSync(inProject(OUTPUT, '.partial-'))
  try {
    await runBuilder(name, target, [...electronArguments(electron), `-c.directories.output=${partial}`], env)
    if (name === 'tar.gz') await packTarball(partial, await sourceEpoch())
    return moveOut(partial, name)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

/** @param {string} name @param {Target} target @param {readonly string[]} more @param {NodeJS.ProcessEnv} env */
async function runBuilder(name, target, more, env) {
  const cli = inProject('node_modules/electron-builder/cli.js')
  const args = [cli, ...target.builder, '--publish', 'never', ...more]
  if (process.env['OUTPOST_TOOLS_DEBUG'] === '1') {
    if ((await runInForeground(process.execPath, args, { cwd: inProject(), env })) === 0) return
    throw new ToolError(`${name} could not be packaged: the lines above say why.`)
  }
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: inProject(), env })
  for (const line of stderr.split('\n'))
    if (code === 0 && line.startsWith('outpost: ')) process.stderr.write(`${line}\n`)
  if (code !== 0) throw new ToolError(explainFailure(name, target, stdout))
}

/**
 * @param {string} name
 * @param {Target} target
 * @param {string} output what the builder wrote to standard output, where it also quotes what failed
 */
export function explainFailure(name, target, output) {
  const complaint = output.slice(output.indexOf('⨯') + 1 || output.length)
  const ours = /^\s*outpost: (.+)$/m.exec(complaint)?.[1]
  if (ours !== undefined) return ours
  if (target.download !== undefined && UNREACHABLE.test(complaint)) {
    return `${name} needs a download that cannot be reached from here (${target.download}, or Electron for that system): package it where there is a network, or take it from the release workflow.`
  }
  const said = /^.*$/m.exec(complaint)?.[0].trim()
  return `${name} could not be packaged${said ? `: ${said}` : ''}. OUTPOST_TOOLS_DEBUG=1 shows all that the builder says.`
}

/** @param {ElectronRuntime | null} electron */
function electronArguments(electron) {
  if (electron === null || electron.kind === 'package') return []
  return [`-c.electronDist=${electron.packagingDist}`, `-c.electronVersion=${electron.version}`]
}

/** @param {ElectronRuntime | null} electron */
async function builderEnvironment(electron) {
  const env = { ...process.env }
  // electron-builder would take the development copy for a place to download to.
  delete env['ELECTRON_OVERRIDE_DIST_PATH']
  env['SOURCE_DATE_EPOCH'] = String(await sourceEpoch())
  env['CUSTOM_FPM_PATH'] = inProject('tools/package/fpm.mjs')
  const isOld = electron !== null && electronNeedsBinding(electron.version)
  env[OLD_BINDING] = isOld ? await ensureSqliteBinding() : ''
  return env
}

/** @param {string} partial @param {string} name */
function moveOut(partial, name) {
  // A folder is a target of its own; beside a package it is a by-product that would be taken for one.
  const wanted = readdirSync(partial, { withFileTypes: true }).filter(
    (entry) => !NOTES.test(entry.name) && !entry.name.startsWith('.') && (entry.isFile() || name === 'folder'),
  )
  if (wanted.length === 0) throw new ToolError(`${name} was packaged, but nothing was written.`)
  return wanted.map((entry) => {
    const target = inProject(OUTPUT, entry.name)
    rmSync(target, { recursive: true, force: true })
    renameSync(join(partial, entry.name), target)
    return `${OUTPUT}/${entry.name}`
  })
}
