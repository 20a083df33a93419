import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What `npm run` knows, by name. */
export type Scripts = ReadonlyMap<string, string>

const NPM_RUN = /^npm run (?:-s |--silent )?([a-z][a-z:-]*)(?: -- (.*))?$/

export function scriptsOf(root: string): Scripts {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts?: Record<string, string> }
  return new Map(Object.entries(manifest.scripts ?? {}))
}

/**
 * What `npm run NAME -- …` runs, for another folder than the project: npm itself would go back to the project, and leave there what
 * the command writes. Any other command as it stands.
 */
export function fromElsewhere(command: string, root: string, scripts: Scripts): string {
  const [, name = '', rest = ''] = NPM_RUN.exec(command) ?? []
  const script = scripts.get(name)
  if (script === undefined) return command
  return `${script.replaceAll(/\btools\//g, `${root}/tools/`)} ${rest}`.trim()
}
