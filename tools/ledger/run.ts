import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportLedger } from '../../src/main/database/ledger/export.ts'
import { StoredLedger, StoredLedgerError } from '../../src/main/database/ledger/stored-ledger.ts'
import { textLines } from '../../src/main/database/ledger/text-lines.ts'
import { type LedgerVerdict, LedgerVerifier, verifyLedger } from '../../src/main/database/ledger/verify.ts'
import { programVersion } from '../runtime/version.ts'

/** Rejects when the file can not be read. */
export function verifyFile(file: string): Promise<LedgerVerdict> {
  return verifyLedger(textLines(createReadStream(file, 'utf8') as AsyncIterable<string>))
}

/**
 * Writes the ledger of a database to a file, and verifies it on the way. A ledger that is not whole is written as well:
 * the verdict tells. The file appears under its name only when it is complete.
 *
 * @param now milliseconds since the epoch.
 */
export async function exportDatabase(database: string, out: string, now: number): Promise<LedgerVerdict> {
  if (resolve(database) === resolve(out)) throw new StoredLedgerError('The database can not be its own export.')
  const stored = new StoredLedger(database)
  const verifier = new LedgerVerifier()
  const unfinished = `${out}.part`
  async function* text(): AsyncGenerator<string> {
    for await (const line of exportLedger(stored, stored.about(now, programVersion()))) {
      verifier.take(line)
      yield `${line}\n`
    }
  }
  try {
    await pipeline(Readable.from(text()), createWriteStream(unfinished, { flush: true }))
    renameSync(unfinished, out)
  } finally {
    stored.close()
    rmSync(unfinished, { force: true })
  }
  return verifier.end()
}

/** The verdict in words. */
export function wordsOf(file: string, { ok, header, lines, head, totals, problem }: LedgerVerdict): string {
  if (!ok) return `${file} is not whole. Line ${problem?.fileLine} of the file: ${problem?.reason}\n`
  const { created, ...rest } = totals
  const parts = Object.entries(rest).map(([name, n]) => `${n} ${name}`)
  const site = header?.site.name ?? 'a site without a name'
  const at = new Date(header?.exportedAt ?? 0).toISOString()
  return (
    `${file} is whole: the ledger of ${site}, exported ${at}.\n` +
    `${lines} lines; ${created} operations made = ${parts.join(' + ')}\n` +
    `Last hash: ${head}\n`
  )
}
