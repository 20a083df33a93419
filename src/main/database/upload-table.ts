import type { SqliteDatabase } from '#sqlite/open.ts'
import type { StoredUpload, UploadRequest } from './upload-store.ts'

/** The table of files on their way, of one open database. A file of a program before it has none, and is only read. */
export class UploadTable {
  readonly #database: SqliteDatabase

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  answer(request: UploadRequest): unknown {
    switch (request.ask) {
      case 'list':
        return this.#database.prepare<[], StoredUpload>('SELECT key, record FROM uploads ORDER BY place').all()
      case 'put':
        return this.#put(request.uploads)
      case 'remove':
        this.#database.prepare<[string]>('DELETE FROM uploads WHERE key = ?').run(request.key)
        return null
    }
  }

  #put(uploads: readonly StoredUpload[]): null {
    const put = this.#database.prepare<[string, string]>(`
      INSERT INTO uploads (key, record) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET record = excluded.record`)
    const putAll = this.#database.transaction((all: readonly StoredUpload[]) => {
      for (const { key, record } of all) put.run(key, record)
    })
    putAll.immediate(uploads)
    return null
  }
}
