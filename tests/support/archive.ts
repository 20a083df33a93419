import type { AskArchive } from '../../src/main/archive/archive.ts'
import { callsOf } from '../../src/main/archive/archive-calls.ts'
import { ArchiveDatabase } from '../../src/main/archive/archive-database.ts'

/** The real archive in this process. `refuse` makes every call fail like a full disk does. */
export class ArchiveHere {
  readonly database: ArchiveDatabase
  refuse = false

  constructor(file: string, at = 0) {
    this.database = new ArchiveDatabase(file, at)
  }

  readonly ask: AskArchive = async (name, ...values) => {
    if (this.refuse) throw new Error('database or disk is full')
    const call = callsOf(this.database)[name] as (...given: readonly unknown[]) => never
    return call(...values)
  }
}
