import { inProject } from '../runtime/paths.mjs'
import { run } from '../runtime/processes.mjs'

/** 2026-01-01, for sources that come without their history. */
const WITHOUT_HISTORY = 1_767_225_600

/**
 * The one time that a package carries, in seconds: when its sources were last changed, not when it was built. Another can be
 * set, as reproducible-builds.org describes it.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function sourceEpoch(env = process.env) {
  const given = Number(env['SOURCE_DATE_EPOCH'])
  if (Number.isInteger(given) && given > 0) return given
  const { code, stdout } = await run('git', ['log', '-1', '--format=%ct'], { cwd: inProject() })
  const committed = Number(stdout.trim())
  return code === 0 && committed > 0 ? committed : WITHOUT_HISTORY
}
