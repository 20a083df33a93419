import { readdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Archive } from '../../src/main/archive/archive.ts'
import { openArchiveForReading } from '../../src/main/archive/archive-database.ts'
import { MINUTE_MS } from '../../src/main/archive/records.ts'
import { silentLogger } from '../../src/main/platform/logger.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/sqlite.ts'

const SCRIPT = new URL('../../src/main/archive/archive-thread.ts', import.meta.url)
const POINT = { name: 'ipc', unit: 'ms', at: 0, count: 1, sum: 4, min: 4, max: 4, buckets: [[4, 1]] } as const
const EVER = { fromAt: 0, toAt: MINUTE_MS, names: null, step: MINUTE_MS } as const

let folder: TemporaryFolder

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

function start(name = 'archive.sqlite'): Archive {
  return Archive.start({ script: SCRIPT, file: folder.file(name), at: 5, logger: silentLogger })
}

describe('the archive in its thread', () => {
  it('keeps what it is told, and can be read beside the thread and after it', async () => {
    const archive = start()
    await archive.ask('addPoints', [POINT])
    expect(await archive.ask('points', EVER)).toEqual([POINT])
    const beside = openArchiveForReading(folder.file('archive.sqlite'))
    expect([...beside.reader.points(EVER)]).toEqual([POINT])
    beside.close()
    await archive.close()
    expect(archive.setAside).toBeNull()
    const again = start()
    expect(await again.ask('points', EVER)).toEqual([POINT])
    await again.close()
  })

  it('puts a damaged file away, and begins a new one', async () => {
    writeFileSync(
      folder.file('archive.sqlite'),
      'this is not a database, and longer than a header of one is: '.repeat(40),
    )
    const archive = start()
    await archive.ask('addPoints', [POINT])
    expect(await archive.ask('points', EVER)).toEqual([POINT])
    expect(archive.setAside).toBe(folder.file('archive.sqlite.damaged-5'))
    expect(readdirSync(folder.path)).toContain('archive.sqlite.damaged-5')
    await archive.close()
  })

  it('says why it cannot be used, and refuses what it is asked', async () => {
    const archive = start('no-such-folder/archive.sqlite')
    await expect(archive.ask('addPoints', [POINT])).rejects.toThrow(/no-such-folder/)
    expect(archive.problem).toContain('no-such-folder')
    await expect(archive.ask('points', EVER)).rejects.toThrow(archive.problem ?? '')
    await archive.close()
  })

  it('reports what one call does wrong, and serves the next', async () => {
    const archive = start()
    await expect(archive.ask('addPoints', [{ ...POINT, count: Number.NaN }])).rejects.toThrow(/NOT NULL/)
    await archive.ask('addPoints', [POINT])
    expect(await archive.ask('points', EVER)).toEqual([POINT])
    await archive.close()
  })
})
