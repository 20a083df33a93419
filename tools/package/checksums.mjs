import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../runtime/paths.mjs'

export const CHECKSUMS = 'SHA256SUMS'

/** @param {string} file */
export function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/**
 * Writes beside the packages what `sha256sum --check SHA256SUMS` reads.
 *
 * @param {string} [folder]
 */
export function writeChecksums(folder = inProject('dist')) {
  const file = join(folder, CHECKSUMS)
  rmSync(file, { force: true })
  if (!existsSync(folder)) return
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.startsWith('builder-'))
    .map(({ name }) => name)
    .sort()
  if (names.length > 0) writeFileSync(file, names.map((name) => `${sha256(join(folder, name))}  ${name}\n`).join(''))
}
