import type { SqliteDatabase, SqliteStatement } from '#sqlite/open.ts'

/** A device that is switched on, belongs to nobody and shows a code. */
export interface UnpairedDevice {
  readonly code: string
  readonly model: string
  readonly serial: string
  /** Milliseconds since the epoch, by the server's clock. */
  readonly expiresAt: number
}

export interface PairingRow extends UnpairedDevice {
  /** The device's entity, once the code was used. */
  readonly usedBy: string | null
}

const COLUMNS = 'code, model, serial, expires_at AS expiresAt, used_by AS usedBy'

/** The codes of devices that wait to be paired, and of those that did a while ago. */
export class PairingTable {
  readonly #find: SqliteStatement<[string], PairingRow>
  readonly #waiting: SqliteStatement<[number], PairingRow>
  readonly #add: SqliteStatement<[string, string, string, number]>
  readonly #use: SqliteStatement<[string, string]>
  readonly #prune: SqliteStatement<[number]>

  constructor(database: SqliteDatabase) {
    this.#find = database.prepare(`SELECT ${COLUMNS} FROM pairing_codes WHERE code = ?`)
    this.#waiting = database.prepare(
      `SELECT ${COLUMNS} FROM pairing_codes WHERE used_by IS NULL AND expires_at > ? ORDER BY expires_at`,
    )
    this.#add = database.prepare('INSERT INTO pairing_codes (code, model, serial, expires_at) VALUES (?, ?, ?, ?)')
    this.#use = database.prepare('UPDATE pairing_codes SET used_by = ? WHERE code = ? AND used_by IS NULL')
    this.#prune = database.prepare('DELETE FROM pairing_codes WHERE expires_at < ?')
  }

  find(code: string): PairingRow | undefined {
    return this.#find.get(code)
  }

  /** Those whose code can be used now, the one that expires first before the others. */
  waiting(at: number): UnpairedDevice[] {
    return this.#waiting.all(at).map(({ code, model, serial, expiresAt }) => ({ code, model, serial, expiresAt }))
  }

  add({ code, model, serial, expiresAt }: UnpairedDevice): void {
    this.#add.run(code, model, serial, expiresAt)
  }

  use(code: string, entityId: string): void {
    this.#use.run(entityId, code)
  }

  /** Forgets codes that expired before a time. */
  prune(before: number): void {
    this.#prune.run(before)
  }
}
