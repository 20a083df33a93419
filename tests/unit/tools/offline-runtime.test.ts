import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ToolError } from '../../../tools/runtime/errors.mjs'
import { resetFuses } from '../../../tools/runtime/fuses.mjs'
import { offlinePackagingDist, verifyIntegrity } from '../../../tools/runtime/offline-electron.mjs'
import { buildAtomically, cacheFolder } from '../../../tools/runtime/paths.mjs'

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const DAY_S = 24 * 60 * 60

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-tools-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the cache', () => {
  it('lies where the environment says, or where the desktop keeps such things', () => {
    expect(cacheFolder({ OUTPOST_CACHE_DIR: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a')
    expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe(join('/b', 'outpost-console'))
    expect(cacheFolder({})).toMatch(/\.cache.outpost-console$/)
  })

  it('shows nothing of a build that failed', async () => {
    const target = join(folder, 'thing')
    const failing = buildAtomically(target, async (temporary) => {
      writeFileSync(join(temporary, 'half'), 'x')
      throw new Error('no more room')
    })
    await expect(failing).rejects.toThrow('no more room')
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps the result of whoever was faster', async () => {
    const target = join(folder, 'thing')
    await buildAtomically(target, async (temporary) => {
      mkdirSync(target)
      writeFileSync(join(target, 'by'), 'another')
      writeFileSync(join(temporary, 'by'), 'me')
    })
    expect(readFileSync(join(target, 'by'), 'utf8')).toBe('another')
    expect(readdirSync(folder)).toEqual(['thing'])
  })

  it('throws away what a killed build left behind a day ago, and nothing younger', async () => {
    const longAgo = Date.now() / 1000 - 2 * DAY_S
    mkdirSync(join(folder, 'partial-old'))
    mkdirSync(join(folder, 'partial-new'))
    utimesSync(join(folder, 'partial-old'), longAgo, longAgo)
    await buildAtomically(join(folder, 'thing'), async () => undefined)
    expect(readdirSync(folder).sort()).toEqual(['partial-new', 'thing'])
  })

  it('says what to do when it cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    const failing = buildAtomically(join(folder, 'file', 'below', 'thing'), async () => undefined)
    await expect(failing).rejects.toThrow(/OUTPOST_CACHE_DIR/)
    await expect(failing).rejects.toBeInstanceOf(ToolError)
  })
})

describe('the offline runtime', () => {
  it('is refused when it is not the file that was expected', async () => {
    const file = join(folder, 'a.tgz')
    writeFileSync(file, 'something else')
    await expect(verifyIntegrity(file)).rejects.toThrow(/not the file that was expected/)
  })

  it('is accepted by its hash', async () => {
    const file = join(folder, 'a.tgz')
    writeFileSync(file, 'abc')
    const sha512 = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=='
    await expect(verifyIntegrity(file, sha512)).resolves.toBeUndefined()
  })

  it('gets the fuses that Electron is released with, and keeps those that were removed', () => {
    const file = join(folder, 'electron')
    writeFileSync(file, `before${SENTINEL}\u0001\u00080000r011after`)
    resetFuses(file)
    expect(readFileSync(file, 'latin1')).toBe(`before${SENTINEL}\u0001\u00081011r001after`)
  })

  it('is never made out of something that is no Electron', () => {
    const file = join(folder, 'electron')
    writeFileSync(file, 'no wire here')
    expect(() => resetFuses(file)).toThrow(/no Electron executable/)
  })

  it('finds the copy for packaging beside the one for development', () => {
    mkdirSync(join(folder, 'packaging'))
    writeFileSync(join(folder, 'packaging', 'electron'), '')
    expect(offlinePackagingDist(join(folder, 'development'))).toBe(join(folder, 'packaging'))
    expect(offlinePackagingDist(folder)).toBeNull()
    expect(existsSync(join(folder, 'packaging'))).toBe(true)
  })
})
