import { createHash } from 'node:crypto'

/** Stands for these conflicts at these versions of the server, in whatever order: SHA-256, in hexadecimal digits. */
export function seenOf(versions: ReadonlyMap<string, number>): string {
  const hash = createHash('sha256')
  for (const [key, version] of [...versions].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${key} ${version}\n`)
  return hash.digest('hex')
}
