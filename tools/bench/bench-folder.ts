import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folder of one run, on the disk that is measured. Everything in it goes when the run ends. */
export class BenchFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'outpost-bench-'))
  #files = 0

  /** A path that nothing has used yet. */
  fresh(name: string): string {
    this.#files += 1
    return join(this.path, `${this.#files}-${name}`)
  }

  /** A copy of a closed database under a fresh name. */
  copyOf(file: string): string {
    const copy = this.fresh('site.sqlite')
    copyFileSync(file, copy)
    return copy
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/** Removes a database that is done with, so that old pages do not take the disk's cache from the next round. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}
