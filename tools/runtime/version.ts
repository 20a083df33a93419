import { readFileSync } from 'node:fs'
import { inProject } from './paths.mjs'

/** The version of this checkout. */
export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string }
  return version
}
