import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of a test's own. `remove` deletes it with everything in it. */
export interface TemporaryFolder {
  readonly path: string
  readonly file: (name: string) => string
  readonly remove: () => void
}

export function temporaryFolder(prefix = 'outpost-test-'): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), prefix))
  return {
    path,
    file: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
