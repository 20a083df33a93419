import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GOLDEN, GOLDEN_ABOUT, HOUR, MIDNIGHT } from '../support/report-facts.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/sqlite.ts'
import { storeFacts } from '../support/stored-site.ts'

const WRITER = fileURLToPath(new URL('../support/write-limited.ts', import.meta.url))
const THREAD = fileURLToPath(new URL('../../src/main/reports/report-thread.ts', import.meta.url))
const KIB = 1_024

let folder: TemporaryFolder
let stick: TemporaryFolder

beforeEach(() => {
  folder = temporaryFolder()
  stick = temporaryFolder()
  mkdirSync(folder.file('logs'))
  // It does not become smaller when it is packed.
  writeFileSync(
    folder.file('logs/main.log'),
    `${randomBytes(300 * KIB).toString('base64')}\n`.replace(/.{100}/g, '$&\n'),
  )
  const points = Array.from({ length: 2_000 }, (_none, minute) => ({
    ...{ name: 'ipc', unit: 'ms' as const, at: MIDNIGHT + (minute * 24 * HOUR) / 2_000 },
    ...{ count: 1, sum: minute, min: minute, max: minute, buckets: [[minute, 1]] as const },
  }))
  storeFacts({ ...GOLDEN, points }, GOLDEN_ABOUT, {
    archiveFile: folder.file('archive.sqlite'),
    siteFile: folder.file('site.sqlite'),
  })
})
afterEach(() => {
  folder.remove()
  stick.remove()
})

/** What a process says that may write no file larger than this. */
function said(what: string, limitKib: number | 'unlimited'): string {
  const limited = `trap '' XFSZ; ulimit -f ${limitKib}; exec "$0" "$@"`
  const args = [WRITER, what, folder.path, stick.file('out'), THREAD]
  return execFileSync('bash', ['-c', limited, process.execPath, ...process.execArgv, ...args], { encoding: 'utf8' })
}

describe.each(['diagnostics', 'report'])('%s in a process that the system lets write no more', (what) => {
  it('are refused in a sentence, and leave nothing behind', () => {
    writeFileSync(stick.file('out'), 'what was there before')
    // Room for what SQLite's readers share.
    expect(said(what, 64)).toMatch(
      /^The file could not be written \(EFBIG\)\. Choose another place; nothing was changed\.$/,
    )
    expect(readdirSync(stick.path)).toEqual(['out'])
    expect(readFileSync(stick.file('out'), 'utf8')).toBe('what was there before')
    expect(said(what, 'unlimited')).toBe('written')
    expect(readFileSync(stick.file('out')).length).toBeGreaterThan(64 * KIB)
  })
})
